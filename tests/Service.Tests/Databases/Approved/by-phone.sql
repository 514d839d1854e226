-- seeks in IX_Complaints_ReporterPhone, which covers it
DECLARE @p int;
DECLARE @reached1 nvarchar(40);
DECLARE @reached2 nvarchar(40);

SELECT TOP(@p) [c].[Key]
FROM [Complaints] AS [c]
WHERE [c].[ReporterPhone] IN (@reached1, @reached2)
ORDER BY [c].[Key] DESC
