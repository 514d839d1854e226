-- seeks in IX_Changes_Subject_Key, and looks up the rows of a page
DECLARE @p int;
DECLARE @subject uniqueIdentifier;
DECLARE @end bigint;

SELECT TOP(@p) [c].[Key], [c].[Action], [c].[At], [c].[By], [c].[ByName], [c].[Entity], [c].[EntityId], [c].[Fields], [c].[Subject], [c].[TraceId]
FROM [Changes] AS [c]
WHERE [c].[Subject] = @subject AND [c].[Key] < @end
ORDER BY [c].[Key] DESC
