-- seeks in IX_Complaints_IsOpen_QueueAt_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @ef_filter__SeesAll2 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam7 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @open bit;
DECLARE @at datetimeoffset;
DECLARE @seen bigint;

SELECT TOP(@p) [c].[Key], [c].[AcknowledgedAt], [c].[AssigneeId], [c].[Assignments], [c].[Calendar], [c].[Category], [c].[CauseId], [c].[Channel], [c].[ChaseAt], [c].[ClockLog], [c].[ClosedAt], [c].[Complexity], [c].[Course], [c].[CustomerId], [c].[Details], [c].[EscalationLevel], [c].[ExternalId], [c].[FirstResponseAt], [c].[Id], [c].[Impact], [c].[IsImported], [c].[IsOpen], [c].[IsWaiting], [c].[Language], [c].[MergedAt], [c].[NextAt], [c].[NextStep], [c].[NumberValue], [c].[OccurredAt], [c].[OfferAt], [c].[OpenedAt], [c].[OpenedBy], [c].[QueueAt], [c].[RemedyDecisions], [c].[RemedySought], [c].[Reopenings], [c].[ReporterEmail], [c].[ReporterName], [c].[ReporterPhone], [c].[ResolutionBreached], [c].[ResolutionDueAt], [c].[ResolutionMilestones], [c].[ResponseBreached], [c].[ResponseDueAt], [c].[ResponseMilestones], [c].[ReviewReminders], [c].[RootId], [c].[Severity], [c].[State], [c].[StepsDone], [c].[SubCategory], [c].[Summary], [c].[Team], [c].[Turn], [c].[Urgency], [c].[Version]
FROM [Complaints] AS [c]
WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [c].[AssigneeId] = @ef_filter__Me OR [c].[OpenedBy] = @ef_filter__Me OR (@ef_filter__SeesTeam7 = CAST(1 AS bit) AND ([c].[Team] = @ef_filter__MyTeam OR EXISTS (
    SELECT 1
    FROM [Customers] AS [c0]
    WHERE [c0].[CustomerId] = [c].[CustomerId] AND [c0].[Team] = @ef_filter__MyTeam)))) AND [c].[IsOpen] = @open AND [c].[QueueAt] >= @at AND ([c].[QueueAt] > @at OR [c].[Key] > @seen)
ORDER BY [c].[QueueAt], [c].[Key]
