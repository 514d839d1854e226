using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Pareto;

/// <summary>I8: what complaints are counted by.</summary>
public enum ParetoAxis
{
    [Names("Cause", "原因", "原因")] Cause,
    [Names("Category", "类别", "類別")] Category,
    [Names("Sub-category", "子类别", "子類別")] SubCategory,
    [Names("Channel", "来源渠道", "來源渠道")] Intake,
    [Names("Severity", "严重程度", "嚴重程度")] Severity,
}

/// <summary>The complaints opened in a range that the caller may see, in a fixed order, with whether each came again.</summary>
internal sealed record Cases(IReadOnlyList<ComplaintRow> Rows, IReadOnlyList<ComplaintCase> Of)
{
    public static async Task<Cases> ReadAsync(InsightsDb db, AskedDays asked, ParetoAxis axis, string? team, InsightsOptions options, CancellationToken cancellationToken)
    {
        var (first, last) = asked.Touched;
        var (start, end) = (asked.Start, asked.End);
        var complaints = db.Complaints.AsNoTracking().Where(c => c.Day >= first && c.Day <= last && c.OpenedAt >= start && c.OpenedAt < end);
        if (team is not null) complaints = complaints.Where(c => c.Team == team);
        var rows = await complaints.OrderByDescending(c => c.OpenedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var recurred = await RecurredAsync(db, rows, options.RecurrenceDays, cancellationToken);
        return new(rows, [.. rows.Select((row, i) => new ComplaintCase(i, KeyOf(row, axis), Minutes(row.OpenedAt, row.FirstResponseAt), Minutes(row.OpenedAt, row.ClosedAt),
            row.ResponseBreached || row.ResolutionBreached, recurred.Contains(row.Id)))]);
    }

    public static string KeyOf(ComplaintRow row, ParetoAxis axis) => axis switch
    {
        ParetoAxis.Category => row.Category,
        ParetoAxis.SubCategory => row.SubCategory ?? ComplaintAnalysis.Unknown,
        ParetoAxis.Intake => row.Intake,
        ParetoAxis.Severity => row.Severity,
        _ => row.Cause ?? ComplaintAnalysis.Unknown,
    };

    private static double? Minutes(DateTimeOffset from, DateTimeOffset? to) => to is { } end ? Math.Max(0, (end - from).TotalMinutes) : null;

    /// <summary>A complaint came again when the same customer had one of the same cause (of the same category where no cause is known) closed within so many days before it, or it was reopened.</summary>
    private static async Task<HashSet<Guid>> RecurredAsync(InsightsDb db, List<ComplaintRow> rows, int days, CancellationToken cancellationToken)
    {
        var again = rows.Where(row => row.Reopenings > 0).Select(row => row.Id).ToHashSet();
        foreach (var chunk in rows.Where(row => row.CustomerNo is not null).Chunk(1000))
        {
            var customers = chunk.Select(row => row.CustomerNo!.Value).Distinct().ToArray();
            var earlier = (await db.All<ComplaintRow>().Where(c => c.CustomerNo != null && EF.Parameter(customers).Contains(c.CustomerNo!.Value) && c.ClosedAt != null && c.MergedInto == null)
                .Select(c => new { c.Id, Customer = c.CustomerNo!.Value, c.Cause, c.Category, ClosedAt = c.ClosedAt!.Value }).ToListAsync(cancellationToken)).ToLookup(c => c.Customer);
            foreach (var row in chunk)
            {
                if (earlier[row.CustomerNo!.Value].Any(e => e.Id != row.Id && e.ClosedAt <= row.OpenedAt && e.ClosedAt >= row.OpenedAt.AddDays(-days)
                    && (row.Cause is null || e.Cause is null ? e.Category == row.Category : e.Cause == row.Cause))) again.Add(row.Id);
            }
        }
        return again;
    }
}
