namespace CrmPlatform.Insights.Data.Rows;

/// <summary>A visit, a call or another activity.</summary>
internal sealed class ActivityRow : ThingRow
{
    /// <summary><c>visit</c>, <c>call</c>, or what E1 calls it.</summary>
    public string Kind { get; set; } = "";

    public string OwnerId { get; set; } = "";

    public string Team { get; set; } = "";

    /// <summary>Of a visit its own; of all else <c>done</c>, or <c>answered</c> where somebody answered the call of a machine.</summary>
    public string State { get; set; } = "";

    public string Purpose { get; set; } = "";

    /// <summary>When it took place, or is to.</summary>
    public DateTimeOffset At { get; set; }

    public int Day { get; set; }

    public int? Minutes { get; set; }

    /// <summary>A person dealt with the customer (E6): neither a machine, nor a telephone that nobody answered, nor an event that nobody came to.</summary>
    public bool Reached { get; set; }

    public bool Imported { get; set; }
}

internal sealed class OpportunityRow : ThingRow
{
    public string OwnerId { get; set; } = "";

    public string Team { get; set; } = "";

    public string Pipeline { get; set; } = "";

    public string Stage { get; set; } = "";

    public string State { get; set; } = "";

    /// <summary>Minor units of the base currency.</summary>
    public long Amount { get; set; }

    public int Probability { get; set; }

    public int? ExpectedClose { get; set; }

    /// <summary>JSON array of the contract's stage entries.</summary>
    public string Stages { get; set; } = "[]";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public Guid? CampaignId { get; set; }

    /// <summary>The campaign's name, of deals told of before its id was.</summary>
    public string? Campaign { get; set; }
}

internal sealed class TaskRow : ThingRow
{
    public string AssigneeId { get; set; } = "";

    public string Team { get; set; } = "";

    public string State { get; set; } = "";

    public string Origin { get; set; } = "";

    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public bool Escalated { get; set; }
}

internal sealed class ContractRow : ThingRow
{
    public Guid OpportunityId { get; set; }

    public string OwnerId { get; set; } = "";

    public string Team { get; set; } = "";

    public long Amount { get; set; }

    public DateTimeOffset At { get; set; }

    public int Day { get; set; }
}

internal sealed class CampaignRow : ThingRow
{
    public string Name { get; set; } = "";

    public string Channel { get; set; } = "";

    public string State { get; set; } = "";

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long Budget { get; set; }

    public long Cost { get; set; }

    public string Currency { get; set; } = "";

    public int Members { get; set; }

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }
}

internal sealed class ResponseRow : ThingRow
{
    public Guid CampaignId { get; set; }

    public string Response { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public int Day { get; set; }
}

/// <summary>How what was undertaken after a churn warning ended; its id is the warning's.</summary>
internal sealed class InterventionRow : ThingRow
{
    public string Outcome { get; set; } = "";

    public string By { get; set; } = "";

    public DateTimeOffset At { get; set; }
}
