-- seeks in IX_Customers_SearchName, and looks up by PK_CustomerNameGrams whether each has the part, the row of those that do, and by IX_Contacts_CustomerId_SearchName the names of the people there, until the page is full
DECLARE @p int;
DECLARE @status tinyint;
DECLARE @me nvarchar(100);
DECLARE @Value_contains nvarchar(400);
DECLARE @Value8_contains nvarchar(400);
DECLARE @Value9_contains nvarchar(400);
DECLARE @Value10_contains nvarchar(400);
DECLARE @start nvarchar(400);
DECLARE @behind nvarchar(400);
DECLARE @lead_Gram nvarchar(6);
DECLARE @start3 nvarchar(9);
DECLARE @gram_Item1 nvarchar(6);

SELECT TOP(@p) [c4].[Key], [c4].[Channel], [c4].[Class], [c4].[ClassOverriddenUntil], [c4].[ComputedClass], [c4].[Cooperation], [c4].[CreatedAt], [c4].[CreatedBy], [c4].[Custom], [c4].[Email], [c4].[EndedAt], [c4].[EndedReason], [c4].[ExternalId], [c4].[Grade], [c4].[HasProspects], [c4].[Heat], [c4].[HeatByHand], [c4].[Id], [c4].[InPool], [c4].[IsProblem], [c4].[Kind], [c4].[Language], [c4].[LastBusinessAt], [c4].[LastContactAt], [c4].[LoyaltyScore], [c4].[Maturity], [c4].[MaturityByHand], [c4].[MergedInto], [c4].[Name], [c4].[NameHash], [c4].[NameHeadHash], [c4].[NameTailHash], [c4].[NormalTaxId], [c4].[OwnerId], [c4].[Phone], [c4].[PhoneReversed], [c4].[PoolWatch], [c4].[ProblemByHand], [c4].[QuietSince], [c4].[ReassessAt], [c4].[ReassessQuietly], [c4].[ReferredBy], [c4].[Role], [c4].[SalesPhase], [c4].[SalesPhaseAt], [c4].[SearchName], [c4].[Source], [c4].[Stage], [c4].[Status], [c4].[Tags], [c4].[TaxId], [c4].[Team], [c4].[Version], [c4].[Zone], [c4].[Address_City], [c4].[Address_Country], [c4].[Address_Latitude], [c4].[Address_Longitude], [c4].[Address_PostalCode], [c4].[Address_Region], [c4].[Address_Street]
FROM [Customers] AS [c]
INNER JOIN (
    SELECT [c2].[Key], [c2].[Channel], [c2].[Class], [c2].[ClassOverriddenUntil], [c2].[ComputedClass], [c2].[Cooperation], [c2].[CreatedAt], [c2].[CreatedBy], [c2].[Custom], [c2].[Email], [c2].[EndedAt], [c2].[EndedReason], [c2].[ExternalId], [c2].[Grade], [c2].[HasProspects], [c2].[Heat], [c2].[HeatByHand], [c2].[Id], [c2].[InPool], [c2].[IsProblem], [c2].[Kind], [c2].[Language], [c2].[LastBusinessAt], [c2].[LastContactAt], [c2].[LoyaltyScore], [c2].[Maturity], [c2].[MaturityByHand], [c2].[MergedInto], [c2].[Name], [c2].[NameHash], [c2].[NameHeadHash], [c2].[NameTailHash], [c2].[NormalTaxId], [c2].[OwnerId], [c2].[Phone], [c2].[PhoneReversed], [c2].[PoolWatch], [c2].[ProblemByHand], [c2].[QuietSince], [c2].[ReassessAt], [c2].[ReassessQuietly], [c2].[ReferredBy], [c2].[Role], [c2].[SalesPhase], [c2].[SalesPhaseAt], [c2].[SearchName], [c2].[Source], [c2].[Stage], [c2].[Status], [c2].[Tags], [c2].[TaxId], [c2].[Team], [c2].[Version], [c2].[Zone], [c2].[Address_City], [c2].[Address_Country], [c2].[Address_Latitude], [c2].[Address_Longitude], [c2].[Address_PostalCode], [c2].[Address_Region], [c2].[Address_Street]
    FROM [Customers] AS [c2]
    WHERE [c2].[Status] = @status AND [c2].[MergedInto] IS NULL AND [c2].[OwnerId] = @me AND ([c2].[SearchName] LIKE @Value_contains ESCAPE N'\' OR REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([c2].[SearchName], N'’', N''''), N'‘', N''''), N'ʼ', N''''), N'ʻ', N''''), N'ł', N'l'), N'ø', N'o'), N'đ', N'd'), N'ð', N'd'), N'ħ', N'h'), N'ı', N'i'), N'ß', N'ss'), N'æ', N'ae'), N'œ', N'oe'), N'þ', N'th') LIKE @Value8_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Contacts] AS [c3]
        WHERE ([c3].[SearchName] LIKE @Value9_contains ESCAPE N'\' OR REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([c3].[SearchName], N'’', N''''), N'‘', N''''), N'ʼ', N''''), N'ʻ', N''''), N'ł', N'l'), N'ø', N'o'), N'đ', N'd'), N'ð', N'd'), N'ħ', N'h'), N'ı', N'i'), N'ß', N'ss'), N'æ', N'ae'), N'œ', N'oe'), N'þ', N'th') LIKE @Value10_contains ESCAPE N'\') AND [c3].[CustomerId] = [c2].[Id]))
) AS [c4] ON [c].[Key] = [c4].[Key]
WHERE [c].[SearchName] >= @start AND [c].[SearchName] < @behind AND EXISTS (
    SELECT TOP(1) 1
    FROM [CustomerNameGrams] AS [c0]
    WHERE [c0].[Gram] = @lead_Gram AND [c0].[Start] = @start3 AND [c0].[CustomerKey] = [c].[Key]) AND EXISTS (
    SELECT TOP(1) 1
    FROM [CustomerGrams] AS [c1]
    WHERE [c1].[Gram] = @gram_Item1 AND [c1].[CustomerKey] = [c].[Key])
ORDER BY [c].[SearchName], [c].[Key]
