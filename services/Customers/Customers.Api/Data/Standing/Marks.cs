namespace CrmPlatform.Customers.Data.Standing;

/// <summary>An activity with a customer, as Engagement told of it: for the cost of the relationship (C10) and the last contact (C5).</summary>
internal sealed class ActivityMark
{
    public long Key { get; private set; }

    public Guid SourceId { get; init; }

    public Guid CustomerId { get; init; }

    public DateTimeOffset At { get; set; }

    public int Minutes { get; set; }

    /// <summary>Of a visit, which can change after it was held; the highest wins.</summary>
    public long Version { get; set; }
}

/// <summary>An opportunity, as far as it matters here: whether it is open, and what became of it.</summary>
internal sealed class OpportunityMark
{
    public long Key { get; private set; }

    public Guid SourceId { get; init; }

    public Guid CustomerId { get; set; }

    public long Version { get; set; }

    public bool Open { get; set; }

    /// <summary>Null while it is open, and where an earlier release noted that it was closed.</summary>
    public bool? Won { get; set; }
}

/// <summary>A complaint and when it was opened.</summary>
internal sealed class ComplaintMark
{
    public long Key { get; private set; }

    public Guid SourceId { get; init; }

    public Guid CustomerId { get; init; }

    public DateTimeOffset OpenedAt { get; private set; }

    public static ComplaintMark Of(Guid complaintId, Guid customerId, DateTimeOffset openedAt) => new() { SourceId = complaintId, CustomerId = customerId, OpenedAt = openedAt };

    /// <summary>S9: it was found to be a duplicate, and another one counts for both. It stays, for the order in which the two are told of is not said, and is in no window.</summary>
    public static ComplaintMark OfDuplicate(Guid complaintId, Guid customerId) => Of(complaintId, customerId, DateTimeOffset.MinValue);

    public void CountNoMore() => OpenedAt = DateTimeOffset.MinValue;
}
