namespace CrmPlatform.Service.Contracts.V1;

/// <summary>State event: a complaint after a change; the highest version wins.</summary>
/// <param name="State"><c>received</c>, <c>acknowledged</c>, <c>assessed</c>, <c>investigating</c>, <c>responded</c>, <c>closed</c>, <c>reopened</c> or <c>escalated</c>.</param>
/// <param name="StepsDone">How many of the seven steps are done in this round.</param>
/// <param name="Cause">Root cause, once known.</param>
/// <param name="ClosedAt">Null while it is open, and of one that ended because its customer was erased: that is no closing to be counted.</param>
/// <param name="OpenedBy">Token subject of who took it in, who may see it too; null in events from before this was told.</param>
/// <param name="AssigneeBefore">Who had it until this change; null where that is nobody, or still the same.</param>
/// <param name="TeamBefore">Whose it was until this change; null where it is still the same.</param>
public sealed record ComplaintChanged(
    Guid ComplaintId, long Version, Guid? CustomerId, string Number, string Intake, string Category, string? SubCategory, string Severity,
    string State, string? AssigneeId, string? Team, int StepsDone, string? Cause, DateTimeOffset OpenedAt, DateTimeOffset? FirstResponseAt,
    DateTimeOffset? ClosedAt, bool ResponseBreached, bool ResolutionBreached, int Reopenings, bool Imported = false,
    string? OpenedBy = null, string? AssigneeBefore = null, string? TeamBefore = null);
