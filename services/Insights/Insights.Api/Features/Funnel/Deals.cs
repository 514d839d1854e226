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
        var paths = rows.ConvertAll(row => JsonSerializer.Deserialize<List<StageEntry>>(row.Stages, Json.Tolerant)!.OrderBy(e => e.At).ToList());
        // The end a deal comes to is told as the last stage it entered; nobody stays there. One that was lost and taken up again has it amid its way.
        var ends = rows.Where((row, i) => Ended(row, paths[i])).Select(row => (row.Pipeline, row.Stage)).ToHashSet();
        var stays = new List<StageStay>();
        var places = new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, path, passed) = (rows[i], paths[i], 0);
            for (var e = 0; e < path.Count; e++)
            {
                if (IsEnd(path[e])) continue;
                var next = e + 1 < path.Count ? path[e + 1] : null;
                var until = next?.At ?? row.ClosedAt ?? now;
                bool? wentOn = next is null ? row.State switch { "won" => true, "open" => null, _ => false }
                    : !IsEnd(next) || (row.State == "won" && e + 2 == path.Count);
                stays.Add(new StageStay(i, path[e].Stage, Math.Max(0, (until - path[e].At).TotalDays), wentOn));
                var place = places.GetValueOrDefault(path[e].Stage);
                places[path[e].Stage] = (place.Sum + passed++, place.Count + 1);
            }

            bool IsEnd(StageEntry entry) => ends.Contains((row.Pipeline, entry.Stage));
        }
        // A pipeline's order is told by the way its deals went.
        return new(rows, stays, [.. places.OrderBy(p => p.Value.Sum / p.Value.Count).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key)]);
    }

    private static bool Ended(OpportunityRow row, List<StageEntry> path) =>
        row.State != "open" && path is [.., var last] && last.Stage == row.Stage && last.At == row.ClosedAt;
}
