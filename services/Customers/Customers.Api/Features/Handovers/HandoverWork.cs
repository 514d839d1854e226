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
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
            var job = await context.JobAsync(db, cancellationToken);
            var order = job.ParametersAs<HandoverOrder>();
            var progress = job.CheckpointAs<HandoverProgress>() ?? await BeginAsync(db, order, cancellationToken);
            var piece = await PieceAsync(db, order, progress.AfterKey, cancellationToken);
            if (piece.Count == 0)
            {
                job.Advance(progress, progress.Done, progress.Done - progress.Rejected, progress.Rejected, 99);
                job.Succeed(new { handedOver = progress.Done - progress.Rejected, refused = progress.Rejected }, time.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            var next = Give(db, order, progress, piece, context.Person.Subject);
            job.Advance(next, next.Done, next.Done - next.Rejected, next.Rejected, (int)(next.Done * 100 / Math.Max(order.Total, next.Done)));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody changed one of them meanwhile: the piece is done again on what is there now.
            }
        }
    }

    /// <summary>Whoever names customers is told which of them are not the person's, or not there: nobody hands those over.</summary>
    private static async Task<HandoverProgress> BeginAsync(CustomersDb db, HandoverOrder order, CancellationToken cancellationToken)
    {
        if (order.CustomerIds is not { } ids) return new HandoverProgress(0, 0, 0, 0, []);
        var theirs = await db.Customers.Where(c => ids.Contains(c.Id) && c.OwnerId == order.From).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        var others = ids.Distinct().Where(id => !theirs.Contains(id)).ToList();
        return new HandoverProgress(0, 0, others.Count, others.Count, [.. others.Take(Told).Select(id => new HandoverRefusal(id, "", "handover.not-theirs", $"'{order.From}' has no such customer."))]);
    }

    private static Task<List<Customer>> PieceAsync(CustomersDb db, HandoverOrder order, long afterKey, CancellationToken cancellationToken)
    {
        var rows = db.Customers.Where(c => c.OwnerId == order.From && c.Key > afterKey);
        if (order.CustomerIds is { } ids) rows = rows.Where(c => ids.Contains(c.Id));
        return rows.OrderBy(c => c.Key).Take(AtATime).ToListAsync(cancellationToken);
    }

    private HandoverProgress Give(CustomersDb db, HandoverOrder order, HandoverProgress progress, List<Customer> piece, string by)
    {
        var (turn, rejected, now) = (progress.Turn, progress.Rejected, time.GetUtcNow());
        List<HandoverRefusal> refused = [.. progress.Refused];
        foreach (var customer in piece)
        {
            var to = order.To.Count == 0 ? null : order.To[turn % order.To.Count];
            var (fromOwner, fromTeam) = (customer.OwnerId, customer.Team);
            if (customer.TransferTo(to?.Subject, order.Team ?? to?.Team ?? customer.Team, now) is { } refusal)
            {
                rejected++;
                if (refused.Count < Told) refused.Add(new HandoverRefusal(customer.Id, customer.Name, refusal.Code, refusal.Detail));
                continue;
            }
            turn++;
            db.Tell(customer);
            db.Publish(new CustomerTransferred(customer.Id, fromOwner, customer.OwnerId, fromTeam, customer.Team, order.Reason, by, now), customer.Id);
        }
        return new HandoverProgress(piece[^1].Key, turn, progress.Done + piece.Count, rejected, refused);
    }
}
