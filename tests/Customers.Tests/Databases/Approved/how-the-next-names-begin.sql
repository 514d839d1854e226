-- seeks in PK_CustomerNameGrams, which covers it
DECLARE @p int;
DECLARE @lead_Gram nvarchar(6);

SELECT MIN([c1].[Start]) AS [First], MAX([c1].[Start]) AS [Last], COUNT(*) AS [Count]
FROM (
    SELECT [c0].[Start], 1 AS [Key]
    FROM (
        SELECT TOP(@p) [c].[Start]
        FROM [CustomerNameGrams] AS [c]
        WHERE [c].[Gram] = @lead_Gram
        ORDER BY [c].[Start], [c].[CustomerKey]
    ) AS [c0]
) AS [c1]
GROUP BY [c1].[Key]
