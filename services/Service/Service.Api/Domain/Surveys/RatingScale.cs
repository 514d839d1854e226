namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>
/// S7: a scale and how it is read; its name stands in every result, because 80 % on one scale is not 80 % on another.
/// <paramref name="SatisfiedFrom"/> and <paramref name="UnhappyFrom"/> are the values nearest the middle that still count as such.
/// </summary>
internal sealed record RatingScale(string Name, int Lowest, int Highest, int SatisfiedFrom, int UnhappyFrom)
{
    public static readonly RatingScale Csat5 = new("CSAT 1-5", 1, 5, SatisfiedFrom: 4, UnhappyFrom: 2);

    /// <summary>"It was made easy for me to have my issue handled", from 1 (disagree) to 7 (agree).</summary>
    public static readonly RatingScale Ces7 = new("CES 1-7", 1, 7, SatisfiedFrom: 5, UnhappyFrom: 3);

    /// <summary>Promoters 9 and 10, detractors 0 to 6.</summary>
    public static readonly RatingScale Nps = new("NPS 0-10", 0, 10, SatisfiedFrom: 9, UnhappyFrom: 6);

    /// <summary>Whether more is better; on a scale of effort less may be.</summary>
    public bool MoreIsBetter => SatisfiedFrom > UnhappyFrom;

    public bool Holds(int value) => value >= Lowest && value <= Highest;

    public bool IsSatisfied(int value) => MoreIsBetter ? value >= SatisfiedFrom : value <= SatisfiedFrom;

    public bool IsUnhappy(int value) => MoreIsBetter ? value <= UnhappyFrom : value >= UnhappyFrom;

    /// <summary>How much better it was than expected; negative when worse, whichever way the scale runs.</summary>
    public int Gap(int expected, int experienced) => MoreIsBetter ? experienced - expected : expected - experienced;

    /// <summary>The value as it stands on the same scale read the way on which more is better.</summary>
    public int? Upwards(int? value) => MoreIsBetter ? value : Lowest + Highest - value;

    /// <summary>Null, or what is wrong with the scale.</summary>
    public string? Fault =>
        string.IsNullOrWhiteSpace(Name) ? "a scale has a name"
        : Lowest >= Highest || Highest - Lowest > 100 ? "a scale runs from a lower to a higher value, at most 100 apart"
        : !Holds(SatisfiedFrom) || !Holds(UnhappyFrom) || SatisfiedFrom == UnhappyFrom ? "satisfied and unhappy are two different values of the scale"
        : null;
}
