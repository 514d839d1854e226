-- seeks in IX_Promises_LookAt, and looks up the rows that are due, 100 at most
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [p].[Key], [p].[Approval], [p].[ClosedAt], [p].[CostMinor], [p].[CreatedAt], [p].[CreatedBy], [p].[Currency], [p].[CustomerId], [p].[DecisionNote], [p].[DueAt], [p].[EscalatedAt], [p].[FirstCustomerId], [p].[Id], [p].[LookAt], [p].[OpportunityId], [p].[OwnerId], [p].[Result], [p].[State], [p].[TaskId], [p].[Team], [p].[Text], [p].[Version], [p].[Written]
FROM [Promises] AS [p]
WHERE [p].[LookAt] IS NOT NULL AND [p].[LookAt] <= @now
ORDER BY [p].[LookAt]
