namespace CrmPlatform.Insights.Data.Rows;

/// <summary>The replica of a customer. Version 0: others spoke of it, Customers has not yet.</summary>
internal sealed class CustomerRow : ModelRow
{
    /// <summary>C17: the <see cref="Status"/> of a file that was taken back with its import: nobody of whom anything is known.</summary>
    public const string Removed = "removed";

    public long No { get; set; }

    public Guid Id { get; set; }

    public long Version { get; set; }

    public string Kind { get; set; } = "";

    public string Role { get; set; } = "";

    public string? Channel { get; set; }

    public string Name { get; set; } = "";

    public string? OwnerId { get; set; }

    public string Team { get; set; } = "";

    public string Grade { get; set; } = "";

    public string Stage { get; set; } = "";

    public string Class { get; set; } = "C";

    public string? Zone { get; set; }

    public string Status { get; set; } = "";

    public string Source { get; set; } = "";

    public Guid? ReferredBy { get; set; }

    public string? Region { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int? Cooperation { get; set; }

    public int? Loyalty { get; set; }

    /// <summary>C20: the name is gone for good, whatever arrives late.</summary>
    public bool Erased { get; set; }

    /// <summary>C16: the customer this one was merged into, at the end of all merges; null for one that stands for itself.</summary>
    public long? SurvivorNo { get; set; }

    public bool IsActive => Version > 0 && Status == "active" && !Erased;

    /// <summary>Whether it counts as won on the day it was entered: also when it is erased since (C20: sums stay); not when it is another one's file (C16).</summary>
    public bool IsWon => Version > 0 && Status is "active" or "erased";
}

/// <summary>C6: a handover of a customer.</summary>
internal sealed class HandoverRow : ThingRow
{
    public DateTimeOffset At { get; set; }

    public string FromTeam { get; set; } = "";

    public string? FromOwner { get; set; }

    public string ToTeam { get; set; } = "";

    public string? ToOwner { get; set; }
}

/// <summary>C16: a merge, and whether it was undone. The two facts may arrive in either order.</summary>
internal sealed class MergeRow : ModelRow
{
    public Guid Id { get; set; }

    public long SurvivorNo { get; set; }

    public long MergedNo { get; set; }

    public DateTimeOffset At { get; set; }

    public bool Made { get; set; }

    public bool Undone { get; set; }
}

/// <summary>C7: a lead. While it is open it is with who has its customer; once it is closed, with who had the customer then.</summary>
internal sealed class LeadRow : ThingRow
{
    public string Source { get; set; } = "";

    public string State { get; set; } = "";

    public string? Campaign { get; set; }

    public Guid? CampaignId { get; set; }

    public string OwnerId { get; set; } = "";

    public string Team { get; set; } = "";

    public DateTimeOffset EnteredAt { get; set; }

    public int Day { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public string? Loss { get; set; }

    public bool IsOpen => State == "open";
}

/// <summary>I11: the leads entered on a day and what has become of them by now, by where they came from and who has them.</summary>
internal sealed class LeadDayRow : ModelRow
{
    public int Day { get; set; }

    public string Source { get; set; } = "";

    /// <summary>All zeros where no campaign is known.</summary>
    public Guid CampaignId { get; set; }

    public string Team { get; set; } = "";

    public string Person { get; set; } = "";

    public long Received { get; set; }

    public long Converted { get; set; }

    public long Disqualified { get; set; }
}

internal sealed class StaffRow : ModelRow
{
    public string StaffId { get; set; } = "";

    public long Version { get; set; }

    public string Name { get; set; } = "";

    public string Team { get; set; } = "";

    public string? ManagerId { get; set; }

    /// <summary>JSON array of the contract's shifts.</summary>
    public string Shifts { get; set; } = "[]";

    public string TimeZone { get; set; } = "UTC";

    public bool Active { get; set; }
}

internal sealed class ProductRow : ModelRow
{
    public Guid ProductId { get; set; }

    public long Version { get; set; }

    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Category { get; set; }

    public bool Active { get; set; }

    /// <summary>It is in the register no more; its code may be another product's.</summary>
    public bool Removed { get; set; }
}
