-- seeks in IX_Timeline_CustomerId_At_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @ef_filter__SeesAll1 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam7 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @customer uniqueIdentifier;
DECLARE @after_At datetimeoffset;
DECLARE @after_Key bigint;

SELECT TOP(@p) [t].[Key], [t].[At], [t].[By], [t].[CustomerId], [t].[Facts], [t].[FirstCustomerId], [t].[Kind], [t].[SourceId], [t].[Subject], [t].[Text]
FROM [Timeline] AS [t]
WHERE (@ef_filter__SeesAll1 = CAST(1 AS bit) OR EXISTS (
    SELECT 1
    FROM [Customers] AS [c]
    WHERE (@ef_filter__SeesAll1 = CAST(1 AS bit) OR [c].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam7 = CAST(1 AS bit) AND [c].[Team] = @ef_filter__MyTeam)) AND [c].[Id] = [t].[CustomerId])) AND [t].[CustomerId] = @customer AND [t].[At] <= @after_At AND ([t].[At] < @after_At OR [t].[Key] < @after_Key)
ORDER BY [t].[At] DESC, [t].[Key] DESC
