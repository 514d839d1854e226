-- seeks in IX_Purchases_Gen_Day_CustomerNo, and looks up the rows of the days
DECLARE @ef_filter__Generation int;
DECLARE @first int;
DECLARE @last int;

SELECT [p].[Gen], [p].[CustomerNo], [p].[OrderNumber], [p].[Ordinal], [p].[Booking], [p].[At], [p].[Cost], [p].[Costed], [p].[Day], [p].[Imported], [p].[Items], [p].[Lines], [p].[Refunds], [p].[SaleLines], [p].[Sales]
FROM [Purchases] AS [p]
WHERE [p].[Gen] = @ef_filter__Generation AND [p].[Day] >= @first AND [p].[Day] <= @last
