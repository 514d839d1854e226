-- seeks in IX_Jobs_State_Key, and looks up one row
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [j].[Key], [j].[Accepted], [j].[CancelRequested], [j].[Checkpoint], [j].[CreatedAt], [j].[CreatedBy], [j].[CreatedByName], [j].[CreatedByTeam], [j].[Failure], [j].[FinishedAt], [j].[Id], [j].[Kind], [j].[LeaseOwner], [j].[LeaseUntil], [j].[Parameters], [j].[Percent], [j].[Reach], [j].[Read], [j].[Rejected], [j].[Result], [j].[State], [j].[Version]
FROM [Jobs] AS [j]
WHERE [j].[State] = 'Queued' OR ([j].[State] = 'Running' AND [j].[LeaseUntil] < @now)
ORDER BY [j].[Key]
