-- seeks in IX_Outbox_Unplaced, which covers it
SELECT [o].[Key]
FROM [Outbox] AS [o]
WHERE [o].[Position] IS NULL
