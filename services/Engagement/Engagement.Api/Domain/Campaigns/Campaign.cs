using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Campaigns;

/// <summary>E10: by which way a campaign reaches people.</summary>
public enum CampaignChannel
{
    [Names("Telephone", "电话", "電話")] Call,
    [Names("E-mail", "邮件", "郵件")] Email,
    [Names("Message", "消息", "訊息")] Message,
    [Names("Letter", "信函", "信函")] Letter,
    [Names("Web", "网络", "網路")] Web,
    [Names("Advertising", "广告", "廣告")] Advertising,
    [Names("Training", "培训", "培訓")] Training,
    [Names("Seminar", "研讨会", "研討會")] Seminar,
    [Names("Gala", "联谊会", "聯誼會")] Gala,
    [Names("Exhibition", "展会", "展會")] Exhibition,
    [Names("Roadshow", "路演", "路演")] Roadshow,
    [Names("Canvassing", "扫街", "掃街")] Canvassing,
}

public enum CampaignState
{
    [Names("Planned", "计划中", "計劃中")] Planned,
    [Names("Running", "进行中", "進行中")] Running,
    [Names("Ended", "已结束", "已結束")] Ended,
    [Names("Cancelled", "已取消", "已取消")] Cancelled,
}

/// <summary>What people write about a campaign; money in minor units of its currency.</summary>
internal sealed record CampaignPlan(
    string Name, string Goal, CampaignChannel Channel, long BudgetMinor, string Currency, DateOnly? StartsOn, DateOnly? EndsOn, string? Notes, string OwnerId);

/// <summary>E10: something done to win many at a time: its goal, budget, cost and result.</summary>
internal sealed class Campaign : Entity, IHasHistory
{
    private Campaign() { }

    public string Name { get; private set; } = "";

    public string Goal { get; private set; } = "";

    public CampaignChannel Channel { get; private set; }

    public CampaignState State { get; private set; }

    public long BudgetMinor { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>What has been spent so far.</summary>
    public long CostMinor { get; private set; }

    public int Members { get; private set; }

    public DateOnly? StartsOn { get; private set; }

    public DateOnly? EndsOn { get; private set; }

    public string? Notes { get; private set; }

    /// <summary>What came of it, in words.</summary>
    public string? Result { get; private set; }

    public string OwnerId { get; private set; } = "";

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => Id;

    public bool BeyondBudget => CostMinor > BudgetMinor;

    public static Campaign Plan(CampaignPlan plan, string by, DateTimeOffset now)
    {
        var campaign = new Campaign { CreatedBy = by, CreatedAt = now };
        campaign.Take(plan);
        return campaign;
    }

    public Refusal? Change(CampaignPlan plan)
    {
        if (RefuseIfOver() is { } refusal) return refusal;
        if (plan.Currency != Currency && CostMinor != 0) return Refusal.Conflict("campaign.currency-fixed", "Cost has been booked in its currency.");
        Take(plan);
        return null;
    }

    public Refusal? Start() => Move(CampaignState.Planned, CampaignState.Running, null);

    public Refusal? End(string? result) => Move(CampaignState.Running, CampaignState.Ended, result);

    public Refusal? Cancel(string? reason)
    {
        if (RefuseIfOver() is { } refusal) return refusal;
        (State, Result) = (CampaignState.Cancelled, reason);
        return null;
    }

    public Refusal? RefuseIfOver() => State is CampaignState.Ended or CampaignState.Cancelled
        ? Refusal.Conflict("campaign.over", $"This campaign is {State.ToString().ToLowerInvariant()}.")
        : null;

    public void CountMembers(int members) => Members = members;

    /// <summary>Cost comes in after the end too: bills do. What is beyond all money, alone or with what was spent before, is a slip of the pen.</summary>
    public Refusal? Spend(long minor)
    {
        if (minor is 0 or > Money.Most or < -Money.Most)
            return Refusal.Invalid("amountMinor", "campaign.cost-amount", $"A cost is an amount other than zero, of at most {Money.Most} minor units.");
        if (CostMinor + minor is > Money.Most or < -Money.Most)
            return Refusal.Invalid("amountMinor", "campaign.cost-amount", $"Together with what was booked before it would be more than {Money.Most} minor units.");
        CostMinor += minor;
        return null;
    }

    private Refusal? Move(CampaignState from, CampaignState to, string? result)
    {
        if (State != from) return Refusal.Conflict($"campaign.not-{from.ToString().ToLowerInvariant()}", $"This campaign is {State.ToString().ToLowerInvariant()}.");
        (State, Result) = (to, result ?? Result);
        return null;
    }

    private void Take(CampaignPlan plan)
    {
        (Name, Goal, Channel, BudgetMinor, Currency) = (plan.Name, plan.Goal, plan.Channel, plan.BudgetMinor, plan.Currency);
        (StartsOn, EndsOn, Notes, OwnerId) = (plan.StartsOn, plan.EndsOn, plan.Notes, plan.OwnerId);
    }
}

internal static class CampaignEvents
{
    public static CampaignChanged ToEvent(this Campaign c, long version) => new(
        c.Id, version, c.Name, EnumCode.Of(c.Channel), EnumCode.Of(c.State), c.BudgetMinor, c.CostMinor, c.Currency, c.Members, c.StartsOn, c.EndsOn);
}
