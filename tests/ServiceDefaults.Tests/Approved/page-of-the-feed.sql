-- seeks in IX_Outbox_Position, and looks up the rows it tells, 500 at most
DECLARE @p int;
DECLARE @after bigint;
DECLARE @end bigint;

SELECT TOP(@p) [o].[Position], [o].[Id], [o].[Type], [o].[At], [o].[TraceParent], [o].[Payload]
FROM [Outbox] AS [o]
WHERE [o].[Position] > @after AND [o].[Position] <= @end
ORDER BY [o].[Position]
