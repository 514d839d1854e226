-- seeks in IX_Orders_CustomerId_OrderedAt_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @customer uniqueIdentifier;

SELECT [o1].[Key], [o1].[Currency], [o1].[CustomerId], [o1].[Id], [o1].[Number], [o1].[OrderedAt], [o1].[Version], [o0].[Key], [o0].[AmountMinor], [o0].[BaseAmountMinor], [o0].[BaseCostMinor], [o0].[CostMinor], [o0].[OrderKey], [o0].[Ordinal], [o0].[Product], [o0].[QuantityMilli]
FROM (
    SELECT TOP(@p) [o].[Key], [o].[Currency], [o].[CustomerId], [o].[Id], [o].[Number], [o].[OrderedAt], [o].[Version]
    FROM [Orders] AS [o]
    WHERE [o].[CustomerId] = @customer
    ORDER BY [o].[OrderedAt] DESC, [o].[Key] DESC
) AS [o1]
LEFT JOIN [OrderLines] AS [o0] ON [o1].[Key] = [o0].[OrderKey]
ORDER BY [o1].[OrderedAt] DESC, [o1].[Key] DESC
