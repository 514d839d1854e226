using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Handovers;

/// <summary>C6: hands customers over, piece by piece; each is judged and recorded as a single transfer would be.</summary>
internal sealed class HandoverWork(TimeProvider time) : IJobWork
{
    private const int AtATime = 200;
    private const int Told = 1000;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        ILookup<Guid, Guid>? named = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
            var job = await context.JobAsync(db, cancellationToken);
            var order = job.ParametersAs<HandoverOrder>();
            named ??= await NamedAsync(db, order, cancellationToken);
            var progress = job.CheckpointAs<HandoverProgress>() ?? await BeginAsync(db, order, named, cancellationToken);
            var piece = await PieceAsync(db, order, named, progress.AfterKey, cancellationToken);
            if (piece.Count == 0)
            {
                job.Advance(progress, progress.Done, progress.Done - progress.Rejected, progress.Rejected, 99);
                job.Succeed(new { handedOver = progress.Done - progress.Rejected, refused = progress.Rejected }, time.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            var next = Give(db, order, named, progress, piece, context.Person.Subject);
            job.Advance(next, next.Done, next.Done - next.Rejected, next.Rejected, (int)(next.Done * 100 / Math.Max(order.Total, next.Done)));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody changed one of them meanwhile, or merged it: the piece is done again on what is there now.
                named = null;
            }
        }
    }

    /// <summary>C16: the customers that were named, each with the ids that say it. An id of before a merge means the survivor, also of a merge while the job waited.</summary>
    private static async Task<ILookup<Guid, Guid>> NamedAsync(CustomersDb db, HandoverOrder order, CancellationToken cancellationToken)
    {
        var ids = order.CustomerIds ?? [];
        var stands = ids.Count == 0 ? [] : await db.StandsForAsync(ids, cancellationToken);
        return ids.ToLookup(id => stands.GetValueOrDefault(id, id));
    }

    /// <summary>Whoever names customers is told which of them are not the person's, or not there: nobody hands those over.</summary>
    private static async Task<HandoverProgress> BeginAsync(CustomersDb db, HandoverOrder order, ILookup<Guid, Guid> named, CancellationToken cancellationToken)
    {
        var ids = named.Select(customer => customer.Key).ToArray();
        var theirs = ids.Length == 0 ? [] : await db.Customers.Where(c => ids.Contains(c.Id) && c.OwnerId == order.From).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        var others = named.Where(customer => !theirs.Contains(customer.Key)).SelectMany(customer => customer).ToList();
        return new HandoverProgress(0, 0, others.Count, others.Count, [.. others.Take(Told).Select(id => new HandoverRefusal(id, "", "handover.not-theirs", $"'{order.From}' has no such customer."))]);
    }

    private static Task<List<Customer>> PieceAsync(CustomersDb db, HandoverOrder order, ILookup<Guid, Guid> named, long afterKey, CancellationToken cancellationToken)
    {
        var rows = db.Customers.Where(c => c.OwnerId == order.From && c.Key > afterKey);
        if (order.CustomerIds is not null)
        {
            var ids = named.Select(customer => customer.Key).ToArray();
            rows = rows.Where(c => ids.Contains(c.Id));
        }
        return rows.OrderBy(c => c.Key).Take(AtATime).ToListAsync(cancellationToken);
    }

    private HandoverProgress Give(CustomersDb db, HandoverOrder order, ILookup<Guid, Guid> named, HandoverProgress progress, List<Customer> piece, string by)
    {
        var (turn, done, rejected, now) = (progress.Turn, progress.Done, progress.Rejected, time.GetUtcNow());
        List<HandoverRefusal> refused = [.. progress.Refused];
        foreach (var customer in piece)
        {
            var to = order.To.Count == 0 ? null : order.To[turn % order.To.Count];
            var (fromOwner, fromTeam) = (customer.OwnerId, customer.Team);
            if (customer.TransferTo(to?.Subject, order.Team ?? to?.Team ?? customer.Team, now) is { } refusal)
            {
                // Each id that was named is told, and so counted.
                foreach (var id in named[customer.Id].DefaultIfEmpty(customer.Id))
                {
                    (done, rejected) = (done + 1, rejected + 1);
                    if (refused.Count < Told) refused.Add(new HandoverRefusal(id, customer.Name, refusal.Code, refusal.Detail));
                }
                continue;
            }
            (turn, done) = (turn + 1, done + 1);
            db.Tell(customer);
            db.Publish(new CustomerTransferred(customer.Id, fromOwner, customer.OwnerId, fromTeam, customer.Team, order.Reason, by, now), customer.Id);
        }
        return new HandoverProgress(piece[^1].Key, turn, done, rejected, refused);
    }
}
