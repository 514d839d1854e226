using System.Text.Json;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Forecasting;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>The deals opened in a range, in a fixed order, with their stays in stages.</summary>
internal sealed record Deals(IReadOnlyList<OpportunityRow> Rows, IReadOnlyList<StageStay> Stays, IReadOnlyList<string> Stages)
{
    public static async Task<Deals> ReadAsync(InsightsDb db, AskedDays asked, string? pipeline, string? team, string? owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (start, end) = (asked.Start, asked.End);
        var deals = db.Opportunities.AsNoTracking().Where(o => o.CreatedAt >= start && o.CreatedAt < end);
        if (pipeline is not null) deals = deals.Where(o => o.Pipeline == pipeline);
        if (team is not null) deals = deals.Where(o => o.Team == team);
        if (owner is not null) deals = deals.Where(o => o.OwnerId == owner);
        return Of(await deals.OrderByDescending(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync(cancellationToken), now);
    }

    private static Deals Of(List<OpportunityRow> rows, DateTimeOffset now)
    {
        var stays = new List<StageStay>();
        var places = new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var entries = JsonSerializer.Deserialize<List<StageEntry>>(rows[i].Stages, Json.Tolerant)!.OrderBy(e => e.At).ToList();
            for (var e = 0; e < entries.Count; e++)
            {
                var last = e == entries.Count - 1;
                var until = last ? rows[i].ClosedAt ?? now : entries[e + 1].At;
                bool? wentOn = !last ? true : rows[i].State switch { "won" => true, "open" => null, _ => false };
                stays.Add(new StageStay(i, entries[e].Stage, Math.Max(0, (until - entries[e].At).TotalDays), wentOn));
                var place = places.GetValueOrDefault(entries[e].Stage);
                places[entries[e].Stage] = (place.Sum + e, place.Count + 1);
            }
        }
        // A pipeline's order is told by the way its deals went.
        return new(rows, stays, [.. places.OrderBy(p => p.Value.Sum / p.Value.Count).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key)]);
    }
}
