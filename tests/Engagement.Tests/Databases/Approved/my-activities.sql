-- seeks in IX_Activities_OwnerId_At_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @ef_filter__SeesAll2 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam8 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @me nvarchar(100);
DECLARE @after_At datetimeoffset;
DECLARE @after_Key bigint;

SELECT TOP(@p) [a].[Id], [a].[At]
FROM [Activities] AS [a]
WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [a].[OwnerId] = @ef_filter__Me OR EXISTS (
    SELECT 1
    FROM [Customers] AS [c]
    WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [c].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam8 = CAST(1 AS bit) AND [c].[Team] = @ef_filter__MyTeam)) AND [c].[Id] = [a].[CustomerId])) AND [a].[OwnerId] = @me AND [a].[At] <= @after_At AND ([a].[At] < @after_At OR [a].[Key] < @after_Key)
ORDER BY [a].[At] DESC, [a].[Key] DESC
