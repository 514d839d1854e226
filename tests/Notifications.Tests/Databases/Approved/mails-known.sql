-- seeks in IX_Mails_MailId, which covers it
DECLARE @ids1 uniqueIdentifier;
DECLARE @ids2 uniqueIdentifier;

SELECT [m].[MailId]
FROM [Mails] AS [m]
WHERE [m].[MailId] IN (@ids1, @ids2)
