-- seeks in IX_Leads_State_Key, and looks up the row of each that is met, by IX_Customers_OwnerId whether its customer is the owner's, and the customers of a page
DECLARE @p int;
DECLARE @ef_filter__SeesAll2 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam5 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @before bigint;
DECLARE @state varchar(40);
DECLARE @owner nvarchar(100);

SELECT [l0].[Key], [l0].[Campaign], [l0].[CampaignId], [l0].[ClosedAt], [l0].[ClosedBy], [l0].[CreatedAt], [l0].[CreatedBy], [l0].[CustomerId], [l0].[Id], [l0].[Loss], [l0].[Note], [l0].[Reason], [l0].[RequestId], [l0].[Source], [l0].[State], [l0].[Version], [c2].[Name], [c2].[OwnerId], [c2].[Team], [c2].[Phone]
FROM (
    SELECT TOP(@p) [l].[Key], [l].[Campaign], [l].[CampaignId], [l].[ClosedAt], [l].[ClosedBy], [l].[CreatedAt], [l].[CreatedBy], [l].[CustomerId], [l].[Id], [l].[Loss], [l].[Note], [l].[Reason], [l].[RequestId], [l].[Source], [l].[State], [l].[Version]
    FROM [Leads] AS [l]
    WHERE EXISTS (
        SELECT 1
        FROM [Customers] AS [c]
        WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [c].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam5 = CAST(1 AS bit) AND [c].[Team] = @ef_filter__MyTeam)) AND [c].[MergedInto] IS NULL AND [c].[Id] = [l].[CustomerId]) AND [l].[Key] < @before AND [l].[State] = @state AND [l].[CustomerId] IN (
        SELECT [c0].[Id]
        FROM [Customers] AS [c0]
        WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [c0].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam5 = CAST(1 AS bit) AND [c0].[Team] = @ef_filter__MyTeam)) AND [c0].[MergedInto] IS NULL AND [c0].[OwnerId] = @owner
    )
    ORDER BY [l].[Key] DESC
) AS [l0]
INNER JOIN (
    SELECT [c1].[Id], [c1].[Name], [c1].[OwnerId], [c1].[Phone], [c1].[Team]
    FROM [Customers] AS [c1]
    WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [c1].[OwnerId] = @ef_filter__Me OR (@ef_filter__SeesTeam5 = CAST(1 AS bit) AND [c1].[Team] = @ef_filter__MyTeam)) AND [c1].[MergedInto] IS NULL
) AS [c2] ON [l0].[CustomerId] = [c2].[Id]
ORDER BY [l0].[Key] DESC
