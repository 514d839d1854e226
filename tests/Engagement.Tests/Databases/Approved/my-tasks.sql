-- seeks in IX_Tasks_AssigneeId_State_DueAt_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @ef_filter__SeesAll2 bit;
DECLARE @ef_filter__Me nvarchar(100);
DECLARE @ef_filter__SeesTeam7 bit;
DECLARE @ef_filter__MyTeam nvarchar(60);
DECLARE @me nvarchar(100);
DECLARE @after_At datetimeoffset;
DECLARE @after_Key bigint;

SELECT TOP(@p) [t].[Key], [t].[AssigneeId], [t].[ClosedAt], [t].[ClosedBy], [t].[CreatedAt], [t].[CreatedBy], [t].[CustomerId], [t].[DueAt], [t].[EscalatedAt], [t].[EscalatedTo], [t].[FirstCustomerId], [t].[Id], [t].[Notes], [t].[Occasion], [t].[Origin], [t].[RemindAt], [t].[Result], [t].[SourceId], [t].[State], [t].[Team], [t].[Title], [t].[Version]
FROM [Tasks] AS [t]
WHERE (@ef_filter__SeesAll2 = CAST(1 AS bit) OR [t].[AssigneeId] = @ef_filter__Me OR [t].[EscalatedTo] = @ef_filter__Me OR [t].[CreatedBy] = @ef_filter__Me OR (@ef_filter__SeesTeam7 = CAST(1 AS bit) AND [t].[Team] = @ef_filter__MyTeam)) AND [t].[AssigneeId] = @me AND [t].[State] = 'Open' AND [t].[DueAt] >= @after_At AND ([t].[DueAt] > @after_At OR [t].[Key] > @after_Key)
ORDER BY [t].[DueAt], [t].[Key]
