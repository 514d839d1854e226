using System.Text.Json;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>Asks the rules of C5 about customers whose time has come, and lets class overrides end (C4).</summary>
internal sealed class Reassessor(CustomersDb db, IOptions<CustomersOptions> options, TimeProvider time)
{
    public const string By = "system:customers";
    private const int AtATime = 200;

    /// <summary>One piece of the work; the number of customers looked at. Several replicas may do the same piece: one saves, the others start over.</summary>
    public async Task<int> PieceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await db.AllCustomers.Where(c => c.ReassessAt <= now).OrderBy(c => c.ReassessAt).Take(AtATime).ToListAsync(cancellationToken);
        var expired = await db.AllCustomers.Where(c => c.ClassOverriddenUntil <= now).OrderBy(c => c.ClassOverriddenUntil).Take(AtATime).ToListAsync(cancellationToken);
        var changed = expired.Where(customer => customer.EndClassOverride(By, now, new("The override expired", "覆盖已到期", "覆蓋已到期"))).ToHashSet();
        var next = await ReassessAsync(due, changed, now, cancellationToken);
        foreach (var customer in changed) db.Tell(customer, imported: customer.ReassessQuietly && !expired.Contains(customer));
        if (due.Count + expired.Count == 0) return 0;
        await db.BeginWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (next.Count > 0) await WriteNextAsync(next, cancellationToken);
        await db.CommitAsync(cancellationToken);
        return due.Count + expired.Count;
    }

    /// <summary>When something is due next; null when nothing is.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var reassess = await db.AllCustomers.Where(c => c.ReassessAt != null).MinAsync(c => c.ReassessAt, cancellationToken);
        var expiry = await db.AllCustomers.Where(c => c.ClassOverriddenUntil != null).MinAsync(c => c.ClassOverriddenUntil, cancellationToken);
        return reassess is null || expiry < reassess ? expiry ?? reassess : reassess;
    }

    private async Task<List<Next>> ReassessAsync(List<Customer> due, HashSet<Customer> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (due.Count == 0) return [];
        var terms = options.Value.StandingTerms;
        var (ids, since) = (due.Select(c => c.Id).ToArray(), now - terms.ProblemWindow);
        var open = await db.OpportunityMarks.Where(m => ids.Contains(m.CustomerId) && m.Open).Select(m => m.CustomerId).Distinct().ToHashSetAsync(cancellationToken);
        var capitals = await db.Qualifications.AsNoTracking().Where(q => ids.Contains(q.CustomerId)).ToDictionaryAsync(
            q => q.CustomerId, q => ManVerdict.Capitals(q.Money.Present, q.Authority.Present, q.Need.Present), cancellationToken);
        var complaints = (await db.ComplaintMarks.AsNoTracking().Where(m => ids.Contains(m.CustomerId) && m.OpenedAt >= since).ToListAsync(cancellationToken))
            .ToLookup(m => m.CustomerId, m => m.OpenedAt);
        var next = new List<Next>(due.Count);
        foreach (var customer in due)
        {
            var circumstances = new Circumstances(
                customer.LastContactAt, customer.LastBusinessAt, open.Contains(customer.Id), capitals.GetValueOrDefault(customer.Id), [.. complaints[customer.Id]]);
            var assessment = Assessment.Of(circumstances, terms, now);
            var active = customer.Status == CustomerStatus.Active;
            if (active && customer.Reassess(assessment, By, now)) changed.Add(customer);
            next.Add(new Next(customer.Key, customer.ReassessAt!.Value, active ? assessment.NextAt : null, circumstances.HasOpenOpportunity || circumstances.Capitals >= 2));
        }
        return next;
    }

    private object? Instant(DateTimeOffset? at) => db.IsSqlite ? at?.UtcTicks : at?.ToUniversalTime().ToString("O");

    // Past the change tracker: when the rules are asked again is no change of the file. Where something has happened since the row was
    // read it stays due.
    private Task<int> WriteNextAsync(List<Next> next, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(next.Select(row => new object?[]
        {
            row.Key, Instant(row.At), row.HasProspects ? 1 : 0, Instant(row.Seen),
        }));
        return db.Database.ExecuteSqlRawAsync(db.IsSqlite ? NextOnSqlite : NextOnSqlServer, [rows], cancellationToken);
    }

    private const string NextOnSqlite = """
        UPDATE "Customers" SET "ReassessAt" = t."At", "HasProspects" = t."Prospects", "ReassessQuietly" = 0
        FROM (SELECT value ->> 0 AS "Key", value ->> 1 AS "At", value ->> 2 AS "Prospects", value ->> 3 AS "Seen" FROM json_each({0})) AS t
        WHERE "Customers"."Key" = t."Key" AND "Customers"."ReassessAt" = t."Seen"
        """;

    private const string NextOnSqlServer = """
        UPDATE c SET [ReassessAt] = t.[At], [HasProspects] = t.[Prospects], [ReassessQuietly] = 0
        FROM [Customers] AS c JOIN OPENJSON({0}) WITH ([Key] bigint '$[0]', [At] datetimeoffset '$[1]', [Prospects] bit '$[2]', [Seen] datetimeoffset '$[3]') AS t ON c.[Key] = t.[Key] AND c.[ReassessAt] = t.[Seen]
        """;

    private sealed record Next(long Key, DateTimeOffset Seen, DateTimeOffset? At, bool HasProspects);
}
