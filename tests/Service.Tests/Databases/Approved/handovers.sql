-- seeks in IX_Handovers_DueAt, and looks up the rows that are due
DECLARE @now datetimeoffset;

SELECT [h].[Key], [h].[AbsenceId], [h].[DueAt], [h].[StaffId]
FROM [Handovers] AS [h]
WHERE [h].[DueAt] <= @now
ORDER BY [h].[DueAt]
