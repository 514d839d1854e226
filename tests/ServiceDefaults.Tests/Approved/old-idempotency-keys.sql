-- seeks in IX_IdempotencyKeys_ExpiresAt, which covers it
SELECT [i].[Id]
FROM [IdempotencyKeys] AS [i]
WHERE [i].[ExpiresAt] < '2026-11-28T18:14:31.2796674+00:00'
