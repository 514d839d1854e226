using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>The three questions of C8.</summary>
public enum ManLetter
{
    [Names("Money", "购买力", "購買力")] Money,
    [Names("Authority", "决定权", "決定權")] Authority,
    [Names("Need", "需求", "需求")] Need,
}

/// <summary>What the answers come to (C8).</summary>
public enum ManOutcome
{
    [Names("Not yet known", "尚不明确", "尚不明確")] Incomplete,
    [Names("Ideal prospect", "理想的销售对象", "理想的銷售對象")] IdealProspect,
    [Names("Approach with skilled selling", "可接触，配以熟练的销售技术", "可接觸，配以熟練的銷售技術")] Approach,
    [Names("Find the decider", "可接触，设法找到决定人", "可接觸，設法找到決定人")] FindDecider,
    [Names("Check business and credit", "可接触，调查业务与信用，提供融资", "可接觸，調查業務與信用，提供融資")] CheckCredit,
    [Names("Nurture over the long term", "可接触，长期观察培养", "可接觸，長期觀察培養")] Nurture,
    [Names("No prospect", "非客户，停止接触", "非客戶，停止接觸")] NoProspect,
}

/// <summary>
/// C8: the verdict on money, authority and need; a capital letter stands for present, a question mark for unknown. With answers
/// missing it says which and what asking for them is worth: the outcomes still possible.
/// </summary>
public sealed record ManVerdict(string Letters, ManOutcome Outcome, Wording NextAction, IReadOnlyList<ManLetter> Missing, IReadOnlyList<ManOutcome> Possible)
{
    public static ManVerdict Of(bool? money, bool? authority, bool? need)
    {
        var letters = $"{Letter('M', money)}{Letter('A', authority)}{Letter('N', need)}";
        List<ManLetter> missing = [];
        if (money is null) missing.Add(ManLetter.Money);
        if (authority is null) missing.Add(ManLetter.Authority);
        if (need is null) missing.Add(ManLetter.Need);
        if (missing.Count == 0)
        {
            var outcome = OutcomeOf(money!.Value, authority!.Value, need!.Value);
            return new ManVerdict(letters, outcome, ActionOf(outcome), missing, [outcome]);
        }
        var possible = (from m in Values(money) from a in Values(authority) from n in Values(need) select OutcomeOf(m, a, n)).Distinct().Order().ToList();
        return new ManVerdict(letters, ManOutcome.Incomplete, AskFor(missing), missing, possible);
    }

    /// <summary>How many of the three are known to be present.</summary>
    public static int Capitals(bool? money, bool? authority, bool? need) => new[] { money, authority, need }.Count(answer => answer == true);

    private static ManOutcome OutcomeOf(bool money, bool authority, bool need) => (money, authority, need) switch
    {
        (true, true, true) => ManOutcome.IdealProspect,
        (true, true, false) => ManOutcome.Approach,
        (true, false, true) => ManOutcome.FindDecider,
        (false, true, true) => ManOutcome.CheckCredit,
        (false, false, false) => ManOutcome.NoProspect,
        _ => ManOutcome.Nurture,
    };

    private static Wording ActionOf(ManOutcome outcome) => outcome switch
    {
        ManOutcome.IdealProspect => new("Sell now: money, authority and need are all there.", "立即推进销售：购买力、决定权、需求俱备。", "立即推進銷售：購買力、決定權、需求俱備。"),
        ManOutcome.Approach => new("Approach and rouse the need by skilled selling.", "主动接触，以熟练的销售技术唤起需求。", "主動接觸，以熟練的銷售技術喚起需求。"),
        ManOutcome.FindDecider => new("Approach and find the person who decides.", "主动接触，找到有决定权的人。", "主動接觸，找到有決定權的人。"),
        ManOutcome.CheckCredit => new("Check business and credit, and offer financing.", "调查其业务状况与信用，提供融资。", "調查其業務狀況與信用，提供融資。"),
        ManOutcome.Nurture => new("Nurture over the long term until the other conditions are there.", "长期观察、培养，使其具备另外的条件。", "長期觀察、培養，使其具備另外的條件。"),
        _ => new("Stop contact: there is no prospect.", "停止接触：不是客户。", "停止接觸：不是客戶。"),
    };

    private static Wording AskFor(List<ManLetter> missing)
    {
        string Names(Func<(string En, string Hans, string Hant), string> pick, string separator) => string.Join(separator, missing.Select(letter => pick(Question(letter))));
        return new Wording($"Find out {Names(q => q.En, ", ")}.", $"弄清{Names(q => q.Hans, "、")}。", $"弄清{Names(q => q.Hant, "、")}。");
    }

    private static (string En, string Hans, string Hant) Question(ManLetter letter) => letter switch
    {
        ManLetter.Money => ("whether the money is there", "是否有购买力", "是否有購買力"),
        ManLetter.Authority => ("whether this is the person who decides", "是否有决定权", "是否有決定權"),
        _ => ("whether there is a need", "是否有需求", "是否有需求"),
    };

    private static string Letter(char capital, bool? answer) => answer switch { true => $"{capital}", false => $"{char.ToLowerInvariant(capital)}", _ => "?" };

    private static bool[] Values(bool? answer) => answer is { } known ? [known] : [true, false];
}
