using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>
/// A complaint from its intake to what was learned from it. What happened stands in three lists that only grow (<see cref="Course"/>,
/// <see cref="ClockLog"/>, <see cref="Assignments"/>); every other state is read off them after each act, so that lists can be
/// filtered by it.
/// </summary>
internal sealed partial class Complaint : Entity, IHasHistory
{
    /// <summary>Stands for "no due time" in the queue, so that it comes last on every database.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Complaint() { }

    /// <summary>The number the customer quotes, without its check character.</summary>
    public long NumberValue { get; private set; }

    public ComplaintNumber Number => ComplaintNumber.FromValue(NumberValue);

    /// <summary>The complaint this one was merged into, or its own id. All that share it are one conversation.</summary>
    public Guid RootId { get; private set; }

    public bool IsMerged => RootId != Id;

    public DateTimeOffset? MergedAt { get; private set; }

    public Guid? CustomerId { get; private set; }

    [Untold]
    public string? ReporterName { get; private set; }

    [Untold]
    public string? ReporterEmail { get; private set; }

    [Untold]
    public string? ReporterPhone { get; private set; }

    public IntakeChannel Channel { get; private set; }

    public ComplaintCategory Category { get; private set; }

    public string? SubCategory { get; private set; }

    public Severity Severity { get; private set; }

    public Complexity? Complexity { get; private set; }

    public Impact? Impact { get; private set; }

    public Urgency? Urgency { get; private set; }

    [Untold]
    public string Summary { get; private set; } = "";

    [Untold]
    public string? Details { get; private set; }

    public RemedySought? RemedySought { get; private set; }

    public string Language { get; private set; } = "";

    public string? Calendar { get; private set; }

    public DateTimeOffset? OccurredAt { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public string OpenedBy { get; private set; } = "";

    public bool IsImported { get; private set; }

    public string? ExternalId { get; private set; }

    [Untold(Entirely = true)]
    public ComplaintCourse Course { get; private set; } = new(default(DateTimeOffset));

    [Untold(Entirely = true)]
    public ImmutableList<ClockEvent> ClockLog { get; private set; } = [];

    [Untold(Entirely = true)]
    public ImmutableList<AssignmentNote> Assignments { get; private set; } = [];

    public string Team { get; private set; } = "";

    public string? AssigneeId { get; private set; }

    /// <summary>The turn at which the present assignee got it; their place in the round robin follows from it.</summary>
    [Untold(Entirely = true)]
    public long Turn { get; private set; }

    /// <summary>S3: when a complaint nobody could take is offered again; null while it is in somebody's hands.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? OfferAt { get; private set; }

    public string? CauseId { get; private set; }

    /// <summary>S6: counts the decisions on remedies, so that two of them at once cannot both stay within one limit.</summary>
    [Untold(Entirely = true)]
    public int RemedyDecisions { get; private set; }

    public Guid HistorySubject => Id;

    /// <summary>Who has it in hand now: counts as their load.</summary>
    public string? Holder => IsOpen ? AssigneeId : null;

    public static Complaint Open(ComplaintNumber number, ComplaintData data, string by)
    {
        var suggested = data is { Impact: { } impact, Urgency: { } urgency } ? SeveritySuggestion.From(impact, urgency) : Severity.Normal;
        var complaint = new Complaint
        {
            NumberValue = number.Value,
            CustomerId = data.CustomerId,
            ReporterName = data.Reporter.Name,
            ReporterEmail = data.Reporter.Email,
            ReporterPhone = data.Reporter.Phone,
            Channel = data.Channel,
            Category = data.Category,
            SubCategory = data.SubCategory,
            Severity = data.Severity ?? suggested,
            Complexity = data.Complexity,
            Impact = data.Impact,
            Urgency = data.Urgency,
            Summary = data.Summary,
            Details = data.Details,
            RemedySought = data.RemedySought,
            Language = data.Language,
            Calendar = data.Calendar,
            OccurredAt = data.OccurredAt,
            OpenedAt = data.ReceivedAt,
            OpenedBy = by,
            IsImported = data.IsImported,
            ExternalId = data.ExternalId,
            Course = new ComplaintCourse(data.ReceivedAt),
        };
        complaint.RootId = complaint.Id;
        complaint.Log(ordinal => ClockEvent.Opened(data.ReceivedAt, ordinal, complaint.Severity, data.CustomerClass, data.Calendar));
        complaint.Read();
        return complaint;
    }

    /// <summary>S3: gives it to whom the decision names; kept with the reason.</summary>
    public void Assign(AssignmentDecision decision, string by, DateTimeOffset at, long turn)
    {
        Assignments = Assignments.Add(new AssignmentNote(at, by, decision.Outcome, decision.Team, decision.Assignee, decision.RuleId, decision.Reason));
        if (decision.Assignee != AssigneeId) Log(ordinal => ClockEvent.AssigneeChanged(at, ordinal, decision.Assignee));
        if (decision.Assignee is not null) Turn = turn;
        (Team, AssigneeId) = (decision.Team, decision.Assignee);
        OfferAt = decision.RaisesAlarm ? decision.NextChance ?? at + OfferEvery : null;
    }

    /// <summary>How long a complaint waits in the queue before it is offered again, when nobody knows when somebody comes.</summary>
    public static readonly TimeSpan OfferEvery = TimeSpan.FromMinutes(15);
}
