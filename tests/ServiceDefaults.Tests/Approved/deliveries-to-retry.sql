-- seeks in IX_FailedDeliveries_NextAttemptAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [f].[Key], [f].[Attempts], [f].[Error], [f].[EventAt], [f].[FirstFailedAt], [f].[Handler], [f].[Id], [f].[LastFailedAt], [f].[MessageId], [f].[NextAttemptAt], [f].[Payload], [f].[Source], [f].[TraceParent], [f].[Type]
FROM [FailedDeliveries] AS [f]
WHERE [f].[NextAttemptAt] IS NOT NULL AND [f].[NextAttemptAt] <= @now
ORDER BY [f].[NextAttemptAt]
