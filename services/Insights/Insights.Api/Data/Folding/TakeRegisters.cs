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
    // A product that was removed stays as such: what was said of it before may come late.
    public override async Task ApplyAsync(IReadOnlyList<Received<ProductChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(received => received.Event).GroupBy(e => e.ProductId).Select(same => same.MaxBy(e => e.Version)!).ToList();
        var ids = newest.Select(e => e.ProductId).ToArray();
        var known = await Db.Products.AsNoTracking().Where(p => ids.Contains(p.ProductId)).ToDictionaryAsync(p => p.ProductId, p => p.Version, cancellationToken);
        await Db.UpsertAsync([.. newest.Where(e => known.GetValueOrDefault(e.ProductId) < e.Version).Select(e => new ProductRow
        {
            Gen = Db.Generation,
            ProductId = e.ProductId,
            Version = e.Version,
            Code = e.Code,
            Name = e.Name,
            Category = e.Category,
            Active = e.Active,
            Removed = e.Removed,
        })], cancellationToken);
    }
}
