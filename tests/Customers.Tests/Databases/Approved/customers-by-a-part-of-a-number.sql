-- seeks in IX_Customers_PhoneReversed, and looks up those of IX_Customers_Phone, united with them, and of IX_ContactTerms_Term_CustomerId, and the row of each
DECLARE @p int;
DECLARE @from varchar(20);
DECLARE @to varchar(20);
DECLARE @endFrom varchar(20);
DECLARE @endTo varchar(20);
DECLARE @termFrom nvarchar(401);
DECLARE @termTo nvarchar(401);
DECLARE @termEndFrom nvarchar(401);
DECLARE @termEndTo nvarchar(401);
DECLARE @status tinyint;
DECLARE @me nvarchar(100);

SELECT TOP(@p) [c6].[Key], [c6].[Channel], [c6].[Class], [c6].[ClassOverriddenUntil], [c6].[ComputedClass], [c6].[Cooperation], [c6].[CreatedAt], [c6].[CreatedBy], [c6].[Custom], [c6].[Email], [c6].[EndedAt], [c6].[EndedReason], [c6].[ExternalId], [c6].[Grade], [c6].[HasProspects], [c6].[Heat], [c6].[HeatByHand], [c6].[Id], [c6].[InPool], [c6].[IsProblem], [c6].[Kind], [c6].[Language], [c6].[LastBusinessAt], [c6].[LastContactAt], [c6].[LoyaltyScore], [c6].[Maturity], [c6].[MaturityByHand], [c6].[MergedInto], [c6].[Name], [c6].[NameHash], [c6].[NameHeadHash], [c6].[NameTailHash], [c6].[NormalTaxId], [c6].[OwnerId], [c6].[Phone], [c6].[PhoneReversed], [c6].[PoolWatch], [c6].[ProblemByHand], [c6].[QuietSince], [c6].[ReassessAt], [c6].[ReassessQuietly], [c6].[ReferredBy], [c6].[Role], [c6].[SalesPhase], [c6].[SalesPhaseAt], [c6].[SearchName], [c6].[Source], [c6].[Stage], [c6].[Status], [c6].[Tags], [c6].[TaxId], [c6].[Team], [c6].[Version], [c6].[Zone], [c6].[Address_City], [c6].[Address_Country], [c6].[Address_Latitude], [c6].[Address_Longitude], [c6].[Address_PostalCode], [c6].[Address_Region], [c6].[Address_Street]
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
INNER JOIN (
    SELECT [c4].[Key], [c4].[Channel], [c4].[Class], [c4].[ClassOverriddenUntil], [c4].[ComputedClass], [c4].[Cooperation], [c4].[CreatedAt], [c4].[CreatedBy], [c4].[Custom], [c4].[Email], [c4].[EndedAt], [c4].[EndedReason], [c4].[ExternalId], [c4].[Grade], [c4].[HasProspects], [c4].[Heat], [c4].[HeatByHand], [c4].[Id], [c4].[InPool], [c4].[IsProblem], [c4].[Kind], [c4].[Language], [c4].[LastBusinessAt], [c4].[LastContactAt], [c4].[LoyaltyScore], [c4].[Maturity], [c4].[MaturityByHand], [c4].[MergedInto], [c4].[Name], [c4].[NameHash], [c4].[NameHeadHash], [c4].[NameTailHash], [c4].[NormalTaxId], [c4].[OwnerId], [c4].[Phone], [c4].[PhoneReversed], [c4].[PoolWatch], [c4].[ProblemByHand], [c4].[QuietSince], [c4].[ReassessAt], [c4].[ReassessQuietly], [c4].[ReferredBy], [c4].[Role], [c4].[SalesPhase], [c4].[SalesPhaseAt], [c4].[SearchName], [c4].[Source], [c4].[Stage], [c4].[Status], [c4].[Tags], [c4].[TaxId], [c4].[Team], [c4].[Version], [c4].[Zone], [c4].[Address_City], [c4].[Address_Country], [c4].[Address_Latitude], [c4].[Address_Longitude], [c4].[Address_PostalCode], [c4].[Address_Region], [c4].[Address_Street]
    FROM [Customers] AS [c4]
    WHERE [c4].[Status] = @status AND [c4].[MergedInto] IS NULL AND [c4].[OwnerId] = @me AND (([c4].[Phone] >= @from AND [c4].[Phone] < @to) OR ([c4].[PhoneReversed] >= @endFrom AND [c4].[PhoneReversed] < @endTo) OR EXISTS (
        SELECT 1
        FROM [ContactTerms] AS [c5]
        WHERE (([c5].[Term] >= @termFrom AND [c5].[Term] < @termTo) OR ([c5].[Term] >= @termEndFrom AND [c5].[Term] < @termEndTo)) AND [c5].[CustomerId] = [c4].[Id]))
) AS [c6] ON [u].[Key] = [c6].[Key]
ORDER BY [u].[Key] DESC
