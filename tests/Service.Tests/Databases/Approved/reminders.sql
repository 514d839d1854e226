-- seeks in IX_Invitations_RemindAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @ef_filter__SeesAll4 bit;
DECLARE @ef_filter__SeesTeam3 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @now datetimeoffset;

SELECT TOP(@p) [i].[Key], [i].[AnsweredAt], [i].[ComplaintId], [i].[CustomerId], [i].[Email], [i].[ExpiresAt], [i].[Id], [i].[Language], [i].[RemindAt], [i].[RemindedAt], [i].[SentAt], [i].[SurveyKey], [i].[SurveyNumber], [i].[Version]
FROM [Invitations] AS [i]
WHERE (@ef_filter__SeesAll4 = CAST(1 AS bit) OR (@ef_filter__SeesTeam3 = CAST(1 AS bit) AND EXISTS (
    SELECT 1
    FROM [Customers] AS [c]
    WHERE [c].[CustomerId] = [i].[CustomerId] AND [c].[Team] = @ef_filter__MyTeam))) AND [i].[RemindAt] <= @now
ORDER BY [i].[RemindAt]
