-- seeks in IX_CorrectiveActions_NextAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [c].[Key], [c].[Action], [c].[After], [c].[Before], [c].[CauseCode], [c].[ComplaintId], [c].[DoneAt], [c].[DueAt], [c].[Id], [c].[NextAt], [c].[OverdueTold], [c].[Owner], [c].[Verdict], [c].[Version]
FROM [CorrectiveActions] AS [c]
WHERE [c].[NextAt] <= @now
ORDER BY [c].[NextAt]
