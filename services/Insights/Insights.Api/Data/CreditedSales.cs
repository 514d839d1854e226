using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Ledger;
using CrmPlatform.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

/// <summary>Whose sales are asked for, within what the caller's right reaches (X1).</summary>
internal sealed record CreditFilter(Caller Caller, string? Team, string? Person)
{
    public bool TakesAll => Caller.SeesAll && Team is null && Person is null;

    public bool Takes(Credit credit) => (Team is null || credit.Team == Team) && (Person is null || credit.Person == Person)
        && (Caller.SeesAll || credit.Person == Caller.Subject || (Caller.SeesTeam && credit.Team == Caller.TeamOrNone));
}

/// <summary>What a customer bought in a range, as the sums credit it.</summary>
internal sealed record SalesOfCustomer(long Customer, SalesFigures Figures);

/// <summary>
/// I13: the customers behind a sum of sales. Reads the accounts of who bought in the range and counts them as the sums do, so that the
/// list comes to the same as the sum.
/// </summary>
internal sealed class CreditedSales(InsightsDb db, Accounts accounts)
{
    private const int Chunk = 500;

    /// <summary>Up to so many customers after one, in the order of their numbers.</summary>
    public async Task<List<SalesOfCustomer>> ListAsync(
        int first, int last, Func<OrderPart, bool> counts, CreditFilter filter, long after, int take, CancellationToken cancellationToken)
    {
        var found = new List<SalesOfCustomer>();
        while (found.Count < take)
        {
            var numbers = await BuyersAsync(first, last, after, cancellationToken);
            foreach (var (no, account) in (await accounts.ReadAsync(numbers, cancellationToken)).OrderBy(pair => pair.Key))
            {
                var sum = default(SalesFigures);
                foreach (var (part, figures) in account.PerPart())
                    if (counts(part) && filter.Takes(account.CreditAt(part.At))) sum += figures;
                if (sum != default && found.Count < take) found.Add(new SalesOfCustomer(no, sum));
            }
            if (numbers.Count < Chunk) break;
            after = numbers[^1];
        }
        return found;
    }

    /// <summary>The parts that count, with their figures, of everybody; for sums by days of another time zone.</summary>
    public async IAsyncEnumerable<(OrderPart Part, SalesFigures Figures)> PartsAsync(
        int first, int last, Func<OrderPart, bool> counts, CreditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var numbers = await BuyersAsync(first, last, after, cancellationToken);
            foreach (var account in (await accounts.ReadAsync(numbers, cancellationToken)).Values)
            {
                foreach (var one in account.PerPart())
                    if (counts(one.Part) && filter.Takes(account.CreditAt(one.Part.At))) yield return one;
            }
            if (numbers.Count < Chunk) yield break;
            after = numbers[^1];
        }
    }

    /// <summary>Customers that stand for themselves and have lines in the range, their own or a merged one's.</summary>
    private Task<List<long>> BuyersAsync(int first, int last, long after, CancellationToken cancellationToken) => (
        from part in db.All<PurchaseRow>()
        where part.Day >= first && part.Day <= last
        join customer in db.All<CustomerRow>() on part.CustomerNo equals customer.No
        select customer.SurvivorNo ?? customer.No).Distinct().Where(no => no > after).OrderBy(no => no).Take(Chunk).ToListAsync(cancellationToken);
}
