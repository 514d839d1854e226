-- seeks in IX_WebhookDeliveries_SubscriptionKey_State_NextAttemptAt, and looks up the rows of a batch and their events
DECLARE @p int;
DECLARE @subscription bigint;
DECLARE @now datetimeoffset;

SELECT [w1].[Key], [w1].[Attempts], [w1].[CreatedAt], [w1].[EventKey], [w1].[FinishedAt], [w1].[GiveUpAt], [w1].[Id], [w1].[LastError], [w1].[LastStatus], [w1].[NextAttemptAt], [w1].[State], [w1].[SubscriptionKey], [w1].[Version], [w0].[Key], [w0].[At], [w0].[CustomerId], [w0].[Data], [w0].[EventId], [w0].[Type]
FROM (
    SELECT TOP(@p) [w].[Key], [w].[Attempts], [w].[CreatedAt], [w].[EventKey], [w].[FinishedAt], [w].[GiveUpAt], [w].[Id], [w].[LastError], [w].[LastStatus], [w].[NextAttemptAt], [w].[State], [w].[SubscriptionKey], [w].[Version]
    FROM [WebhookDeliveries] AS [w]
    WHERE [w].[SubscriptionKey] = @subscription AND [w].[State] = 'Pending' AND [w].[NextAttemptAt] <= @now
    ORDER BY [w].[NextAttemptAt], [w].[Key]
) AS [w1]
INNER JOIN [WebhookEvents] AS [w0] ON [w1].[EventKey] = [w0].[Key]
ORDER BY [w1].[NextAttemptAt], [w1].[Key]
