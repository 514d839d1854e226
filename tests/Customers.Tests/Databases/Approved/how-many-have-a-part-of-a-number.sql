-- seeks in IX_Customers_PhoneReversed, and looks up those of IX_Customers_Phone, united with them, and of IX_ContactTerms_Term_CustomerId, and the key of the customer of each term by IX_Customers_Id
DECLARE @p int;
DECLARE @from varchar(20);
DECLARE @to varchar(20);
DECLARE @endFrom varchar(20);
DECLARE @endTo varchar(20);
DECLARE @termFrom nvarchar(401);
DECLARE @termTo nvarchar(401);
DECLARE @termEndFrom nvarchar(401);
DECLARE @termEndTo nvarchar(401);

SELECT TOP(@p) [u].[Key]
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
) AS [u]
