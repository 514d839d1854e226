using System.Text.Json;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Duplicates;

/// <summary>A stored file that looks like the one asked about.</summary>
internal sealed record DuplicateCandidate(Guid Id, Identifiers Identifiers, string? OwnerId, string Team, string? City, Likeness Likeness);

/// <summary>
/// C16: finds files that may be the same customer, through the indexes of phone, mail, tax id and the hashes of the name and its
/// halves, in one round trip. Each index gives a bounded number of rows, so that the cost does not grow with the number of
/// customers. Everybody's files are looked at, whoever asks: otherwise each team would keep its own copy.
/// </summary>
internal sealed class DuplicateFinder(CustomersDb db)
{
    private const int PerIndex = 20;
    private const int Probes = 5;

    /// <param name="wanted">The file in question.</param>
    /// <param name="except">The file itself, when it is stored already.</param>
    /// <param name="byName">False for a file that another system vouches for by an id of its own: then only its identifiers count.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<DuplicateCandidate>> FindAsync(Identifiers wanted, Guid? except, bool byName, CancellationToken cancellationToken)
    {
        var found = await RowsAsync(db.Customers.FromSqlRaw(db.IsSqlite ? OneOnSqlite : OneOnSqlServer, Parameters(wanted, byName)), cancellationToken);
        return [.. Judge(wanted, found.Where(row => row.Id != except), byName)];
    }

    /// <summary>The files with the same phone, mail or tax id as any of many, by what they have in common.</summary>
    public async Task<IReadOnlyList<DuplicateCandidate>> WithIdentifiersOfAsync(IReadOnlyCollection<Identifiers> many, CancellationToken cancellationToken)
    {
        var (phones, mails, taxIds) = (Json(many.Select(one => one.Phone)), Json(many.Select(one => one.Email)), Json(many.Select(one => one.TaxId)));
        if (phones is null && mails is null && taxIds is null) return [];
        var rows = await RowsAsync(db.Customers.FromSqlRaw(db.IsSqlite ? ManyOnSqlite : ManyOnSqlServer, phones ?? "[]", mails ?? "[]", taxIds ?? "[]"), cancellationToken);
        return [.. rows.Select(row => new DuplicateCandidate(row.Id, row.Identifiers, row.OwnerId, row.Team, row.City, new Likeness(100, [])))];
    }

    /// <summary>Those that are alike, the most alike first.</summary>
    private static IEnumerable<DuplicateCandidate> Judge(Identifiers wanted, IEnumerable<Row> rows, bool byName) => rows
        .Select(row => (row, Likeness: Likeness.Between(wanted, row.Identifiers)))
        .Where(pair => pair.Likeness is not null && (byName || pair.Likeness.IsExact))
        .OrderByDescending(pair => pair.Likeness!.Score).ThenBy(pair => pair.row.Id)
        .Select(pair => new DuplicateCandidate(pair.row.Id, pair.row.Identifiers, pair.row.OwnerId, pair.row.Team, pair.row.City, pair.Likeness!));

    private static async Task<List<Row>> RowsAsync(IQueryable<Customer> customers, CancellationToken cancellationToken) => await customers
        .IgnoreQueryFilters().AsNoTracking().Where(c => c.Status == CustomerStatus.Active)
        .Select(c => new Row(c.Id, new Identifiers(c.Kind, c.Name, c.Phone, c.Email, c.NormalTaxId), c.OwnerId, c.Team, c.Address.City))
        .ToListAsync(cancellationToken);

    private static object[] Parameters(Identifiers wanted, bool byName)
    {
        var (heads, tails) = byName ? wanted.Key.Probes() : ([], []);
        var parameters = new List<object?>(4 + (2 * Probes)) { wanted.Phone, wanted.Email, wanted.TaxId, byName ? wanted.Key.FullHash : null };
        for (var i = 0; i < Probes; i++) parameters.Add(i < heads.Count ? heads[i] : null);
        for (var i = 0; i < Probes; i++) parameters.Add(i < tails.Count ? tails[i] : null);
        return [.. parameters.Select(value => value ?? DBNull.Value)];
    }

    private static string? Json(IEnumerable<string?> values) => values.OfType<string>().Distinct().ToArray() is { Length: > 0 } given ? JsonSerializer.Serialize(given) : null;

    // A parameter that is null matches nothing, so one statement serves whatever is known.
    private static readonly string OneOnSqlite = One("\"", "", $" LIMIT {PerIndex}");

    private static readonly string OneOnSqlServer = One("\"", $"TOP ({PerIndex}) ", "");

    private static string One(string q, string top, string limit)
    {
        (string Column, int First, int Count)[] indexes = [("Phone", 0, 1), ("Email", 1, 1), ("NormalTaxId", 2, 1), ("NameHash", 3, 1), ("NameHeadHash", 4, Probes), ("NameTailHash", 4 + Probes, Probes)];
        var branches = indexes.Select(index =>
        {
            var values = string.Join(", ", Enumerable.Range(index.First, index.Count).Select(i => $"{{{i}}}"));
            return $"SELECT {q}Key{q} FROM (SELECT {top}{q}Key{q} FROM {q}Customers{q} WHERE {q}{index.Column}{q} IN ({values}){limit}) AS {q}{index.Column}s{q}";
        });
        return $"SELECT * FROM {q}Customers{q} WHERE {q}Key{q} IN ({string.Join(" UNION ", branches)})";
    }

    private const string ManyOnSqlite = """
        SELECT * FROM "Customers" WHERE "Key" IN (
            SELECT "Key" FROM "Customers" WHERE "Phone" IN (SELECT value FROM json_each({0}))
            UNION SELECT "Key" FROM "Customers" WHERE "Email" IN (SELECT value FROM json_each({1}))
            UNION SELECT "Key" FROM "Customers" WHERE "NormalTaxId" IN (SELECT value FROM json_each({2})))
        """;

    // In the columns' own types and collation, or their indexes would be read from end to end.
    private const string ManyOnSqlServer = """
        SELECT * FROM [Customers] WHERE [Key] IN (
            SELECT [Key] FROM [Customers] WHERE [Phone] IN (SELECT CAST([value] AS varchar(20)) COLLATE Latin1_General_100_BIN2 FROM OPENJSON({0}))
            UNION SELECT [Key] FROM [Customers] WHERE [Email] IN (SELECT [value] COLLATE Latin1_General_100_BIN2 FROM OPENJSON({1}))
            UNION SELECT [Key] FROM [Customers] WHERE [NormalTaxId] IN (SELECT CAST([value] AS nvarchar(40)) COLLATE Latin1_General_100_BIN2 FROM OPENJSON({2})))
        """;

    private sealed record Row(Guid Id, Identifiers Identifiers, string? OwnerId, string Team, string? City);
}
