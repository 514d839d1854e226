using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>C8: money, authority, need.</summary>
public enum ManLetter
{
    [Names("Money", "购买力", "購買力")] Money,
    [Names("Authority", "决定权", "決定權")] Authority,
    [Names("Need", "需求", "需求")] Need,
}

/// <summary>C8: a letter is written large when it is present, small when it is absent.</summary>
public enum CapitalMark
{
    [Names("Unknown", "未知", "未知")] Unknown,
    [Names("Absent", "不具备", "不具備")] Absent,
    [Names("Present", "具备", "具備")] Present,
}

/// <summary>What an answer showed of one letter, to be told to Customers.</summary>
internal sealed record ManFinding(ManLetter Letter, CapitalMark Mark, string QuestionId, string ReadingId, DateTimeOffset At);

/// <summary>E4, C8: what is known of a customer's qualification. The verdict on it is Customers'.</summary>
internal sealed record ManPicture(
    CapitalMark Money = CapitalMark.Unknown, CapitalMark Authority = CapitalMark.Unknown, CapitalMark Need = CapitalMark.Unknown)
{
    public CapitalMark this[ManLetter letter] => letter switch
    {
        ManLetter.Money => Money,
        ManLetter.Authority => Authority,
        _ => Need,
    };

    /// <summary>The letters nothing is known of, in the order M, A, N.</summary>
    public IEnumerable<ManLetter> Missing => Enum.GetValues<ManLetter>().Where(letter => this[letter] == CapitalMark.Unknown);

    /// <summary>What the answers of a call show; a letter answered several times shows what it was found to be last.</summary>
    public static IReadOnlyList<ManFinding> Findings(Guide guide, IEnumerable<GivenAnswer> answers) =>
        [.. answers
            .Where(answer => answer.ReadingId is not null)
            .SelectMany(answer => (guide.Find(answer.QuestionId)?.Readings ?? [])
                .Where(reading => reading.Id == answer.ReadingId)
                .SelectMany(reading => reading.Shows)
                .Where(shown => shown.Value != CapitalMark.Unknown)
                .Select(shown => new ManFinding(shown.Key, shown.Value, answer.QuestionId, answer.ReadingId!, answer.At)))
            .GroupBy(finding => finding.Letter)
            .Select(group => group.OrderBy(finding => finding.At).ThenBy(finding => finding.QuestionId, StringComparer.Ordinal).Last())
            .OrderBy(finding => finding.Letter)];

    /// <summary>With findings entered; what was known and is not spoken of stays.</summary>
    public ManPicture With(IEnumerable<ManFinding> findings)
    {
        var picture = this;
        foreach (var finding in findings)
        {
            picture = finding.Letter switch
            {
                ManLetter.Money => picture with { Money = finding.Mark },
                ManLetter.Authority => picture with { Authority = finding.Mark },
                _ => picture with { Need = finding.Mark },
            };
        }
        return picture;
    }
}
