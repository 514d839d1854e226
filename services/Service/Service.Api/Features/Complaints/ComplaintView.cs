using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>A complaint as clients see it.</summary>
/// <param name="Number">What the customer quotes, such as K4T-9WX-2PR.</param>
/// <param name="State">Where it stands in the lifecycle of ISO 10002.</param>
/// <param name="StepsDone">How many of the seven steps are done in this round; after a dissatisfied answer the solution and the answer are to come again.</param>
/// <param name="NextStep">1 to 7; of a closed one only the review; null when nothing is left.</param>
/// <param name="AssignmentReason">Why it is with whom it is, in the caller's language.</param>
/// <param name="ClosedBecause">What the closing rests on; null while it is open, and of a duplicate.</param>
/// <param name="DueAt">The earlier of the two due times that still count; null while nothing runs.</param>
/// <param name="EscalationLevel">0 when it is not escalated.</param>
/// <param name="MergedInto">The complaint it was found to be a duplicate of.</param>
/// <param name="Duplicates">What was merged into it and the caller may see, oldest first.</param>
/// <param name="Acknowledgement">What to tell the customer now, in the complaint's language; only in the answer to the opening.</param>
/// <param name="Attempts">How many attempts to reach the customer count; only in the answer to one.</param>
public sealed record ComplaintView(
    Guid Id, string Number, Guid? CustomerId, string? CustomerName, ReporterRequest? Reporter, IntakeChannel Channel, ComplaintCategory Category,
    string? SubCategory, Severity Severity, Complexity? Complexity, Impact? Impact, Urgency? Urgency, string Summary, string? Details,
    RemedySought? RemedySought, string Language, string? Calendar, ComplaintStatus State, int StepsDone, int? NextStep, bool Waiting, string Team, string? AssigneeId,
    string? AssignmentReason, DateTimeOffset? OccurredAt, DateTimeOffset OpenedAt, string OpenedBy, DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? FirstResponseAt, DateTimeOffset? ClosedAt, ClosingGround? ClosedBecause, DateTimeOffset? DueAt, DateTimeOffset? FirstResponseDueAt, DateTimeOffset? ResolutionDueAt,
    bool FirstResponseBreached, bool ResolutionBreached, int EscalationLevel, int Reopenings, string? Cause, Guid? MergedInto, string? ExternalId, bool Imported,
    IReadOnlyList<DuplicateView> Duplicates, string? Acknowledgement, AttemptTallyView? Attempts, long Version) : IVersionedView
{
    internal static ComplaintView Of(Complaint c, string? customerName, Language language, IReadOnlyList<DuplicateView> duplicates, string? acknowledgement = null) => new(
        c.Id, c.Number.ToString(), c.CustomerId, customerName, ReporterOf(c), c.Channel, c.Category, c.SubCategory, c.Severity, c.Complexity, c.Impact, c.Urgency,
        c.Summary, c.Details, c.RemedySought, c.Language, c.Calendar, c.State, c.StepsDone, (int?)c.Course.NextStep, c.IsWaiting, c.Team, c.AssigneeId,
        c.Assignments.LastOrDefault()?.Reason.In(language), c.OccurredAt, c.OpenedAt, c.OpenedBy, c.AcknowledgedAt, c.FirstResponseAt, c.ClosedAt, c.ClosedBecause,
        c.QueueAt == Complaint.Never ? null : c.QueueAt, c.ResponseDueAt, c.ResolutionDueAt, c.ResponseBreached, c.ResolutionBreached, c.IsOpen ? c.EscalationLevel : 0,
        c.Reopenings, c.CauseId, c.IsMerged ? c.RootId : null, c.ExternalId, c.IsImported, duplicates, acknowledgement, Attempts: null, c.Version);

    private static ReporterRequest? ReporterOf(Complaint c) =>
        c is { ReporterName: null, ReporterEmail: null, ReporterPhone: null } ? null : new ReporterRequest(c.ReporterName, c.ReporterEmail, c.ReporterPhone);
}

/// <summary>S9: a complaint that was merged into another.</summary>
public sealed record DuplicateView(Guid Id, string Number, string Summary, IntakeChannel Channel, DateTimeOffset OpenedAt, DateTimeOffset? MergedAt);

/// <summary>A complaint as a list shows it.</summary>
public sealed record ComplaintSummary(
    Guid Id, string Number, Guid? CustomerId, string? CustomerName, IntakeChannel Channel, ComplaintCategory Category, string? SubCategory, Severity Severity,
    string Summary, ComplaintStatus State, int StepsDone, bool Waiting, string Team, string? AssigneeId, DateTimeOffset OpenedAt, DateTimeOffset? FirstResponseAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? DueAt, bool FirstResponseBreached, bool ResolutionBreached, int EscalationLevel, int Reopenings, long Version);

/// <summary>What a list reads of a complaint: not its long lists.</summary>
internal sealed record ComplaintRow(
    long Key, Guid Id, long NumberValue, Guid? CustomerId, string? CustomerName, IntakeChannel Channel, ComplaintCategory Category, string? SubCategory, Severity Severity,
    string Summary, ComplaintStatus State, int StepsDone, bool Waiting, string Team, string? AssigneeId, DateTimeOffset OpenedAt, DateTimeOffset? FirstResponseAt,
    DateTimeOffset? ClosedAt, DateTimeOffset QueueAt, bool ResponseBreached, bool ResolutionBreached, int EscalationLevel, int Reopenings, long Version)
{
    public ComplaintSummary ToSummary() => new(
        Id, ComplaintNumber.FromValue(NumberValue).ToString(), CustomerId, CustomerName, Channel, Category, SubCategory, Severity, Summary, State, StepsDone, Waiting,
        Team, AssigneeId, OpenedAt, FirstResponseAt, ClosedAt, QueueAt == Complaint.Never ? null : QueueAt, ResponseBreached, ResolutionBreached, EscalationLevel,
        Reopenings, Version);
}
