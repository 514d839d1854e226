-- seeks in IX_Promises_State_DueAt_Key, which covers it
DECLARE @now datetimeoffset;

SELECT [p].[Key]
FROM [Promises] AS [p]
WHERE [p].[State] = 'Given' AND [p].[DueAt] < @now
