using System.Linq.Expressions;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Duplicates;

/// <summary>
/// C16: looks through all stored files. Each index is walked for values that several files share; the files that share one are
/// compared. A run that was killed goes on at the value it had come to.
/// </summary>
internal static class ScanForDuplicates
{
    public const string JobKind = "duplicate-scan";

    public static async Task<Accepted<JobView>> QueueAsync(CustomersDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var job = db.QueueJob(JobKind, new { }, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/duplicates/scan/{job.Id}", JobView.Of(job));
    }

    internal sealed record Progress(int Index, string? Text, long? Number, long Compared, long Found);

    internal sealed class Work(TimeProvider time) : IJobWork
    {
        private const int ValuesAtATime = 100;
        private const int MostOfOneValue = 50;
        private static readonly Expression<Func<Customer, string?>>[] Texts = [c => c.Phone, c => c.Email, c => c.NormalTaxId];
        private static readonly Expression<Func<Customer, long?>>[] Numbers = [c => c.NameHash, c => c.NameHeadHash, c => c.NameTailHash];

        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await using var scope = context.NewScope();
                var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
                var job = await context.JobAsync(db, cancellationToken);
                var done = job.CheckpointAs<Progress>() ?? new Progress(0, null, null, 0, 0);
                if (done.Index == Texts.Length + Numbers.Length)
                {
                    job.Succeed(new { compared = done.Compared, found = done.Found }, time.GetUtcNow());
                    await db.SaveChangesAsync(cancellationToken);
                    return;
                }
                var next = done.Index < Texts.Length
                    ? await StepAsync(db, done, Texts[done.Index], value => done with { Text = value }, done.Text, cancellationToken)
                    : await StepAsync(db, done, Numbers[done.Index - Texts.Length], value => done with { Number = value }, done.Number, cancellationToken);
                job.Advance(next, next.Compared, next.Found, 0, next.Index * 100 / (Texts.Length + Numbers.Length));
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        private async Task<Progress> StepAsync<T>(
            CustomersDb db, Progress done, Expression<Func<Customer, T>> index, Func<T, Progress> upTo, T? after, CancellationToken cancellationToken)
        {
            var active = db.AllCustomers.AsNoTracking().Where(c => c.Status == CustomerStatus.Active).Where(Behind(index, after));
            var shared = await active.GroupBy(index).Where(same => same.Count() > 1).OrderBy(same => same.Key).Select(same => same.Key).Take(ValuesAtATime).ToListAsync(cancellationToken);
            if (shared.Count == 0) return new Progress(done.Index + 1, null, null, done.Compared, done.Found);
            var (compared, alike) = (0, new List<(Guid, Guid, Likeness)>());
            foreach (var value in shared)
            {
                var same = await active.Where(Is(index, value)).OrderBy(c => c.Key).Take(MostOfOneValue)
                    .Select(c => new { c.Id, Identifiers = new Identifiers(c.Kind, c.Name, c.Phone, c.Email, c.NormalTaxId) }).ToListAsync(cancellationToken);
                for (var i = 0; i < same.Count; i++)
                {
                    for (var j = i + 1; j < same.Count; j++, compared++)
                        if (Likeness.Between(same[i].Identifiers, same[j].Identifiers) is { } likeness) alike.Add((same[i].Id, same[j].Id, likeness));
                }
            }
            await db.NoteAsync(alike, time.GetUtcNow(), cancellationToken);
            return upTo(shared[^1]) with { Compared = done.Compared + compared, Found = done.Found + alike.Count };
        }

        private static Expression<Func<Customer, bool>> Behind<T>(Expression<Func<Customer, T>> index, T? after)
        {
            var (row, column) = (index.Parameters[0], index.Body);
            if (after is null) return Expression.Lambda<Func<Customer, bool>>(Expression.NotEqual(column, Expression.Constant(null, typeof(T))), row);
            var value = Expression.Property(Expression.Constant(new { Value = after }), "Value");
            var behind = typeof(T) == typeof(string)
                ? Expression.GreaterThan(Expression.Call(column, typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!, value), Expression.Constant(0))
                : Expression.GreaterThan(column, value);
            return Expression.Lambda<Func<Customer, bool>>(behind, row);
        }

        private static Expression<Func<Customer, bool>> Is<T>(Expression<Func<Customer, T>> index, T value) => Expression.Lambda<Func<Customer, bool>>(
            Expression.Equal(index.Body, Expression.Property(Expression.Constant(new { Value = value }), "Value")), index.Parameters[0]);
    }
}
