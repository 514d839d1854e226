using System.Linq.Expressions;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// C18: a part of a name in the order of the names. Its postings stand by how the names begin, so they are gone through from there, and those of names that begin
/// alike are sorted. Where many do (four signs of 北京市海淀区…, eight letters of Andersson Trading Ltd 17) their names are walked in their own index instead, each
/// asked for its posting, and whichever of the two comes to its end first has answered.
/// </summary>
internal sealed partial class CustomerSearch
{
    /// <summary>So many times the rows of a page cost less to sort than to think about.</summary>
    private const int Pages = 10;

    /// <summary>So many names are passed, where it is known of which keys to stop, in less time than one row is read and sorted.</summary>
    private const int Passed = 24;

    private async Task<List<Placed<T>>> NamedAsync<T>(Lead lead, string sort, PagePosition? after, int rows, Expression<Func<Customer, Placed<T>>> row, CancellationToken cancellationToken)
    {
        var page = new List<Placed<T>>();
        var all = PostingsOf(lead);
        var left = after is { Text: { } name } ? From(all, CustomerNameGram.StartOf(name), sort) : all;
        // Where other criteria leave little of them, more are gone through at a time.
        for (var most = rows * Pages; page.Count < rows; most *= 2)
        {
            var (first, last) = await StretchAsync(left, most, sort, cancellationToken);
            if (last is null)
            {
                page.AddRange(await ReadAsync(left));
                break;
            }
            if (first == last)
            {
                page.AddRange(await AlikeAsync(lead, first, sort, after is { Text: { } at } && Beginning(CustomerNameGram.StartOf(at)) == first ? after : null, rows - page.Count, row, cancellationToken));
                left = Beyond(all, first, sort);
            }
            else
            {
                page.AddRange(await ReadAsync(Before(left, last, sort)));
                left = From(all, last, sort);
            }
            after = null;
        }
        return page;

        Task<List<Placed<T>>> ReadAsync(IQueryable<CustomerNameGram> postings) => WalkNames(lead, postings, sort, after).Take(rows - page.Count).Select(row).ToListAsync(cancellationToken);
    }

    /// <summary>How the first of the postings begins and how the last of so many does; null where there are not so many.</summary>
    private async Task<(string First, string? Last)> StretchAsync(IQueryable<CustomerNameGram> postings, int most, string sort, CancellationToken cancellationToken)
    {
        var there = await StretchOf(postings, most, sort).SingleOrDefaultAsync(cancellationToken);
        if (there is null || there.Count < most) return ("", null);
        return sort[0] == '-' ? (Beginning(there.Last), Beginning(there.First)) : (Beginning(there.First), Beginning(there.Last));
    }

    /// <summary>SQL Server takes a name of seven letters and the beginning of one that goes on with a blank for the same; the longer of them stands for both.</summary>
    private string Beginning(string start) => !db.IsSqlite && CustomerNameGram.IsCut(start + " ") ? start + " " : start;

    private static IQueryable<Stretch> StretchOf(IQueryable<CustomerNameGram> postings, int most, string sort) =>
        (sort[0] == '-' ? postings.OrderByDescending(p => p.Start).ThenByDescending(p => p.CustomerKey) : postings.OrderBy(p => p.Start).ThenBy(p => p.CustomerKey))
        .Select(p => p.Start).Take(most).GroupBy(start => 1).Select(all => new Stretch { First = all.Min()!, Last = all.Max()!, Count = all.Count() });

    /// <summary>
    /// A page of those that begin alike, of which there are many. Where most have the part, the page is full after a few of the names, each asked for its posting;
    /// where few do, they are gathered, and stopped at on the way through the names, or sorted where that way is too long.
    /// </summary>
    private async Task<List<Placed<T>>> AlikeAsync<T>(Lead lead, string start, string sort, PagePosition? after, int rows, Expression<Func<Customer, Placed<T>>> row, CancellationToken cancellationToken)
    {
        var page = new List<Placed<T>>();
        for (var few = rows * Pages; page.Count < rows; few *= 4)
        {
            // The first time there are more, or nobody would have come here.
            if (few > rows * Pages && await OfFewAsync(lead, start, few, cancellationToken) is { } rare)
            {
                var isShort = await NthAsync(few * Passed) is null;
                page.AddRange(await ReadAsync(isShort ? WalkBegun(rare, Gathered(Keys(rare, start)), Begun(start, sort, after, until: null), sort) : WalkNames(rare, Alike(rare, start), sort, after)));
                break;
            }
            var until = await NthAsync(few);
            page.AddRange(await ReadAsync(WalkBegun(lead, Among(Keys(lead, start)), Begun(start, sort, after, until), sort)));
            if (until is null) break;
            after = until;
        }
        return page;

        Task<PagePosition?> NthAsync(int number) => CustomerOrder.Apply(Begun(start, sort, after, until: null), sort, after: null)
            .Skip(number - 1).Select(CustomerOrder.PlaceOf(sort)).FirstOrDefaultAsync(cancellationToken);

        Task<List<Placed<T>>> ReadAsync(IQueryable<Customer> found) => found.Take(rows - page.Count).Select(row).ToListAsync(cancellationToken);
    }

    /// <summary>Which of the grams is in few of the names that begin so; null where none is.</summary>
    private async Task<Lead?> OfFewAsync(Lead lead, string start, int few, CancellationToken cancellationToken)
    {
        foreach (var one in leads.Where(other => other.Gram is not null).OrderByDescending(other => ReferenceEquals(other, lead)))
            if (await Keys(one, start).Take(few + 1).CountAsync(cancellationToken) <= few) return one;
        return null;
    }

    private IQueryable<CustomerNameGram> PostingsOf(Lead lead) => db.CustomerNameGrams.Where(posting => posting.Gram == lead.Gram);

    private IQueryable<CustomerNameGram> Alike(Lead lead, string start) => PostingsOf(lead).Where(posting => posting.Start == start);

    private IQueryable<long> Keys(Lead lead, string start) => Alike(lead, start).Select(posting => posting.CustomerKey);

    private static IQueryable<CustomerNameGram> From(IQueryable<CustomerNameGram> postings, string start, string sort) =>
        sort[0] == '-' ? postings.Where(p => p.Start.CompareTo(start) <= 0) : postings.Where(p => p.Start.CompareTo(start) >= 0);

    private static IQueryable<CustomerNameGram> Before(IQueryable<CustomerNameGram> postings, string start, string sort) =>
        sort[0] == '-' ? postings.Where(p => p.Start.CompareTo(start) > 0) : postings.Where(p => p.Start.CompareTo(start) < 0);

    private static IQueryable<CustomerNameGram> Beyond(IQueryable<CustomerNameGram> postings, string start, string sort) =>
        sort[0] == '-' ? postings.Where(p => p.Start.CompareTo(start) < 0) : postings.Where(p => p.Start.CompareTo(start) > 0);

    /// <summary>The customers of these postings in the order of their names; only those that begin alike have to be sorted for it.</summary>
    private IQueryable<Customer> WalkNames(Lead lead, IQueryable<CustomerNameGram> postings, string sort, PagePosition? after)
    {
        foreach (var has in Others(lead)) postings = postings.Where(Of<CustomerNameGram>(posting => posting.CustomerKey, has));
        var (descending, customers) = (sort[0] == '-', Matching(ByKey()));
        if (after is { Text: { } name, Key: var key })
        {
            postings = From(postings, CustomerNameGram.StartOf(name), sort);
            customers = customers.Where(Keyset.After(c => c.SearchName, name, key, descending));
        }
        var joined = postings.Join(customers, p => p.CustomerKey, c => c.Key, (p, c) => new { p.Start, c });
        return (descending
            ? joined.OrderByDescending(row => row.Start).ThenByDescending(row => row.c.SearchName).ThenByDescending(row => row.c.Key)
            : joined.OrderBy(row => row.Start).ThenBy(row => row.c.SearchName).ThenBy(row => row.c.Key)).Select(row => row.c);
    }

    /// <summary>The same customers along the index of names: no row is read of those that are not among them.</summary>
    private IQueryable<Customer> WalkBegun(Lead lead, Expression<Func<long, bool>> has, IQueryable<Customer> begun, string sort) => Walk(begun, Others(lead).Prepend(has), sort);

    /// <summary>The index of names from where one begins so, or behind a position, to the last that does, or to a position and with it; each bound once, for a second one would be no bound.</summary>
    private IQueryable<Customer> Begun(string start, string sort, PagePosition? after, PagePosition? until)
    {
        var descending = sort[0] == '-';
        Expression<Func<Customer, bool>> least = customer => customer.SearchName.CompareTo(start) >= 0;
        Expression<Func<Customer, bool>> most = customer => customer.SearchName.CompareTo(start) <= 0;
        if (CustomerNameGram.IsCut(start))
        {
            var behind = SearchText.Behind(start);
            most = customer => customer.SearchName.CompareTo(behind) < 0;
        }
        var near = after is { Text: { } name } ? Keyset.After(c => c.SearchName, name, after.Key, descending) : descending ? most : least;
        var far = until is { Text: { } end } ? Keyset.Until(c => c.SearchName, end, until.Key, descending) : descending ? least : most;
        return Along(sort).Where(near).Where(far);
    }

    private sealed class Stretch
    {
        public required string First { get; init; }

        public required string Last { get; init; }

        public int Count { get; init; }
    }
}
