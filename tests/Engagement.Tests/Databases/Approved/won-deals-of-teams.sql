-- seeks in IX_Opportunities_Forecast, which covers it
DECLARE @today date;
DECLARE @baseCurrency varchar(3);
DECLARE @now datetimeoffset;

SELECT [o].[Currency], [o].[ExpectedMonth], [o].[Team], COUNT(CASE
    WHEN [o].[State] = 'Open' THEN 1
END) AS [Open], COUNT(CASE
    WHEN [o].[State] = 'Won' THEN 1
END) AS [Won], COUNT(CASE
    WHEN [o].[State] = 'Open' AND [o].[ExpectedClose] < @today THEN 1
END) AS [Overdue], COALESCE(SUM(CASE
    WHEN [o].[Currency] = @baseCurrency THEN COALESCE([o].[AmountMinor], CAST(0 AS bigint))
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Minor], COALESCE(SUM(CASE
    WHEN [o].[Currency] = @baseCurrency THEN (COALESCE([o].[AmountMinor], CAST(0 AS bigint)) * CAST([o].[ProbabilityPercent] AS bigint) + CAST(50 AS bigint)) / CAST(100 AS bigint)
    ELSE CAST(0 AS bigint)
END), CAST(0 AS bigint)) AS [Weighted], MIN([o].[ClosedAt]) AS [FirstClosed]
FROM [Opportunities] AS [o]
WHERE [o].[State] = 'Won' AND [o].[ClosedAt] >= @now AND [o].[ClosedAt] < @now
GROUP BY [o].[Currency], [o].[ExpectedMonth], [o].[Team]
