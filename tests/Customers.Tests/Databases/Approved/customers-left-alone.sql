-- seeks in IX_Customers_PoolWatch_Stage_SalesPhase_QuietSince, and looks up the rows that fall, 100 at most
DECLARE @p int;
DECLARE @watch tinyint;
DECLARE @stage tinyint;
DECLARE @phase tinyint;
DECLARE @since datetimeoffset;

SELECT TOP(@p) [c].[Key], [c].[Channel], [c].[Class], [c].[ClassOverriddenUntil], [c].[ComputedClass], [c].[Cooperation], [c].[CreatedAt], [c].[CreatedBy], [c].[Custom], [c].[Email], [c].[EndedAt], [c].[EndedReason], [c].[ExternalId], [c].[Grade], [c].[HasProspects], [c].[Heat], [c].[HeatByHand], [c].[Id], [c].[InPool], [c].[IsProblem], [c].[Kind], [c].[Language], [c].[LastBusinessAt], [c].[LastContactAt], [c].[LoyaltyScore], [c].[Maturity], [c].[MaturityByHand], [c].[MergedInto], [c].[Name], [c].[NameHash], [c].[NameHeadHash], [c].[NameTailHash], [c].[NormalTaxId], [c].[OwnerId], [c].[Phone], [c].[PhoneReversed], [c].[PoolWatch], [c].[ProblemByHand], [c].[QuietSince], [c].[ReassessAt], [c].[ReassessQuietly], [c].[ReferredBy], [c].[Role], [c].[SalesPhase], [c].[SalesPhaseAt], [c].[SearchName], [c].[Source], [c].[Stage], [c].[Status], [c].[Tags], [c].[TaxId], [c].[Team], [c].[Version], [c].[Zone], [c].[Address_City], [c].[Address_Country], [c].[Address_Latitude], [c].[Address_Longitude], [c].[Address_PostalCode], [c].[Address_Region], [c].[Address_Street]
FROM [Customers] AS [c]
WHERE [c].[PoolWatch] = @watch AND [c].[Stage] = @stage AND [c].[SalesPhase] = @phase AND [c].[QuietSince] < @since AND ([c].[SalesPhaseAt] IS NOT NULL OR NOT EXISTS (
    SELECT 1
    FROM [OpportunityMarks] AS [o]
    WHERE [o].[CustomerId] = [c].[Id]))
ORDER BY [c].[QuietSince]
