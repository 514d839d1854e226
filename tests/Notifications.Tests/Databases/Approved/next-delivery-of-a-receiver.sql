-- seeks in IX_WebhookDeliveries_SubscriptionKey_State_NextAttemptAt, which covers it
DECLARE @p int;
DECLARE @subscription bigint;

SELECT TOP(@p) [w].[NextAttemptAt]
FROM [WebhookDeliveries] AS [w]
WHERE [w].[SubscriptionKey] = @subscription AND [w].[State] = 'Pending'
ORDER BY [w].[NextAttemptAt]
