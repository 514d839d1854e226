-- seeks in IX_SurveysDue_DueAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [s].[Key], [s].[ComplaintId], [s].[CustomerId], [s].[DueAt], [s].[Occasion]
FROM [SurveysDue] AS [s]
WHERE [s].[DueAt] <= @now
ORDER BY [s].[DueAt]
