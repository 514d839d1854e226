using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>Orders of an ERP, taken in by a job.</summary>
public sealed record BulkPurchasesRequest([property: MinLength(1), MaxLength(5000)] IReadOnlyList<PurchaseRequest> Orders);

/// <summary>An order of a bulk that was refused.</summary>
public sealed record RefusedOrder(int Index, string OrderNumber, string Code, string Detail);

/// <summary>C13: bulk intake; each order is judged as a single one would be.</summary>
internal static class BulkPurchases
{
    public const string JobKind = "purchases-bulk";

    public static async Task<Results<Accepted<JobView>, Invalid>> QueueAsync(
        BulkPurchasesRequest request, CustomersDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var job = db.QueueJob(JobKind, request, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/purchases/bulk/{job.Id}", JobView.Of(job));
    }

    /// <summary>The orders that were refused; complete once the job has ended.</summary>
    public static async Task<Results<Ok<Page<RefusedOrder>>, Missing>> RefusedAsync(
        Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken)
    {
        var job = await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken);
        return job is null ? new Missing("job", id) : TypedResults.Ok(Page.Whole<RefusedOrder>(job.CheckpointAs<Progress>()?.Refused ?? []));
    }

    internal sealed record Progress(int Done, IReadOnlyList<RefusedOrder> Refused);

    internal sealed class Work(TimeProvider time, IOptions<CustomersOptions> options) : IJobWork
    {
        private const int Chunk = 200;
        private const int Attempts = 3;

        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            var failed = 0;
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    if (await PieceAsync(context, cancellationToken)) return;
                    failed = 0;
                }
                catch (DbUpdateException) when (++failed < Attempts)
                {
                    // Somebody else booked on the same order meanwhile: look again and judge anew.
                }
            }
        }

        /// <summary>True when it was the last.</summary>
        private async Task<bool> PieceAsync(JobContext context, CancellationToken cancellationToken)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
            var job = await context.JobAsync(db, cancellationToken);
            var orders = job.ParametersAs<BulkPurchasesRequest>().Orders;
            var progress = job.CheckpointAs<Progress>() ?? new Progress(0, []);
            if (progress.Done >= orders.Count)
            {
                job.Succeed(new { accepted = orders.Count - progress.Refused.Count }, time.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }
            var refused = await BookAsync(db, scope.ServiceProvider.GetRequiredService<Ledger>(), orders, progress.Done, cancellationToken);
            var next = new Progress(Math.Min(progress.Done + Chunk, orders.Count), [.. progress.Refused, .. refused]);
            job.Advance(next, next.Done, next.Done - next.Refused.Count, next.Refused.Count, next.Done * 100 / orders.Count);
            await db.SaveChangesAsync(cancellationToken);
            return false;
        }

        private async Task<List<RefusedOrder>> BookAsync(
            CustomersDb db, Ledger ledger, IReadOnlyList<PurchaseRequest> orders, int start, CancellationToken cancellationToken)
        {
            var (refused, now) = (new List<RefusedOrder>(), time.GetUtcNow());
            var entries = new List<(int Index, LedgerEntry Entry)>();
            var ids = orders.Skip(start).Take(Chunk).Select(order => order.CustomerId).Distinct().ToArray();
            // An ERP knows nothing of our merges: what it books on the old id belongs to the survivor (C16).
            var standsFor = await db.StandsForAsync(ids, cancellationToken);
            var survivors = standsFor.Values.Distinct().ToArray();
            var known = await db.Customers.Where(customer => survivors.Contains(customer.Id)).Select(customer => customer.Id).ToHashSetAsync(cancellationToken);
            foreach (var (index, order) in orders.Index().Skip(start).Take(Chunk))
            {
                if (RecordPurchase.Read(order, options.Value.BaseCurrency, now, out var entry) is { } wrong)
                    refused.Add(new RefusedOrder(index, order.OrderNumber, wrong.Code, wrong.Detail));
                else if (!standsFor.TryGetValue(order.CustomerId, out var survivor) || !known.Contains(survivor))
                    refused.Add(new RefusedOrder(index, order.OrderNumber, "purchase.customer-unknown", $"There is no customer '{order.CustomerId}'."));
                else
                    entries.Add((index, entry with { CustomerId = survivor }));
            }
            var booked = await ledger.BookAsync([.. entries.Select(item => item.Entry)], imported: false, cancellationToken);
            refused.AddRange(entries.Zip(booked).Where(pair => pair.Second.Refusal is not null).Select(pair => new RefusedOrder(
                pair.First.Index, pair.First.Entry.OrderNumber, pair.Second.Refusal!.Code, pair.Second.Refusal.Detail)));
            return refused;
        }
    }
}
