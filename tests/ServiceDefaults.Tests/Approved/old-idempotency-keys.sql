-- seeks in IX_IdempotencyKeys_ExpiresAt, which covers it
DECLARE @now datetimeoffset;

SELECT [i].[Id]
FROM [IdempotencyKeys] AS [i]
WHERE [i].[ExpiresAt] < @now
