using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Grumbles;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S1: a grumble 埋怨 as it was recorded.</summary>
internal sealed class GrumbleRow : Entity
{
    public Guid CustomerId { get; set; }

    public string Text { get; set; } = "";

    public IntakeChannel Channel { get; init; }

    public ComplaintCategory? Category { get; init; }

    public DateTimeOffset At { get; init; }

    public string RecordedBy { get; init; } = "";

    /// <summary>The complaint that cites it.</summary>
    public Guid? CitedBy { get; set; }

    public Grumble ToDomain() => new(Id, At, CitedBy);
}

/// <summary>Counts a customer's grumbles under a version: two at once see each other, or one of them starts over.</summary>
internal sealed class GrumbleTally : Entity
{
    public Guid CustomerId { get; init; }

    public long Count { get; set; }
}
