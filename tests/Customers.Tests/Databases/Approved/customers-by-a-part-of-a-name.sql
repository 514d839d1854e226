-- seeks in PK_CustomerGrams, and looks up the row of each, and by IX_Contacts_CustomerId_SearchName the names of the people there, until the page is full
DECLARE @p int;
DECLARE @status tinyint;
DECLARE @me nvarchar(100);
DECLARE @Value_contains nvarchar(400);
DECLARE @Value5_contains nvarchar(400);
DECLARE @Value6_contains nvarchar(400);
DECLARE @Value7_contains nvarchar(400);
DECLARE @gram_Item1 nvarchar(6);
DECLARE @gram_Item11 nvarchar(6);

SELECT TOP(@p) [c3].[Key], [c3].[Channel], [c3].[Class], [c3].[ClassOverriddenUntil], [c3].[ComputedClass], [c3].[Cooperation], [c3].[CreatedAt], [c3].[CreatedBy], [c3].[Custom], [c3].[Email], [c3].[EndedAt], [c3].[EndedReason], [c3].[ExternalId], [c3].[Grade], [c3].[HasProspects], [c3].[Heat], [c3].[HeatByHand], [c3].[Id], [c3].[InPool], [c3].[IsProblem], [c3].[Kind], [c3].[Language], [c3].[LastBusinessAt], [c3].[LastContactAt], [c3].[LoyaltyScore], [c3].[Maturity], [c3].[MaturityByHand], [c3].[MergedInto], [c3].[Name], [c3].[NameHash], [c3].[NameHeadHash], [c3].[NameTailHash], [c3].[NormalTaxId], [c3].[OwnerId], [c3].[Phone], [c3].[PhoneReversed], [c3].[PoolWatch], [c3].[ProblemByHand], [c3].[QuietSince], [c3].[ReassessAt], [c3].[ReassessQuietly], [c3].[ReferredBy], [c3].[Role], [c3].[SalesPhase], [c3].[SalesPhaseAt], [c3].[SearchName], [c3].[Source], [c3].[Stage], [c3].[Status], [c3].[Tags], [c3].[TaxId], [c3].[Team], [c3].[Version], [c3].[Zone], [c3].[Address_City], [c3].[Address_Country], [c3].[Address_Latitude], [c3].[Address_Longitude], [c3].[Address_PostalCode], [c3].[Address_Region], [c3].[Address_Street]
FROM [CustomerGrams] AS [c]
INNER JOIN (
    SELECT [c1].[Key], [c1].[Channel], [c1].[Class], [c1].[ClassOverriddenUntil], [c1].[ComputedClass], [c1].[Cooperation], [c1].[CreatedAt], [c1].[CreatedBy], [c1].[Custom], [c1].[Email], [c1].[EndedAt], [c1].[EndedReason], [c1].[ExternalId], [c1].[Grade], [c1].[HasProspects], [c1].[Heat], [c1].[HeatByHand], [c1].[Id], [c1].[InPool], [c1].[IsProblem], [c1].[Kind], [c1].[Language], [c1].[LastBusinessAt], [c1].[LastContactAt], [c1].[LoyaltyScore], [c1].[Maturity], [c1].[MaturityByHand], [c1].[MergedInto], [c1].[Name], [c1].[NameHash], [c1].[NameHeadHash], [c1].[NameTailHash], [c1].[NormalTaxId], [c1].[OwnerId], [c1].[Phone], [c1].[PhoneReversed], [c1].[PoolWatch], [c1].[ProblemByHand], [c1].[QuietSince], [c1].[ReassessAt], [c1].[ReassessQuietly], [c1].[ReferredBy], [c1].[Role], [c1].[SalesPhase], [c1].[SalesPhaseAt], [c1].[SearchName], [c1].[Source], [c1].[Stage], [c1].[Status], [c1].[Tags], [c1].[TaxId], [c1].[Team], [c1].[Version], [c1].[Zone], [c1].[Address_City], [c1].[Address_Country], [c1].[Address_Latitude], [c1].[Address_Longitude], [c1].[Address_PostalCode], [c1].[Address_Region], [c1].[Address_Street]
    FROM [Customers] AS [c1]
    WHERE [c1].[Status] = @status AND [c1].[MergedInto] IS NULL AND [c1].[OwnerId] = @me AND ([c1].[SearchName] LIKE @Value_contains ESCAPE N'\' OR REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([c1].[SearchName], N'’', N''''), N'‘', N''''), N'ʼ', N''''), N'ʻ', N''''), N'ł', N'l'), N'ø', N'o'), N'đ', N'd'), N'ð', N'd'), N'ħ', N'h'), N'ı', N'i'), N'ß', N'ss'), N'æ', N'ae'), N'œ', N'oe'), N'þ', N'th') LIKE @Value5_contains ESCAPE N'\' OR EXISTS (
        SELECT 1
        FROM [Contacts] AS [c2]
        WHERE ([c2].[SearchName] LIKE @Value6_contains ESCAPE N'\' OR REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE([c2].[SearchName], N'’', N''''), N'‘', N''''), N'ʼ', N''''), N'ʻ', N''''), N'ł', N'l'), N'ø', N'o'), N'đ', N'd'), N'ð', N'd'), N'ħ', N'h'), N'ı', N'i'), N'ß', N'ss'), N'æ', N'ae'), N'œ', N'oe'), N'þ', N'th') LIKE @Value7_contains ESCAPE N'\') AND [c2].[CustomerId] = [c1].[Id]))
) AS [c3] ON [c].[CustomerKey] = [c3].[Key]
WHERE [c].[Gram] = @gram_Item1 AND EXISTS (
    SELECT TOP(1) 1
    FROM [CustomerGrams] AS [c0]
    WHERE [c0].[Gram] = @gram_Item11 AND [c0].[CustomerKey] = [c].[CustomerKey])
ORDER BY [c].[CustomerKey] DESC
