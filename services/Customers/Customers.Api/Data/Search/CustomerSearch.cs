using System.Linq.Expressions;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// C18: finds customers. Each criterion also says through which index its rows can be read; the rarest of them leads. By creation and by
/// name its postings stand in the order of the list and are walked until the page is full. In any other order few rows are sorted, and
/// where there are many the index of the order is walked, on which the page is then soon found.
/// Its queries are put together of many, so all of them go without the model's filters, and <see cref="Narrow"/> says whom the caller reaches (X1).
/// </summary>
internal sealed partial class CustomerSearch(CustomersDb db, FieldRegister register, IOptions<CustomersOptions> options)
{
    private const int Rare = 1000;
    private const int Common = 10_000;
    private const int PartsOfPage = 4;

    /// <summary>So often a page is found anew whose rows changed under it.</summary>
    private const int Looks = 3;

    private readonly List<Lead> leads = [];
    private readonly List<Expression<Func<Customer, bool>>> criteria = [];
    private readonly Dictionary<string, string[]> references = [];
    private Guid? survivor;

    private DbSet<ContactTerm> Terms => db.Set<ContactTerm>();

    /// <summary>The rows of a page in order, one more than <paramref name="limit"/> when there is another page.</summary>
    public async Task<List<Placed<T>>> PageAsync<T>(CustomerCriteria criteria, string? sort, PagePosition? after, int limit, CustomerRows<T> row, CancellationToken cancellationToken)
    {
        await NarrowAsync(criteria, cancellationToken);
        if (IsPlain(criteria) && sort is null or CustomerOrder.Newest) return await row.Newest(db, after, limit + 1).ToListAsync(cancellationToken);
        return await LedAsync(sort, after, limit + 1, row.InOrder(sort), cancellationToken);
    }

    /// <summary>Narrowed to nothing but the active ones.</summary>
    private bool IsPlain(CustomerCriteria c) => leads.Count == 0 && criteria.Count == 2 && c.Status is null;

    /// <summary>How many customers match; counted anew each time.</summary>
    public async Task<long> CountAsync(CustomerCriteria criteria, CancellationToken cancellationToken)
    {
        await NarrowAsync(criteria, cancellationToken);
        var (rarest, count) = await RarestAsync(Common, cancellationToken);
        if (count == 0) return 0;
        var found = count <= Common ? rarest!.Keys.Join(Matching(ByKey()), k => k, c => c.Key, (k, c) => c) : Matching(db.AllCustomers);
        return await found.LongCountAsync(cancellationToken);
    }

    /// <summary>What is asked where the last criterion is the rarest; for a review of the statements.</summary>
    internal (IQueryable<long> Keys, IQueryable<Customer> Rows) Led(CustomerCriteria criteria, string? sort)
    {
        Narrow(criteria);
        var lead = leads[^1];
        return (lead.Keys, CustomerOrder.IsByName(sort) && lead.Gram is not null ? WalkNames(lead, Before(PostingsOf(lead), "m", sort!), sort!, after: null) : WalkKeys(Narrowed(lead), sort, after: null));
    }

    /// <summary>The same where the order's index is walked instead, or that of names as far as they begin so; and how it is seen that many do.</summary>
    internal (IQueryable<Customer> Rows, IQueryable<object> Stretch) LedAlong(CustomerCriteria criteria, string sort, string? start = null)
    {
        Narrow(criteria);
        var lead = leads[^1];
        var rows = start is null ? Walk(Along(sort), Others(lead).Prepend(Gathered(lead.Keys)), sort) : WalkBegun(lead, Among(Keys(lead, start)), Begun(start, sort, after: null, until: null), sort);
        return (rows, StretchOf(PostingsOf(lead), 510, sort));
    }

    private async Task<List<Placed<T>>> LedAsync<T>(string? sort, PagePosition? after, int rows, Expression<Func<Customer, Placed<T>>> row, CancellationToken cancellationToken)
    {
        if (leads.Count == 0) return await ReadAsync(WalkOrder(sort, after));
        if (CustomerOrder.IsByCreation(sort) && leads is [{ InOrder: true } only]) return await ReadAsync(WalkKeys(only.Keys, sort, after));
        var few = await FewAsync(rows, cancellationToken);
        var (rarest, count) = await RarestAsync(few, cancellationToken);
        if (count == 0) return [];
        if (CustomerOrder.IsByCreation(sort)) return await ReadAsync(count <= few || rarest!.InOrder ? WalkKeys(Narrowed(rarest!), sort, after) : WalkOrder(sort, after));
        if (CustomerOrder.IsByName(sort) && (count <= few ? rarest : leads.Find(lead => lead.Gram is not null)) is { Gram: not null } named)
            return count <= rows * Pages && ReferenceEquals(named, rarest) ? await ReadAsync(WalkNames(named, PostingsOf(named), sort!, after)) : await NamedAsync(named, sort!, after, rows, row, cancellationToken);
        return await OrderedAsync(rarest!, count, few, sort!, after, rows, row, cancellationToken);

        Task<List<Placed<T>>> ReadAsync(IQueryable<Customer> found) => found.Take(rows).Select(row).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// In any order but those by creation and by name. Of some the keys of the page are found first and its rows read then: whose file went in between would leave
    /// the page short, as if it were the last one, and whose moved in the order would take the next page along. So such a page is found anew, and at last in one statement.
    /// </summary>
    private async Task<List<Placed<T>>> OrderedAsync<T>(
        Lead rarest, int count, int few, string sort, PagePosition? after, int rows, Expression<Func<Customer, Placed<T>>> row, CancellationToken cancellationToken)
    {
        for (var look = 1; look <= Looks && await KeysAsync(rarest, count, few, sort, after, rows, cancellationToken) is { } keys; look++)
        {
            var page = await Whole(keys, sort).Take(rows).Select(row).ToListAsync(cancellationToken);
            if (page.Select(placed => placed.Position.Key).SequenceEqual(keys)) return page;
        }
        var found = count <= few ? Sorted(rarest, sort, after, rows) : WalkOrder(sort, after);
        return await found.Take(rows).Select(row).ToListAsync(cancellationToken);
    }

    /// <summary>The keys of a page in its order, where they are found soonest by themselves; null where they are not.</summary>
    private async Task<List<long>?> KeysAsync(Lead rarest, int count, int few, string sort, PagePosition? after, int rows, CancellationToken cancellationToken)
    {
        if (count > few && !rarest.InOrder) return null;
        if (CustomerOrder.IsStepped(sort)) return await StepAsync(rarest, count, sort, after, rows, cancellationToken);
        if (count > rows * Pages && CustomerOrder.IsShared(sort) && await SharedAsync(rarest, count, few, sort, after, rows, cancellationToken) is { } shared) return shared;
        return await PassAsync(rarest, count, few, sort, after, rows, cancellationToken);
    }

    private IQueryable<Customer> Sorted(Lead rarest, string sort, PagePosition? after, int rows)
    {
        var sorted = Narrowed(rarest).Join(Matching(ByKey()), k => k, c => c.Key, (k, c) => c);
        var keys = CustomerOrder.Apply(sorted, sort, after).Select(c => c.Key).Take(rows);
        return CustomerOrder.Apply(ByKey().AsNoTracking().Where(c => keys.Contains(c.Key)), sort, after: null);
    }

    /// <summary>
    /// An order of many values: its index is passed with a stop at each that matches, as far as that costs no more than to sort them; null where the page is not full
    /// by then, for they stand somewhere else. Those without a value come before all others: where they fill the page, nothing is passed.
    /// </summary>
    private async Task<List<long>?> PassAsync(Lead rarest, int count, int few, string sort, PagePosition? after, int rows, CancellationToken cancellationToken)
    {
        var (page, descending, without) = (new List<long>(), sort[0] == '-', CustomerOrder.At(Along(sort), sort, null));
        if (!descending && after?.Text is null) page.AddRange(await AtAsync(rarest, count, without, sort, after, rows, cancellationToken));
        if (page.Count == rows) return page;
        if (!descending || after is not { Text: null })
        {
            var position = after;
            foreach (var (has, far) in Passes(rarest, count, few))
            {
                var index = CustomerOrder.WithText(Along(sort), sort, position);
                position = far is { } most ? await CustomerOrder.Apply(index, sort, after: null).Skip(most - 1).Select(CustomerOrder.PlaceOf(sort)).FirstOrDefaultAsync(cancellationToken) : null;
                if (position is not null) index = CustomerOrder.Until(index, sort, position);
                page.AddRange(await Walk(index, Others(rarest).Prepend(has), sort).Select(c => c.Key).Take(rows - page.Count).ToListAsync(cancellationToken));
                if (page.Count == rows) return page;
                if (position is null) return descending ? await WithThoseWithoutAsync(null) : page;
            }
            return null;
        }
        return await WithThoseWithoutAsync(after);

        async Task<List<long>> WithThoseWithoutAsync(PagePosition? behind) => [.. page, .. await AtAsync(rarest, count, without, sort, behind, rows - page.Count, cancellationToken)];
    }

    /// <summary>
    /// By what a match is known on the way, and how far. Many of all are soon met, so each key is asked for; if not, and where there are fewer, they are gathered first.
    /// So few that they are sorted as soon are not passed at all.
    /// </summary>
    private static IEnumerable<(Expression<Func<long, bool>> Has, int? Far)> Passes(Lead rarest, int count, int few)
    {
        if (count <= few)
        {
            if (count > few / 4) yield return (Gathered(rarest.Keys), count * Passed);
            yield break;
        }
        if (rarest.Has is not { } has) yield break;
        yield return (has, few);
        yield return (Gathered(rarest.Keys), null);
    }

    /// <summary>Only the page itself is read whole: what was sorted or walked are keys and not files.</summary>
    private IQueryable<Customer> Whole(List<long> page, string? sort) =>
        CustomerOrder.Apply(ByKey().AsNoTracking().Where(c => EF.Parameter(page).Contains(c.Key)), sort, after: null);

    /// <summary>
    /// An order of few values is a list by key for each of them, one behind the other: nothing is sorted, and where many match, the
    /// first value or two fill the page.
    /// </summary>
    private async Task<List<long>> StepAsync(Lead rarest, int count, string sort, PagePosition? after, int rows, CancellationToken cancellationToken)
    {
        var page = new List<long>();
        var there = await db.Database.SqlQueryRaw<int>(CustomerOrder.ValuesThereAre(sort)).ToListAsync(cancellationToken);
        foreach (var value in CustomerOrder.Steps(sort, there, after))
        {
            page.AddRange(await AtAsync(rarest, count, CustomerOrder.At(Along(sort), sort, value), sort, after?.Number == value ? after : null, rows - page.Count, cancellationToken));
            if (page.Count == rows) break;
        }
        return page;
    }

    /// <summary>
    /// So is one of a text that many share, a team's name, as long as each value has its part of a page to expect. Null where one has not, or where one after the
    /// other brings too little: then the order is walked or sorted.
    /// </summary>
    private async Task<List<long>?> SharedAsync(Lead rarest, int count, int few, string sort, PagePosition? after, int rows, CancellationToken cancellationToken)
    {
        var page = new List<long>();
        var text = after is null ? await CustomerOrder.FirstTextAsync(Along(sort), sort, cancellationToken) : after.Text;
        // All customers are few × few ÷ rows, and of them as many match as are counted.
        var enough = (int)Math.Min((long)few * few / count / PartsOfPage, int.MaxValue);
        for (var part = 0; part < 2 * PartsOfPage; part++)
        {
            var at = CustomerOrder.AtText(Along(sort), sort, text);
            if (text is not null && await at.Select(c => c.Key).Take(enough).CountAsync(cancellationToken) < enough) return null;
            var before = page.Count;
            page.AddRange(await AtAsync(rarest, count, at, sort, part == 0 ? after : null, rows - page.Count, cancellationToken));
            if (page.Count == rows) return page;
            if (text is not null && part > 0 && page.Count == before) return null;
            var next = await CustomerOrder.NextTextAsync(Along(sort), sort, text, cancellationToken);
            if (next is null && (text is null || sort[0] != '-')) return page;
            text = next;
        }
        return null;
    }

    /// <summary>The first matching keys that have one value of the order's field, found by whichever is rarer: the value or what was asked for.</summary>
    private async Task<List<long>> AtAsync(Lead rarest, int count, IQueryable<Customer> at, string sort, PagePosition? after, int rows, CancellationToken cancellationToken)
    {
        var step = new Lead(at.Select(c => c.Key)) { Has = Among(at.Select(c => c.Key)) };
        var there = await step.Keys.Take(count).CountAsync(cancellationToken);
        if (there == 0) return [];
        leads.Add(step);
        var keys = WalkKeys(Narrowed(there < count ? step : rarest), sort[0] == '-' ? CustomerOrder.Newest : $"-{CustomerOrder.Newest}", after).Select(c => c.Key);
        leads.Remove(step);
        return await keys.Take(rows).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Up to how many rows it costs less to sort them than to walk the order's index until the page is full: walking passes
    /// customers × page ÷ matches rows, sorting reads each match.
    /// </summary>
    private async Task<int> FewAsync(int rows, CancellationToken cancellationToken)
    {
        // Keys follow each other, so the last one says how many there are, near enough.
        var customers = await db.AllCustomers.MaxAsync(c => (long?)c.Key, cancellationToken) ?? 0;
        return Math.Max(rows, (int)Math.Sqrt((double)rows * customers));
    }

    /// <summary>Along the index of the order. SQLite keeps no statistics here and would begin at any index that a criterion names, and sort what it finds.</summary>
    private IQueryable<Customer> WalkOrder(string? sort, PagePosition? after)
    {
        if (CustomerOrder.IsByCreation(sort) || !Others(null).Any()) return CustomerOrder.Apply(Matching(Along(sort)), sort, after);
        return Walk(CustomerOrder.Behind(Along(sort), sort!, after), Others(null), sort!);
    }

    /// <summary>Along an order's index. What other indexes can say of a key is asked on the way, and only the rows of which they say yes are read.</summary>
    private IQueryable<Customer> Walk(IQueryable<Customer> index, IEnumerable<Expression<Func<long, bool>>> asked, string sort) =>
        CustomerOrder.Walk(asked.Aggregate(index, (customers, has) => customers.Where(Of<Customer>(c => c.Key, has))), Matching(ByKey()), sort);

    private IQueryable<Customer> Along(string? sort) => AlongOnSqlite(CustomerOrder.AlongOnSqlite(sort));

    private IQueryable<Customer> Along(LambdaExpression field) => AlongOnSqlite(CustomerOrder.AlongOnSqlite(field));

    private IQueryable<Customer> AlongOnSqlite(string sql) => db.IsSqlite ? db.Customers.FromSqlRaw(sql).IgnoreQueryFilters() : db.AllCustomers;

    /// <summary>For rows whose keys are known: by them, and by no index of another criterion.</summary>
    private IQueryable<Customer> ByKey() => Along(CustomerOrder.Newest);

    private IQueryable<Customer> WalkKeys(IQueryable<long> lead, string? sort, PagePosition? after)
    {
        var oldestFirst = sort == $"-{CustomerOrder.Newest}";
        if (after is { Key: var key }) lead = oldestFirst ? lead.Where(k => k > key) : lead.Where(k => k < key);
        var joined = lead.Join(Matching(ByKey()), k => k, c => c.Key, (k, c) => new { k, c });
        return (oldestFirst ? joined.OrderBy(row => row.k) : joined.OrderByDescending(row => row.k)).Select(row => row.c);
    }

    /// <summary>Keys that the other leads have too: asked of their indexes, which are small, and not of the rows, which are not.</summary>
    private IQueryable<long> Narrowed(Lead lead) => Others(lead).Aggregate(lead.Keys, (keys, has) => keys.Where(has));

    private IEnumerable<Expression<Func<long, bool>>> Others(Lead? lead) => leads.Where(other => !ReferenceEquals(other, lead)).Select(other => other.Has).OfType<Expression<Func<long, bool>>>();

    /// <summary>Whether a key is among others. With its limit SQLite asks it before it reads the key's row; without, it would make a join of it that comes behind the row.</summary>
    private static Expression<Func<long, bool>> Among(IQueryable<long> keys) => key => keys.Where(other => other == key).Take(1).Any();

    /// <summary>The same of keys that are not too many: they are gathered once, and then it is known of nearly every other key at once that it is not among them.</summary>
    private static Expression<Func<long, bool>> Gathered(IQueryable<long> keys) => key => keys.Contains(key);

    private static Expression<Func<T, bool>> Of<T>(Expression<Func<T, long>> key, Expression<Func<long, bool>> has) =>
        Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(has.Parameters[0], key.Body, has.Body), key.Parameters);

    /// <summary>The lead with the fewest rows and how many; where all have more than <paramref name="most"/>, any and one more than that.</summary>
    private async Task<(Lead? Lead, int Count)> RarestAsync(int most, CancellationToken cancellationToken)
    {
        if (leads.Count == 0) return (null, most + 1);
        var best = (Lead: leads[0], Count: int.MaxValue);
        foreach (var bound in new[] { Math.Min(Rare, most), most })
        {
            best.Count = int.MaxValue;
            foreach (var lead in leads)
            {
                var count = await lead.Keys.Take(Math.Min(best.Count, bound + 1)).CountAsync(cancellationToken);
                if (count < best.Count || (count == best.Count && lead.InOrder && !best.Lead.InOrder)) best = (lead, count);
                if (count == 0) return best;
            }
            if (best.Count <= bound) return best;
        }
        return (best.Lead, most + 1);
    }

    private IQueryable<Customer> Matching(IQueryable<Customer> customers) =>
        criteria.Aggregate(customers.AsNoTracking(), (narrowed, criterion) => narrowed.Where(criterion));

    /// <summary>Where the rows of a criterion can be read.</summary>
    private sealed record Lead(IQueryable<long> Keys)
    {
        /// <summary>The index gives the keys in their order, so that a walk by creation may stop at the end of a page.</summary>
        public bool InOrder { get; init; } = true;

        /// <summary>Whether it has a key, asked of its index; null where that would not be cheap.</summary>
        public Expression<Func<long, bool>>? Has { get; init; }

        /// <summary>What the names have in common, where that is all: the same rows are to be had in the order of the customers' names.</summary>
        public string? Gram { get; init; }
    }
}
