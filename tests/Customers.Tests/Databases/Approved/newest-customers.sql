-- seeks in PK_Customers, which covers it
DECLARE @p int;
DECLARE @Value bigint;

SELECT TOP(@p) [c].[Key], [c].[Id], [c].[Kind], [c].[Role], [c].[Channel], [c].[Name], [c].[Phone], [c].[Email], [c].[TaxId], [c].[ExternalId], [c].[Address_Street], [c].[Address_City], [c].[Address_Region], [c].[Address_PostalCode], [c].[Address_Country], [c].[Address_Latitude], [c].[Address_Longitude], [c].[Language], [c].[Source], [c].[ReferredBy], [c].[Tags], [c].[OwnerId], [c].[Team], [c].[Grade], [c].[Class], [c].[Maturity], [c].[Heat], [c].[Zone], [c].[IsProblem], [c].[Stage], [c].[Status], [c].[MergedInto], [c].[CreatedBy], [c].[CreatedAt], [c].[InPool], [c].[Version], [c].[Custom]
FROM [Customers] AS [c]
WHERE [c].[Status] = CAST(0 AS tinyint) AND [c].[MergedInto] IS NULL AND [c].[Key] < @Value
ORDER BY [c].[Key] DESC
