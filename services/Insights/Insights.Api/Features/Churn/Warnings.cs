using System.Text.Json;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using ChurnWarning = CrmPlatform.Insights.Domain.Churn.ChurnWarning;
using Told = CrmPlatform.Insights.Contracts.V1.ChurnReason;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>
/// I5: gives warnings, each once: none while one runs or shortly after it has ended, none for the share that is held back to know what
/// interventions change. Looking back gives none.
/// </summary>
internal sealed class Warnings(RunStore store, InsightsOptions options, TimeProvider time, bool live)
{
    private const int Chunk = 200;

    public int Given { get; private set; }

    public int HeldBack { get; private set; }

    public int Silenced { get; private set; }

    public async Task GiveAsync(IReadOnlyList<ChurnWarning> warnings, CancellationToken cancellationToken)
    {
        if (!live) return;
        foreach (var chunk in warnings.Chunk(Chunk)) await store.WriteAsync(db => GiveAsync(db, chunk, cancellationToken), cancellationToken);
    }

    private async Task GiveAsync(InsightsDb db, ChurnWarning[] warnings, CancellationToken cancellationToken)
    {
        var numbers = warnings.Select(w => w.Customer).ToArray();
        var customers = await db.All<CustomerRow>().Where(c => EF.Parameter(numbers).Contains(c.No) && c.Status == "active" && !c.Erased)
            .ToDictionaryAsync(c => c.No, c => c.Id, cancellationToken);
        var running = await RunningAsync(db, numbers, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var warning in warnings)
        {
            if (!customers.TryGetValue(warning.Customer, out var customer)) continue;
            if (running.Contains(warning.Customer))
            {
                Silenced++;
                continue;
            }
            // The round is the month: who is held back once is not held back for ever.
            var heldBack = HeldBackControl.IsHeldBack(customer, $"{warning.AsOf:yyyy-MM}", options.HoldBackShare);
            Told[] reasons = [.. warning.Reasons.Select(r => new Told(EnumCode.Of(r.Code), r.Words.En, r.Words.ZhHans, r.Words.ZhHant))];
            var record = WarningRecord.Of(warning, JsonSerializer.Serialize(reasons, Json.Tolerant), heldBack, now);
            db.Warnings.Add(record);
            (Given, HeldBack) = heldBack ? (Given, HeldBack + 1) : (Given + 1, HeldBack);
            // The contract speaks of being alive, the record of being lost.
            if (!heldBack)
                db.Publish(new ChurnWarned(record.Id, customer, 1 - warning.Probability, reasons, warning.ValueAtRisk, options.BaseCurrency, EnumCode.Of(warning.Action), now), customer);
        }
    }

    private async Task<HashSet<long>> RunningAsync(InsightsDb db, long[] customers, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (oldest, rested) = (now.AddDays(-options.WarningDays - options.RestDays), now.AddDays(-options.RestDays));
        // C16: a warning of a customer that was merged since is its survivor's.
        var families = await db.FamiliesAsync(customers, cancellationToken);
        var members = families.Keys.ToArray();
        var known = await db.Warnings.AsNoTracking().Where(w => EF.Parameter(members).Contains(w.CustomerNo)
                // One that somebody took long over is rested from when it ended.
                && (w.At >= oldest || db.All<InterventionRow>().Any(i => i.Id == w.Id && i.At >= rested)))
            .Select(w => new { w.CustomerNo, w.At, Ended = db.All<InterventionRow>().Where(i => i.Id == w.Id).Select(i => (DateTimeOffset?)i.At).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return [.. known.Where(w => now < (w.Ended ?? w.At.AddDays(options.WarningDays)).AddDays(options.RestDays)).Select(w => families[w.CustomerNo])];
    }
}
