-- seeks in IX_Tasks_DueAt_Origin, which covers it
SELECT [t].[Origin] AS [Key], COUNT(*) AS [Count]
FROM [Tasks] AS [t]
WHERE [t].[State] = 'Open' AND [t].[DueAt] < '2026-11-28T18:15:16.9171121+00:00'
GROUP BY [t].[Origin]
