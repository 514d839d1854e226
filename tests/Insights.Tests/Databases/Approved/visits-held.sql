-- seeks in IX_Activities_Gen_Day_Kind, and looks up the rows of the days
DECLARE @ef_filter__Generation int;
DECLARE @ef_filter__SeesAll3 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam6 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @first int;
DECLARE @last int;
DECLARE @start datetimeoffset;
DECLARE @end datetimeoffset;

SELECT [a].[Kind], [a].[Id], [a].[CustomerNo], [a].[At], [a].[Team], [a].[OwnerId] AS [Person], CAST(COALESCE([a].[Minutes], 0) AS bigint) AS [Amount]
FROM [Activities] AS [a]
WHERE [a].[Gen] = @ef_filter__Generation AND (@ef_filter__SeesAll3 = CAST(1 AS bit) OR [a].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam6 = CAST(1 AS bit) AND [a].[Team] = @ef_filter__MyTeam)) AND [a].[Day] >= @first AND [a].[Day] <= @last AND [a].[Kind] = 'visit' AND [a].[State] = 'done' AND [a].[At] >= @start AND [a].[At] < @end
