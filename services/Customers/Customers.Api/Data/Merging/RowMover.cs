using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>
/// Hands the rows of one customer over to another and back, table by table and in one statement each, inside the caller's
/// transaction. What was moved is written down first, so that an undo moves exactly that, and a row that was deleted since is
/// simply gone.
/// </summary>
#pragma warning disable EF1002 // The tables and columns in the statements come from MergeTables, never from a request.
internal sealed class RowMover(CustomersDb db)
{
    private static readonly IReadOnlyList<MergeTable> Many = [.. MergeTables.All.Where(table => table.Belonging == Belonging.Many)];

    /// <param name="merge">Already saved: its key names the moves.</param>
    /// <param name="take">Tables of one row of which the merged file's row is to be taken.</param>
    /// <param name="cancellationToken">Ends the work; the caller rolls back.</param>
    public async Task HandOverAsync(CustomerMerge merge, IReadOnlyCollection<string> take, CancellationToken cancellationToken)
    {
        var held = await HeldByAsync(merge.MergedId, MergeTables.All, cancellationToken);
        await FollowedAsync(merge, held, async table =>
        {
            if (table.Belonging == Belonging.Many)
            {
                await MoveAllAsync(merge, table, cancellationToken);
                return;
            }
            var taken = take.Contains(table.Name, StringComparer.OrdinalIgnoreCase);
            if (taken) await MakeRoomAsync(merge, table, cancellationToken);
            if (!await AnyAsync(table, merge.SurvivorId, cancellationToken)) await MoveAllAsync(merge, table, cancellationToken);
            if (taken) await PointAsync(table, merge.Id, merge.MergedId, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>The merges since then of which rows were written to the merged file while it was being merged.</summary>
    public async Task<List<CustomerMerge>> LeftBehindAsync(DateTimeOffset since, CancellationToken cancellationToken) => await db.CustomerMerges
        .FromSqlRaw($"""SELECT * FROM "CustomerMerges" AS merges WHERE {string.Join(" OR ", Many.Select(table => Holds(table, "merges.\"MergedId\"")))}""")
        .AsNoTracking().Where(m => m.At > since && m.UndoneAt == null).ToListAsync(cancellationToken);

    /// <summary>Rows that were written to the merged file while it was being merged follow it.</summary>
    public async Task SweepAsync(CustomerMerge merge, CancellationToken cancellationToken)
    {
        var held = await HeldByAsync(merge.MergedId, Many, cancellationToken);
        // E6: a deal was told of with the phase that it has led to, and that stands on the merged file.
        if (held.Any(table => table.Name == "OpportunityMarks")
            && await db.AllCustomers.Where(c => c.Id == merge.MergedId && c.SalesPhaseAt != null).Select(c => new { c.SalesPhase, At = c.SalesPhaseAt!.Value }).SingleOrDefaultAsync(cancellationToken) is { } told)
            await Touches.WriteAsync(db, new Dictionary<Guid, Touch> { [merge.SurvivorId] = new(Phase: (told.SalesPhase, told.At)) }, cancellationToken);
        await FollowedAsync(merge, held, table => MoveAllAsync(merge, table, cancellationToken), cancellationToken);
    }

    /// <summary>A row that was said of a merged file and entered as another one's goes back with each merge that led there.</summary>
    public async Task NoteCameLateAsync(string table, long row, Guid told, Guid owner, CancellationToken cancellationToken)
    {
        while (told != owner && await db.CustomerMerges.Where(m => m.MergedId == told && m.UndoneAt == null)
            .OrderByDescending(m => m.Key).Select(m => new { m.Key, m.SurvivorId }).FirstOrDefaultAsync(cancellationToken) is { } merge)
        {
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "MergeMoves" ("MergeKey", "Table", "RowKey", "MadeRoom") VALUES ({merge.Key}, {table}, {row}, {false})""", cancellationToken);
            told = merge.SurvivorId;
        }
    }

    public Task HandBackAsync(CustomerMerge merge, CancellationToken cancellationToken) =>
        NamesFollowAsync(merge, () => HandBackRowsAsync(merge, cancellationToken), cancellationToken);

    private async Task HandBackRowsAsync(CustomerMerge merge, CancellationToken cancellationToken)
    {
        var leads = await db.LeadsOfAsync(merge.SurvivorId, cancellationToken);
        foreach (var table in MergeTables.All)
        {
            var one = table.Belonging == Belonging.One;
            // The row that made room waits at an id of nobody's until its place is free again.
            if (one) await BackAsync(merge, table, madeRoom: true, from: merge.MergedId, to: merge.Id, cancellationToken);
            await BackAsync(merge, table, madeRoom: false, from: merge.SurvivorId, to: merge.MergedId, cancellationToken);
            if (one && !await AnyAsync(table, merge.SurvivorId, cancellationToken)) await PointAsync(table, merge.Id, merge.SurvivorId, cancellationToken);
        }
        await db.TellLeadsAsync(leads, merge.MergedId, cancellationToken);
        await db.FollowDealsAsync([merge.SurvivorId, merge.MergedId], cancellationToken);
    }

    /// <summary>
    /// Moves table by table; leads are told of it, the people who move take along what their customer is found by (C18), and deals the phase of
    /// the sale (C6).
    /// </summary>
    private async Task FollowedAsync(CustomerMerge merge, IReadOnlyList<MergeTable> tables, Func<MergeTable, Task> move, CancellationToken cancellationToken)
    {
        var leads = tables.Any(table => table.Name == "Leads") ? await db.LeadsOfAsync(merge.MergedId, cancellationToken) : [];
        if (tables.Any(table => table.Name == "Contacts")) await NamesFollowAsync(merge, MoveAsync, cancellationToken);
        else await MoveAsync();
        await db.TellLeadsAsync(leads, merge.SurvivorId, cancellationToken);
        if (tables.Any(table => table.Name == "OpportunityMarks")) await db.FollowDealsAsync([merge.SurvivorId], cancellationToken);

        async Task MoveAsync()
        {
            foreach (var table in tables) await move(table);
        }
    }

    private Task NamesFollowAsync(CustomerMerge merge, Func<Task> move, CancellationToken cancellationToken) =>
        NamesOf.FollowAsync(db, [merge.SurvivorId, merge.MergedId], move, cancellationToken);

    /// <summary>Asked once for all: a file has rows in few of the tables, and two statements for each of the others cost most of a merge.</summary>
    private async Task<IReadOnlyList<MergeTable>> HeldByAsync(Guid customer, IReadOnlyList<MergeTable> tables, CancellationToken cancellationToken)
    {
        var branches = tables.Select(table => $"""SELECT '{table.Name}' AS "Value" WHERE {Holds(table, "{0}")}""");
        var held = await db.Database.SqlQueryRaw<string>(string.Join(" UNION ALL ", branches), Id(customer)).ToListAsync(cancellationToken);
        return [.. tables.Where(table => held.Contains(table.Name))];
    }

    private static string Holds(MergeTable table, string customer) => $"""EXISTS (SELECT 1 FROM "{table.Name}" WHERE "{table.Column}" = {customer})""";

    private async Task MoveAllAsync(CustomerMerge merge, MergeTable table, CancellationToken cancellationToken)
    {
        await NoteAsync(merge, table, merge.MergedId, madeRoom: false, cancellationToken);
        await PointAsync(table, merge.MergedId, merge.SurvivorId, cancellationToken);
    }

    private async Task MakeRoomAsync(CustomerMerge merge, MergeTable table, CancellationToken cancellationToken)
    {
        await NoteAsync(merge, table, merge.SurvivorId, madeRoom: true, cancellationToken);
        await PointAsync(table, merge.SurvivorId, merge.Id, cancellationToken);
    }

    private Task NoteAsync(CustomerMerge merge, MergeTable table, Guid owner, bool madeRoom, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        $$"""
        INSERT INTO "MergeMoves" ("MergeKey", "Table", "RowKey", "MadeRoom")
        SELECT {0}, {1}, "Key", {2} FROM "{{table.Name}}" WHERE "{{table.Column}}" = {3}
        """, [merge.Key, table.Name, madeRoom, Id(owner)], cancellationToken);

    private Task PointAsync(MergeTable table, Guid from, Guid to, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        $$"""
        UPDATE "{{table.Name}}" SET "{{table.Column}}" = {0}{{CountUp(table)}} WHERE "{{table.Column}}" = {1}
        """, [Id(to), Id(from)], cancellationToken);

    private Task BackAsync(CustomerMerge merge, MergeTable table, bool madeRoom, Guid from, Guid to, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        $$"""
        UPDATE "{{table.Name}}" SET "{{table.Column}}" = {0}{{CountUp(table)}}
        WHERE "{{table.Column}}" = {1} AND "Key" IN (SELECT "RowKey" FROM "MergeMoves" WHERE "MergeKey" = {2} AND "Table" = {3} AND "MadeRoom" = {4})
        """, [Id(to), Id(from), merge.Key, table.Name, madeRoom], cancellationToken);

    private async Task<bool> AnyAsync(MergeTable table, Guid owner, CancellationToken cancellationToken) => await db.Database.SqlQueryRaw<int>(
        $$"""
        SELECT COUNT(*) AS "Value" FROM "{{table.Name}}" WHERE "{{table.Column}}" = {0}
        """, Id(owner)).SingleAsync(cancellationToken) > 0;

    private static string CountUp(MergeTable table) => table.Versioned ? ", \"Version\" = \"Version\" + 1" : "";

    // Raw statements pass the model's conversion by: on SQLite an id is its sixteen bytes in reading order.
    private object Id(Guid id) => db.IsSqlite ? id.ToByteArray(bigEndian: true) : id;
}
