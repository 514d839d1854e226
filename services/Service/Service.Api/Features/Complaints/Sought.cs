using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Numbers;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>
/// S1: what somebody with a customer at the telephone looks for: a number of ours, a phone number or mail address of whoever complained or of the
/// customer, or words of the summary, all of them (the first eight), compared as the database compares. Each is found by an index of its own.
/// </summary>
/// <param name="Words">Of the summary; none where a complaint was found by its number.</param>
/// <param name="Known">What was found by number, phone or mail.</param>
internal sealed record Sought(string[] Words, long[] Known)
{
    private const int MostWords = 8;
    private const int MostKnown = 500;

    /// <summary>A number or an address of more files than this is nobody's own.</summary>
    private const int MostOfOne = 20;

    /// <summary>Null when nothing is looked for.</summary>
    public static async Task<Sought?> ReadAsync(string? asked, ComplaintsDb db, string region, CancellationToken cancellationToken)
    {
        if (asked?.Trim() is not { Length: > 0 } text) return null;
        string[] words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
        // Of what has as many characters one in 23 looks like a number of ours, an order number as well.
        if (ComplaintNumber.Parse(text) is { IsAccepted: true, Value: var number }
            && await db.Complaints.Where(c => c.NumberValue == number.Value).Select(c => c.Key).ToArrayAsync(cancellationToken) is { Length: > 0 } numbered)
            return new Sought([], numbered);
        string[] reached = text.Contains('@', StringComparison.Ordinal) ? [.. new[] { text, text.ToLowerInvariant() }.Distinct()]
            : Phone.WaysToWrite(text, region);
        if (reached.Length == 0) return new Sought(words, []);
        var customers = await CustomersAsync(db, reached, cancellationToken);
        var known = new HashSet<long>();
        foreach (var keys in KnownBy(db, reached, customers)) known.UnionWith(await keys.ToListAsync(cancellationToken));
        return new Sought(words, [.. known]);
    }

    /// <summary>The newest of each; whether the caller may see them is asked later.</summary>
    internal static IEnumerable<IQueryable<long>> KnownBy(ComplaintsDb db, string[] reached, Guid[] customers)
    {
        yield return Newest(db.AllComplaints.Where(c => reached.Contains(c.ReporterEmail)));
        yield return Newest(db.AllComplaints.Where(c => reached.Contains(c.ReporterPhone)));
        foreach (var customer in customers) yield return Newest(db.AllComplaints.Where(c => c.CustomerId == customer));

        static IQueryable<long> Newest(IQueryable<Complaint> complaints) => complaints.OrderByDescending(c => c.Key).Select(c => c.Key).Take(MostKnown);
    }

    public IQueryable<Complaint> Among(IQueryable<Complaint> complaints, ComplaintsDb db)
    {
        var known = Known;
        if (Words.Length == 0) return complaints.Where(c => known.Contains(c.Key));
        var said = Said(db);
        return known.Length == 0 ? complaints.Where(c => said.Contains(c.Key)) : complaints.Where(c => said.Contains(c.Key) || known.Contains(c.Key));
    }

    // As a statement: a query would look at each row for whether the caller may see it, and the rows are long.
    private IQueryable<long> Said(ComplaintsDb db)
    {
        var all = string.Join(" AND ", Words.Select((_, at) => $$"""
            "Summary" LIKE {{{at}}} ESCAPE '\'
            """));
        var sql = $"""
            SELECT "Key" AS "Value" FROM "Complaints" WHERE {all}
            """;
        return db.Database.SqlQueryRaw<long>(sql, [.. Words.Select(object (word) => $"%{word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace("[", @"\[")}%")]);
    }

    // C16: of a merged file the one that stands for it.
    private static async Task<Guid[]> CustomersAsync(ComplaintsDb db, string[] reached, CancellationToken cancellationToken)
    {
        var files = await db.Customers.AsNoTracking().Where(customer => reached.Contains(customer.Email)).Select(customer => customer.CustomerId)
            .Concat(db.Customers.AsNoTracking().Where(customer => reached.Contains(customer.Phone)).Select(customer => customer.CustomerId)).Take(MostOfOne + 1).ToArrayAsync(cancellationToken);
        if (files.Length > MostOfOne) return [];
        return [.. (await db.StandForAsync(files, cancellationToken)).Values.Select(customer => customer.CustomerId).Distinct()];
    }
}
