-- seeks in IX_Customers_PhoneReversed, and looks up those of IX_Customers_Phone, united with them, of IX_ContactTerms_Term_CustomerId and of PK_CustomerGrams
DECLARE @p int;
DECLARE @from varchar(20);
DECLARE @to varchar(20);
DECLARE @endFrom varchar(20);
DECLARE @endTo varchar(20);
DECLARE @termFrom nvarchar(401);
DECLARE @termTo nvarchar(401);
DECLARE @termEndFrom nvarchar(401);
DECLARE @termEndTo nvarchar(401);
DECLARE @gram_Item1 nvarchar(6);
DECLARE @gram_Item113 nvarchar(6);

SELECT TOP(@p) [u0].[Key]
FROM (
    SELECT [c].[Key]
    FROM [Customers] AS [c]
    WHERE ([c].[Phone] >= @from AND [c].[Phone] < @to) OR ([c].[PhoneReversed] >= @endFrom AND [c].[PhoneReversed] < @endTo)
    UNION ALL
    SELECT [c1].[Key]
    FROM (
        SELECT DISTINCT [c0].[CustomerId]
        FROM [ContactTerms] AS [c0]
        WHERE ([c0].[Term] >= @termFrom AND [c0].[Term] < @termTo) OR ([c0].[Term] >= @termEndFrom AND [c0].[Term] < @termEndTo)
    ) AS [c2]
    INNER JOIN [Customers] AS [c1] ON [c2].[CustomerId] = [c1].[Id]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [Customers] AS [c3]
        WHERE (([c3].[Phone] >= @from AND [c3].[Phone] < @to) OR ([c3].[PhoneReversed] >= @endFrom AND [c3].[PhoneReversed] < @endTo)) AND [c3].[Key] = [c1].[Key])
    UNION ALL
    SELECT [c4].[CustomerKey] AS [Key]
    FROM [CustomerGrams] AS [c4]
    WHERE [c4].[Gram] = @gram_Item1 AND EXISTS (
        SELECT TOP(1) 1
        FROM [CustomerGrams] AS [c5]
        WHERE [c5].[Gram] = @gram_Item113 AND [c5].[CustomerKey] = [c4].[CustomerKey]) AND NOT EXISTS (
        SELECT 1
        FROM [Customers] AS [c6]
        WHERE (([c6].[Phone] >= @from AND [c6].[Phone] < @to) OR ([c6].[PhoneReversed] >= @endFrom AND [c6].[PhoneReversed] < @endTo) OR EXISTS (
            SELECT 1
            FROM [ContactTerms] AS [c7]
            WHERE (([c7].[Term] >= @termFrom AND [c7].[Term] < @termTo) OR ([c7].[Term] >= @termEndFrom AND [c7].[Term] < @termEndTo)) AND [c7].[CustomerId] = [c6].[Id])) AND [c6].[Key] = [c4].[CustomerKey])
) AS [u0]
