-- seeks in IX_CorrectiveActions_NextAt, and looks up the rows that are due, 100 at most
DECLARE @p int;

SELECT TOP(@p) [c].[Key], [c].[Action], [c].[After], [c].[Before], [c].[CauseCode], [c].[ComplaintId], [c].[DoneAt], [c].[DueAt], [c].[Id], [c].[NextAt], [c].[OverdueTold], [c].[Owner], [c].[Verdict], [c].[Version]
FROM [CorrectiveActions] AS [c]
WHERE [c].[NextAt] <= '2026-11-28T18:14:56.3796701+00:00'
ORDER BY [c].[NextAt]
