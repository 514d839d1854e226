-- seeks in IX_SurveysDue_DueAt, and looks up the rows that are due, 100 at most
DECLARE @p int;

SELECT TOP(@p) [s].[Key], [s].[ComplaintId], [s].[CustomerId], [s].[DueAt], [s].[Occasion]
FROM [SurveysDue] AS [s]
WHERE [s].[DueAt] <= '2026-11-28T18:14:56.3796701+00:00'
ORDER BY [s].[DueAt]
