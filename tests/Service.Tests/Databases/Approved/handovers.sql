-- seeks in IX_Handovers_DueAt, and looks up the rows that are due
SELECT [h].[Key], [h].[AbsenceId], [h].[DueAt], [h].[StaffId]
FROM [Handovers] AS [h]
WHERE [h].[DueAt] <= '2026-11-28T18:14:56.3796701+00:00'
ORDER BY [h].[DueAt]
