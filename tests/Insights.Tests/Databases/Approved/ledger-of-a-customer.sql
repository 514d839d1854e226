-- seeks in PK_Ledgers, which covers it
DECLARE @ef_filter__Generation int;
DECLARE @ef_filter__SeesAll3 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam6 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @customer bigint;

SELECT [l].[Gen], [l].[CustomerNo], [l].[BoughtDays], [l].[Cost], [l].[Costed], [l].[F], [l].[FirstBought], [l].[FirstOrder], [l].[LastBought], [l].[LastOrder], [l].[Lines], [l].[LiveDay], [l].[M], [l].[Net], [l].[Orders], [l].[OwnerId], [l].[R], [l].[Refunds], [l].[RepeatSpend], [l].[Sales], [l].[Segment], [l].[Team]
FROM [Ledgers] AS [l]
WHERE [l].[Gen] = @ef_filter__Generation AND (@ef_filter__SeesAll3 = CAST(1 AS bit) OR [l].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam6 = CAST(1 AS bit) AND [l].[Team] = @ef_filter__MyTeam)) AND [l].[CustomerNo] = @customer
