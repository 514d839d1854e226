-- seeks in IX_Tasks_RemindAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [t].[Key], [t].[AssigneeId], [t].[ClosedAt], [t].[ClosedBy], [t].[CreatedAt], [t].[CreatedBy], [t].[CustomerId], [t].[DueAt], [t].[EscalatedAt], [t].[EscalatedTo], [t].[FirstCustomerId], [t].[Id], [t].[Notes], [t].[Occasion], [t].[Origin], [t].[RemindAt], [t].[Result], [t].[SourceId], [t].[State], [t].[Team], [t].[Title], [t].[Version]
FROM [Tasks] AS [t]
WHERE [t].[RemindAt] IS NOT NULL AND [t].[RemindAt] <= @now
ORDER BY [t].[RemindAt]
