-- seeks in IX_Promises_State_DueAt_Key, which covers it
SELECT [p].[Key]
FROM [Promises] AS [p]
WHERE [p].[State] = 'Given' AND [p].[DueAt] < '2026-11-28T18:15:16.9171121+00:00'
