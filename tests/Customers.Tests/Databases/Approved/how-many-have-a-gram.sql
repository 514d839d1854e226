-- seeks in PK_CustomerGrams, which covers it
DECLARE @p int;
DECLARE @gram_Item1 nvarchar(6);

SELECT TOP(@p) [c].[CustomerKey]
FROM [CustomerGrams] AS [c]
WHERE [c].[Gram] = @gram_Item1
