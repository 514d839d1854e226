-- seeks in IX_Tasks_DueAt_Origin, which covers it
DECLARE @now datetimeoffset;

SELECT [t].[Origin] AS [Key], COUNT(*) AS [Count]
FROM [Tasks] AS [t]
WHERE [t].[State] = 'Open' AND [t].[DueAt] < @now
GROUP BY [t].[Origin]
