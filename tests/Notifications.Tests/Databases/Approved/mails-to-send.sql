-- seeks in IX_Mails_State_NextAttemptAt, and looks up the rows that are due, 50 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [m].[Key], [m].[Attempts], [m].[CreatedAt], [m].[CustomerId], [m].[Error], [m].[FinishedAt], [m].[Id], [m].[Language], [m].[MailId], [m].[NextAttemptAt], [m].[Purpose], [m].[State], [m].[Template], [m].[To], [m].[Values], [m].[Version]
FROM [Mails] AS [m]
WHERE [m].[State] = 'Queued' AND [m].[NextAttemptAt] <= @now
ORDER BY [m].[NextAttemptAt]
