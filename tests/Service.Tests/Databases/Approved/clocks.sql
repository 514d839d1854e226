-- seeks in IX_Complaints_NextAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [c].[Key], [c].[AcknowledgedAt], [c].[AssigneeId], [c].[Assignments], [c].[Calendar], [c].[Category], [c].[CauseId], [c].[Channel], [c].[ChaseAt], [c].[ClockLog], [c].[ClosedAt], [c].[Complexity], [c].[Course], [c].[CustomerId], [c].[Details], [c].[EscalationLevel], [c].[ExternalId], [c].[FirstResponseAt], [c].[Id], [c].[Impact], [c].[IsImported], [c].[IsOpen], [c].[IsWaiting], [c].[Language], [c].[MergedAt], [c].[NextAt], [c].[NextStep], [c].[NumberValue], [c].[OccurredAt], [c].[OfferAt], [c].[OpenedAt], [c].[OpenedBy], [c].[QueueAt], [c].[RemedyDecisions], [c].[RemedySought], [c].[Reopenings], [c].[ReporterEmail], [c].[ReporterName], [c].[ReporterPhone], [c].[ResolutionBreached], [c].[ResolutionDueAt], [c].[ResolutionMilestones], [c].[ResponseBreached], [c].[ResponseDueAt], [c].[ResponseMilestones], [c].[ReviewReminders], [c].[RootId], [c].[Severity], [c].[State], [c].[StepsDone], [c].[SubCategory], [c].[Summary], [c].[Team], [c].[Turn], [c].[Urgency], [c].[Version]
FROM [Complaints] AS [c]
WHERE [c].[NextAt] <= @now
ORDER BY [c].[NextAt]
