-- seeks in IX_Customers_Email, and looks up those of IX_ContactTerms_Term_CustomerId, and the key of the customer of each term by IX_Customers_Id
DECLARE @p int;
DECLARE @mail nvarchar(254);
DECLARE @end nvarchar(254);
DECLARE @from nvarchar(401);
DECLARE @to nvarchar(401);

SELECT TOP(@p) [u].[Key]
FROM (
    SELECT [c].[Key]
    FROM [Customers] AS [c]
    WHERE [c].[Email] >= @mail AND [c].[Email] < @end
    UNION ALL
    SELECT [c1].[Key]
    FROM (
        SELECT DISTINCT [c0].[CustomerId]
        FROM [ContactTerms] AS [c0]
        WHERE [c0].[Term] >= @from AND [c0].[Term] < @to
    ) AS [c2]
    INNER JOIN [Customers] AS [c1] ON [c2].[CustomerId] = [c1].[Id]
    WHERE NOT EXISTS (
        SELECT 1
        FROM [Customers] AS [c3]
        WHERE [c3].[Email] >= @mail AND [c3].[Email] < @end AND [c3].[Key] = [c1].[Key])
) AS [u]
