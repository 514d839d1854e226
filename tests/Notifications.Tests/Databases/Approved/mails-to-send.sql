-- seeks in IX_Mails_State_NextAttemptAt, which covers it
DECLARE @p int;
DECLARE @now datetimeoffset;

SELECT TOP(@p) [m].[Key]
FROM [Mails] AS [m]
WHERE [m].[State] = 'Queued' AND [m].[NextAttemptAt] <= @now
ORDER BY [m].[NextAttemptAt]
