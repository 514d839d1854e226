using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

internal sealed class TakeStaff(InsightsDb db, FoldSignal signal) : Fold<StaffChanged>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<StaffChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(received => received.Event).GroupBy(e => e.StaffId).Select(same => same.MaxBy(e => e.Version)!).ToList();
        var ids = newest.Select(e => e.StaffId).ToArray();
        var known = await Db.Staff.AsNoTracking().Where(s => ids.Contains(s.StaffId)).ToDictionaryAsync(s => s.StaffId, s => s.Version, cancellationToken);
        await Db.UpsertAsync([.. newest.Where(e => known.GetValueOrDefault(e.StaffId) < e.Version).Select(e => new StaffRow
        {
            Gen = Db.Generation,
            StaffId = e.StaffId,
            Version = e.Version,
            Name = e.Name,
            Team = e.Team,
            ManagerId = e.ManagerId,
            Shifts = JsonSerializer.Serialize(e.Shifts, Json.Tolerant),
            TimeZone = e.TimeZone,
            Active = e.Active,
        })], cancellationToken);
    }
}

internal sealed class TakeProducts(InsightsDb db, FoldSignal signal) : Fold<ProductChanged>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<ProductChanged>> batch, CancellationToken cancellationToken)
    {
        var byCode = batch.Select(received => received.Event).GroupBy(e => e.Code, StringComparer.Ordinal).Select(same => same.ToList()).ToList();
        // A code that is entered again after its removal begins at version 1: what came before the removal counts no more.
        var removed = byCode.Where(same => same.Exists(e => e.Removed)).Select(same => same[0].Code).ToArray();
        if (removed.Length > 0) await Db.Products.Where(p => removed.Contains(p.Code)).ExecuteDeleteAsync(cancellationToken);
        var newest = byCode.Select(same => same.Skip(same.FindLastIndex(e => e.Removed) + 1).MaxBy(e => e.Version)).OfType<ProductChanged>().ToList();
        var codes = newest.Select(e => e.Code).ToArray();
        var known = await Db.Products.AsNoTracking().Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, p => p.Version, cancellationToken);
        await Db.UpsertAsync([.. newest.Where(e => known.GetValueOrDefault(e.Code) < e.Version).Select(e => new ProductRow
        {
            Gen = Db.Generation,
            Code = e.Code,
            Version = e.Version,
            Name = e.Name,
            Category = e.Category,
            Active = e.Active,
        })], cancellationToken);
    }
}
