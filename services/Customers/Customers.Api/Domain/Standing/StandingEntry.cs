using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>What is said of a customer beside its file; each with a history of its own (C4, C5, C9).</summary>
public enum Axis
{
    [Names("ABC class", "ABC 分类", "ABC 分類")] Class,
    [Names("Value grade", "价值等级", "價值等級")] Grade,
    [Names("Maturity", "成熟度", "成熟度")] Maturity,
    [Names("Heat", "热度", "熱度")] Heat,
    [Names("Consumption zone", "消费区", "消費區")] Zone,
    [Names("Problem customer", "问题客户", "問題客戶")] Problem,
    [Names("Cooperation", "合作度", "合作度")] Cooperation,
    [Names("Loyalty", "忠诚度", "忠誠度")] Loyalty,
    [Names("Relationship stage", "关系阶段", "關係階段")] Stage,
}

/// <summary>Where a value came from.</summary>
public enum StandingOrigin
{
    [Names("Computed", "系统计算", "系統計算")] Computed,
    [Names("By hand", "人工", "人工")] ByHand,
    [Names("Override", "人工覆盖", "人工覆蓋")] Override,
    [Names("Override ended", "覆盖到期", "覆蓋到期")] OverrideEnded,
}

/// <summary>One line of an axis's history: from what to what, why, by whom, until when.</summary>
public sealed class StandingEntry
{
    private StandingEntry() { }

    public long Key { get; private set; }

    public Guid CustomerId { get; private set; }

    public Axis Axis { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    public StandingOrigin Origin { get; private set; }

    public string? Reason { get; private set; }

    public string? ReasonZhHans { get; private set; }

    public string? ReasonZhHant { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>When an override ends by itself.</summary>
    public DateTimeOffset? Until { get; private set; }

    internal static StandingEntry Of(
        Guid customerId, Axis axis, string? from, string? to, StandingOrigin origin, string by, DateTimeOffset at, Wording? reason, DateTimeOffset? until) => new()
        {
            CustomerId = customerId,
            Axis = axis,
            From = from,
            To = to,
            Origin = origin,
            Reason = reason?.En,
            ReasonZhHans = reason?.ZhHans == reason?.En ? null : reason?.ZhHans,
            ReasonZhHant = reason?.ZhHant == reason?.En ? null : reason?.ZhHant,
            By = by,
            At = at,
            Until = until,
        };

    /// <summary>The reason in a language; what a person wrote stays as it was written.</summary>
    public string? ReasonIn(Language language) => language switch
    {
        Language.SimplifiedChinese => ReasonZhHans ?? Reason,
        Language.TraditionalChinese => ReasonZhHant ?? Reason,
        _ => Reason,
    };

    /// <summary>Erasure: a reason may name somebody (C20).</summary>
    public void ForgetReason() => (Reason, ReasonZhHans, ReasonZhHant) = (Reason is null ? null : "erased", null, null);
}
