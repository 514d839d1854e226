-- seeks in IX_Outbox_Position, and looks up the rows it sends, 500 at most
DECLARE @p int;
DECLARE @after bigint;

SELECT TOP(@p) [o].[Key], [o].[At], [o].[Id], [o].[Payload], [o].[Position], [o].[Subject], [o].[TraceParent], [o].[Type]
FROM [Outbox] AS [o]
WHERE [o].[Position] > @after
ORDER BY [o].[Position]
