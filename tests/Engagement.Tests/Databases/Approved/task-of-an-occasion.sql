-- seeks in IX_Tasks_FirstCustomerId_Occasion, which covers it
DECLARE @customer uniqueIdentifier;
DECLARE @occasion varchar(100);

SELECT [t].[Key]
FROM [Tasks] AS [t]
WHERE [t].[FirstCustomerId] = @customer AND [t].[Occasion] = @occasion
