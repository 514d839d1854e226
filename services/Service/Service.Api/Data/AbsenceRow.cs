using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S3: somebody is away; the end does not belong to it.</summary>
internal sealed class AbsenceRow : Entity, IHasHistory
{
    private AbsenceRow() { }

    public string StaffId { get; private set; } = "";

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset To { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Whether their open complaints are offered to others when it begins.</summary>
    public bool HandsOver { get; private set; }

    public Guid HistorySubject => Id;

    public static AbsenceRow Enter(string staffId, DateTimeOffset from, DateTimeOffset to, string? reason, bool handsOver) =>
        new() { StaffId = staffId, From = from, To = to, Reason = reason, HandsOver = handsOver };
}

/// <summary>S3: at <see cref="DueAt"/> the open complaints of somebody are offered to others, if they are away then.</summary>
internal sealed class Handover
{
    public long Key { get; private set; }

    public required string StaffId { get; init; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>The absence it comes from; null when the person has left.</summary>
    public Guid? AbsenceId { get; init; }
}
