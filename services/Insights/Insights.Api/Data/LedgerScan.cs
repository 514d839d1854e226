using System.Runtime.CompilerServices;
using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

/// <summary>What a customer's ledger comes to on one day.</summary>
internal readonly record struct LedgerDay(int Day, long Net, int Orders);

/// <summary>
/// Passes over the whole ledger, customer by customer in the order of their numbers, once per call; merged customers come with their
/// survivor, after all others. For what is computed over all customers on a day that is said: a scan, and never part of a request
/// for a dashboard.
/// </summary>
internal sealed class LedgerScan(InsightsDb db)
{
    /// <param name="until">The last day that counts.</param>
    public async IAsyncEnumerable<(long Customer, IReadOnlyList<LedgerDay> Days)> DaysAsync(DateOnly until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var survivors = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
        var heads = survivors.Values.ToHashSet();
        var families = new Dictionary<long, List<(string Order, int Day, long Net, bool Sale)>>();
        var own = new List<(string Order, int Day, long Net, bool Sale)>();
        long? current = null;
        await foreach (var (customer, line) in LinesAsync(until.DayNumber, cancellationToken))
        {
            if (customer != current)
            {
                if (own.Count > 0) yield return (current!.Value, Sum(own));
                (current, own) = (customer, []);
            }
            if (survivors.TryGetValue(customer, out var head) || heads.Contains(head = customer))
            {
                if (!families.TryGetValue(head, out var family)) families.Add(head, family = []);
                family.Add(line);
            }
            else
            {
                own.Add(line);
            }
        }
        if (own.Count > 0) yield return (current!.Value, Sum(own));
        foreach (var (head, lines) in families.OrderBy(pair => pair.Key)) yield return (head, Sum(lines));
    }

    // Past EF: of ten million rows each microsecond counts.
    private async IAsyncEnumerable<(long Customer, (string Order, int Day, long Net, bool Sale) Line)> LinesAsync(int until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = db.All<PurchaseRow>().Where(p => p.Day <= until).OrderBy(p => p.CustomerNo).ThenBy(p => p.OrderNumber).ThenBy(p => p.Ordinal)
            .Select(p => new { p.CustomerNo, p.OrderNumber, p.Day, p.Sales, p.Refunds, p.SaleLines }).CreateDbCommand();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                yield return (reader.GetInt64(0), (reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3) - reader.GetInt64(4), reader.GetInt32(5) > 0));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Day by day; an order counts once, on the day of the first of its parts that has a sale. Lines come in the order of orders and their parts.</summary>
    public static List<LedgerDay> Sum(IEnumerable<(string Order, int Day, long Net, bool Sale)> lines)
    {
        var days = new SortedDictionary<int, (long Net, int Orders)>();
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (order, day, net, sale) in lines)
        {
            var sum = days.GetValueOrDefault(day);
            days[day] = (checked(sum.Net + net), sum.Orders + (sale && counted.Add(order) ? 1 : 0));
        }
        return [.. days.Select(day => new LedgerDay(day.Key, day.Value.Net, day.Value.Orders))];
    }
}
