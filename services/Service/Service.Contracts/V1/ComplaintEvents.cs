namespace CrmPlatform.Service.Contracts.V1;

/// <summary>Fact event: a complaint was opened.</summary>
public sealed record ComplaintOpened(
    Guid ComplaintId, Guid? CustomerId, string Number, string Category, string Severity, string Summary, DateTimeOffset At, bool Imported = false);

/// <summary>Fact event: it was said later whose a complaint is that was opened without a customer (S1).</summary>
/// <param name="OpenedAt">When it was opened, to be counted by.</param>
/// <param name="Imported">True where the complaint was brought in from another system: it starts no task, warning or mail, whoever it turns out to be of (C13).</param>
public sealed record ComplaintAttributed(
    Guid ComplaintId, Guid CustomerId, string Number, string Category, string Severity, string Summary, DateTimeOffset OpenedAt, string By, DateTimeOffset At, bool Imported = false);

/// <summary>Fact event: one of the seven steps was done (S4).</summary>
/// <param name="Step">1 to 7.</param>
public sealed record ComplaintStepRecorded(Guid ComplaintId, Guid? CustomerId, string Number, int Step, string By, DateTimeOffset At);

/// <summary>Fact event: a complaint was closed.</summary>
public sealed record ComplaintClosed(Guid ComplaintId, Guid? CustomerId, string Number, bool Satisfied, string By, DateTimeOffset At, bool Imported = false);

/// <summary>Fact event: a closed complaint was reopened.</summary>
public sealed record ComplaintReopened(Guid ComplaintId, Guid? CustomerId, string Number, string Reason, string By, DateTimeOffset At);

/// <summary>Fact event: a complaint was found to say the same as another, which carries it on (S9); the problem flag counts that one alone (C5).</summary>
/// <param name="CustomerId">Of the one that carries on; null when nobody knows whose that is.</param>
/// <param name="IntoId">The one that carries on.</param>
public sealed record ComplaintMerged(Guid ComplaintId, Guid? CustomerId, string Number, Guid IntoId, DateTimeOffset At);

/// <summary>Fact event: a complaint was put before somebody higher up.</summary>
/// <param name="Level">1 or 2.</param>
public sealed record ComplaintEscalated(Guid ComplaintId, Guid? CustomerId, string Number, int Level, string To, string Reason, DateTimeOffset At);

/// <summary>Fact event: a grumble was recorded; it is watched, not handled (S1).</summary>
public sealed record GrumbleRecorded(Guid GrumbleId, Guid CustomerId, string Text, DateTimeOffset At);

/// <summary>Fact event: nobody could take a complaint; it waits in a team's queue, and somebody should look (S3).</summary>
/// <param name="Reason">Why nobody could, in English.</param>
public sealed record ComplaintQueued(Guid ComplaintId, Guid? CustomerId, string Number, string Team, string Reason, DateTimeOffset At);

/// <summary>Fact event: a service-level clock of a complaint reached a warning or its target (S5).</summary>
/// <param name="Clock"><c>first-response</c> or <c>resolution</c>.</param>
/// <param name="Milestone"><c>first-warning</c>, <c>second-warning</c> or <c>breach</c>.</param>
/// <param name="DueAt">When the target is or was used up.</param>
public sealed record ComplaintClockReached(
    Guid ComplaintId, Guid? CustomerId, string Number, string Clock, string Milestone, string? AssigneeId, string Team, DateTimeOffset? DueAt, DateTimeOffset At);
