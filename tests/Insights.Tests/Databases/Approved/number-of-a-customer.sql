-- seeks in IX_CustomerNumbers_Id, which covers it
DECLARE @id uniqueIdentifier;

SELECT [c].[No]
FROM [CustomerNumbers] AS [c]
WHERE [c].[Id] = @id
