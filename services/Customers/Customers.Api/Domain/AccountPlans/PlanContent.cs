using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C12: the five sources a customer's challenges come from.</summary>
public enum ChallengeSource
{
    [Names("Macro environment", "宏观环境", "宏觀環境")] Macro,
    [Names("The customer itself", "客户自身", "客戶自身")] Itself,
    [Names("Its suppliers", "客户的供应商", "客戶的供應商")] Suppliers,
    [Names("Its competitors", "客户的竞争对手", "客戶的競爭對手")] Competitors,
    [Names("Its customers", "客户的客户", "客戶的客戶")] Customers,
}

/// <summary>C12: the six questions about each of our competitors.</summary>
public enum CompetitorQuestion
{
    [Names("Positioning and goals", "定位与目标", "定位與目標")] Positioning,
    [Names("Market strategy", "市场策略", "市場策略")] MarketStrategy,
    [Names("Relationship strategy", "关系策略", "關係策略")] RelationshipStrategy,
    [Names("Means of expansion", "扩张手段", "擴張手段")] Expansion,
    [Names("Pillars, level and problems", "支柱、水平与问题", "支柱、水平與問題")] Pillars,
    [Names("Organisation", "组织", "組織")] Organisation,
}

/// <summary>C12: what shows that an account is strategic.</summary>
public enum StrategicSign
{
    [Names("Strategic fit", "战略匹配", "戰略匹配")] Fit,
    [Names("Leads its market", "市场份额领先", "市場份額領先")] MarketShareLead,
    [Names("Our product is in its strategy", "我方产品在其战略之中", "我方產品在其戰略之中")] OurProductInItsStrategy,
    [Names("Regular executive visits", "高层定期互访", "高層定期互訪")] ExecutiveVisits,
    [Names("Joint workshops", "联合研讨", "聯合研討")] JointWorkshops,
}

public sealed record Challenge(ChallengeSource Source, [property: Required, StringLength(1000, MinimumLength = 1)] string Text);

/// <summary>A competitor with the answers to the six questions; a question left out is open.</summary>
public sealed record PlanCompetitor(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: StringLength(2000)] string? Positioning = null, [property: StringLength(2000)] string? MarketStrategy = null,
    [property: StringLength(2000)] string? RelationshipStrategy = null, [property: StringLength(2000)] string? Expansion = null,
    [property: StringLength(2000)] string? Pillars = null, [property: StringLength(2000)] string? Organisation = null)
{
    public string? Answer(CompetitorQuestion question) => question switch
    {
        CompetitorQuestion.Positioning => Positioning,
        CompetitorQuestion.MarketStrategy => MarketStrategy,
        CompetitorQuestion.RelationshipStrategy => RelationshipStrategy,
        CompetitorQuestion.Expansion => Expansion,
        CompetitorQuestion.Pillars => Pillars,
        _ => Organisation,
    };
}

public sealed record PlanGoal([property: Required, StringLength(1000, MinimumLength = 1)] string Text, [property: StringLength(400)] string? Measure = null, DateOnly? Due = null, bool Reached = false);

/// <param name="Responsible">Token subject or name.</param>
public sealed record PlanAction([property: Required, StringLength(1000, MinimumLength = 1)] string Text, [property: StringLength(100)] string? Responsible = null, DateOnly? Due = null, bool Done = false);

/// <param name="Outcome">What the review came to, once held.</param>
public sealed record PlanReview(DateOnly On, [property: StringLength(2000)] string? Outcome = null);

/// <summary>All that an account plan says.</summary>
/// <param name="EntryPoint">Where we come in (切入点).</param>
/// <param name="Signs">The signs of a strategic account that are there.</param>
public sealed record PlanContent(
    [property: MaxLength(100)] IReadOnlyList<Challenge>? Challenges = null,
    [property: MaxLength(20)] IReadOnlyList<PlanCompetitor>? Competitors = null,
    [property: StringLength(2000)] string? EntryPoint = null,
    [property: MaxLength(5)] IReadOnlyList<StrategicSign>? Signs = null,
    [property: MaxLength(50)] IReadOnlyList<PlanGoal>? Goals = null,
    [property: MaxLength(200)] IReadOnlyList<PlanAction>? Actions = null,
    [property: MaxLength(50)] IReadOnlyList<PlanReview>? Reviews = null);
