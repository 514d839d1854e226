using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C10: four kinds of relationship; none is better than another.</summary>
public enum RelationshipType
{
    [Names("Transactional", "买卖关系", "買賣關係")] Transactional,
    [Names("Preferred supplier", "优先供应关系", "優先供應關係")] Preferred,
    [Names("Partner", "合作伙伴关系", "合作夥伴關係")] Partner,
    [Names("Strategic alliance", "战略联盟关系", "戰略聯盟關係")] Alliance,
}

/// <summary>C10: what has to be true for a partnership or an alliance to be fitting.</summary>
public enum FitTest
{
    [Names("The customer matters to us", "客户对我方重要", "客戶對我方重要")] MattersToUs,
    [Names("We matter to the customer", "我方对客户重要", "我方對客戶重要")] MattersToThem,
    [Names("Neither controls the other", "双方互不控制", "雙方互不控制")] NeitherControls,
    [Names("Switching is costly", "转换成本高", "轉換成本高")] SwitchingIsCostly,
}

/// <summary>C10: what keeps the two together.</summary>
public enum BondKind
{
    [Names("Financial", "财务联系", "財務聯繫")] Financial,
    [Names("Social", "社会联系", "社會聯繫")] Social,
    [Names("Structural", "结构联系", "結構聯繫")] Structural,
}

/// <summary>A bond in words: a rebate, a friendship, a system both work in.</summary>
public sealed record Bond(BondKind Kind, [property: Required, StringLength(400, MinimumLength = 1)] string Text, DateOnly? Since = null);

/// <summary>What is known of the four tests; null is unknown.</summary>
public sealed record FitAnswers(bool? MattersToUs = null, bool? MattersToThem = null, bool? NeitherControls = null, bool? SwitchingIsCostly = null)
{
    public bool? Of(FitTest test) => test switch
    {
        FitTest.MattersToUs => MattersToUs,
        FitTest.MattersToThem => MattersToThem,
        FitTest.NeitherControls => NeitherControls,
        _ => SwitchingIsCostly,
    };
}

/// <summary>Whether a type fits, and which tests speak against it or are still open.</summary>
/// <param name="Fitting">Null while no test fails and one is unanswered.</param>
public sealed record FitVerdict(bool? Fitting, IReadOnlyList<FitTest> Failed, IReadOnlyList<FitTest> Unanswered)
{
    // C10: partner or alliance only if the two matter to each other, neither controls the other, and switching is costly.
    public static FitVerdict Of(RelationshipType type, FitAnswers answers)
    {
        if (type is RelationshipType.Transactional or RelationshipType.Preferred) return new FitVerdict(true, [], []);
        List<FitTest> failed = [.. Enum.GetValues<FitTest>().Where(test => answers.Of(test) == false)];
        List<FitTest> unanswered = [.. Enum.GetValues<FitTest>().Where(test => answers.Of(test) is null)];
        return new FitVerdict(failed.Count > 0 ? false : unanswered.Count > 0 ? null : true, failed, unanswered);
    }
}

/// <summary>
/// What a relationship cost and brought over some months, in minor units of the base currency (C10).
/// </summary>
/// <param name="MarginMinor">Amount less cost of all order lines whose cost is known; refunds are negative.</param>
/// <param name="LinesWithoutCost">Order lines that say nothing about the margin, because what they cost us is unknown.</param>
public sealed record RelationshipAccount(
    DateTimeOffset From, DateTimeOffset To, long ActivityMinutes, long ActivityCostMinor, long RemediesMinor, long DiscountsMinor, long MarginMinor, int LinesWithoutCost)
{
    public long CostMinor => ActivityCostMinor + RemediesMinor + DiscountsMinor;

    // C10: more is spent on it than it brings in (奢侈).
    public bool IsLuxury => CostMinor > MarginMinor && CostMinor > 0;

    /// <summary>Rounded half away from zero.</summary>
    public static long CostOf(long minutes, long hourlyCostMinor) => (long)Math.Round(minutes * (decimal)hourlyCostMinor / 60m, MidpointRounding.AwayFromZero);
}

/// <summary>How we stand with a customer (C10).</summary>
public sealed class Relationship : Entity, IHasHistory
{
    private Relationship() { }

    public Guid CustomerId { get; private set; }

    public RelationshipType Type { get; private set; }

    public FitAnswers Answers { get; private set; } = new();

    public IReadOnlyList<Bond> Bonds { get; private set; } = [];

    public string? Note { get; private set; }

    public Guid HistorySubject => CustomerId;

    public FitVerdict Verdict => FitVerdict.Of(Type, Answers);

    public static Relationship With(Guid customerId) => new() { CustomerId = customerId };

    public void Describe(RelationshipType type, FitAnswers answers, IReadOnlyList<Bond> bonds, string? note) => (Type, Answers, Bonds, Note) = (type, answers, [.. bonds], note);
}
