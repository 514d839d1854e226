-- seeks in IX_Complaints_Gen_Day, and looks up the rows of the days
DECLARE @ef_filter__Generation int;
DECLARE @ef_filter__SeesAll3 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam8 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @first int;
DECLARE @last int;
DECLARE @start datetimeoffset;
DECLARE @end datetimeoffset;

SELECT N'complaint' AS [Kind], [c].[Id], [c].[CustomerNo], [c].[OpenedAt] AS [At], COALESCE([c].[Team], N'') AS [Team], COALESCE([c].[AssigneeId], N'') AS [Person]
FROM [Complaints] AS [c]
WHERE [c].[Gen] = @ef_filter__Generation AND [c].[MergedInto] IS NULL AND (@ef_filter__SeesAll3 = CAST(1 AS bit) OR [c].[AssigneeId] = @ef_filter__Me OR [c].[OpenedBy] = @ef_filter__Me OR (@ef_filter__SeesTeam8 = CAST(1 AS bit) AND ([c].[Team] = @ef_filter__MyTeam OR EXISTS (
    SELECT 1
    FROM [Customers] AS [c0]
    WHERE [c0].[Gen] = @ef_filter__Generation AND (@ef_filter__SeesAll3 = CAST(1 AS bit) OR [c0].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam8 = CAST(1 AS bit) AND [c0].[Team] = @ef_filter__MyTeam)) AND [c0].[No] = [c].[CustomerNo] AND [c0].[Team] = @ef_filter__MyTeam)))) AND [c].[Day] >= @first AND [c].[Day] <= @last AND [c].[OpenedAt] >= @start AND [c].[OpenedAt] < @end
