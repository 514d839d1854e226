-- seeks in IX_Complaints_ReporterEmail, which covers it
DECLARE @p int;
DECLARE @mails1 nvarchar(254);

SELECT TOP(@p) [c].[Key]
FROM [Complaints] AS [c]
WHERE [c].[ReporterEmail] = @mails1
ORDER BY [c].[Key] DESC
