-- seeks in PK_Inbox, which covers it
DECLARE @ids1 uniqueIdentifier;
DECLARE @ids2 uniqueIdentifier;
DECLARE @handler varchar(100);

SELECT [i].[MessageId]
FROM [Inbox] AS [i]
WHERE [i].[MessageId] IN (@ids1, @ids2) AND [i].[Handler] = @handler
