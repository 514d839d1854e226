using System.Linq.Expressions;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// C18: finds customers. Each criterion also says through which index its rows can be read; the rarest of them leads, and by
/// creation its postings are walked in the order of the list, so that a page is found after about as many rows as it shows,
/// however many customers there are.
/// </summary>
internal sealed class CustomerSearch(CustomersDb db, FieldRegister register)
{
    private const int Rare = 1000;
    private const int Common = 10_000;
    private const int GramsTried = 6;

    private readonly List<IQueryable<long>> leads = [];
    private IQueryable<Customer> matching = db.Customers.AsNoTracking();

    /// <summary>The rows of a page in order, one more than <paramref name="limit"/> when there is another page.</summary>
    public async Task<List<Customer>> PageAsync(CustomerCriteria criteria, string? sort, PagePosition? after, int limit, CancellationToken cancellationToken)
    {
        Narrow(criteria);
        var found = await LedAsync(sort, after, cancellationToken);
        return found is null ? [] : await found.Take(limit + 1).ToListAsync(cancellationToken);
    }

    /// <summary>How many customers match; counted anew each time.</summary>
    public async Task<long> CountAsync(CustomerCriteria criteria, CancellationToken cancellationToken)
    {
        Narrow(criteria);
        var rarest = await RarestAsync(cancellationToken);
        if (rarest is { Count: 0 }) return 0;
        var found = rarest is { Count: <= Common } few ? Join(few.Keys) : matching;
        return await found.LongCountAsync(cancellationToken);
    }

    private async Task<IQueryable<Customer>?> LedAsync(string? sort, PagePosition? after, CancellationToken cancellationToken)
    {
        if (leads.Count == 0) return CustomerOrder.Apply(matching, sort, after);
        if (CustomerOrder.IsByCreation(sort))
        {
            var lead = leads.Count == 1 ? leads[0] : (await RarestAsync(cancellationToken)).Keys;
            return Walk(lead, sort, after);
        }
        var rarest = await RarestAsync(cancellationToken);
        if (rarest.Count == 0) return null;
        if (rarest.Count > Common) return CustomerOrder.Apply(matching, sort, after);
        var keys = await rarest.Keys.ToListAsync(cancellationToken);
        return CustomerOrder.Apply(matching.Where(c => keys.Contains(c.Key)), sort, after);
    }

    private IQueryable<Customer> Walk(IQueryable<long> lead, string? sort, PagePosition? after)
    {
        if (after is { Key: var key }) lead = sort == $"-{CustomerOrder.Newest}" ? lead.Where(k => k > key) : lead.Where(k => k < key);
        var joined = lead.Join(matching, k => k, c => c.Key, (k, c) => new { k, c });
        return (sort == $"-{CustomerOrder.Newest}" ? joined.OrderBy(row => row.k) : joined.OrderByDescending(row => row.k)).Select(row => row.c);
    }

    private IQueryable<Customer> Join(IQueryable<long> lead) => lead.Join(matching, k => k, c => c.Key, (k, c) => c);

    private async Task<(IQueryable<long> Keys, int Count)> RarestAsync(CancellationToken cancellationToken)
    {
        if (leads.Count == 0) return (matching.Select(c => c.Key), Common + 1);
        var best = (Keys: leads[0], Count: int.MaxValue);
        foreach (var most in new[] { Rare, Common })
        {
            foreach (var lead in leads)
            {
                var count = await lead.Take(Math.Min(best.Count, most + 1)).CountAsync(cancellationToken);
                if (count < best.Count) best = (lead, count);
                if (count == 0) return best;
            }
            if (best.Count <= most) return best;
            best = (best.Keys, int.MaxValue);
        }
        return (best.Keys, Common + 1);
    }

    private void Narrow(CustomerCriteria c)
    {
        var status = c.Status?.Value ?? CustomerStatus.Active;
        if (status == CustomerStatus.Merged) matching = matching.IgnoreQueryFilters(CustomersDb.WithMerged);
        matching = matching.Where(customer => customer.Status == status);
        if (db.KeysInReach() is { } reach) leads.Add(reach);
        OneOf(customer => customer.Kind, c.Kind, values => customer => values.Contains(customer.Kind));
        OneOf(customer => customer.Role, c.Role, values => customer => values.Contains(customer.Role));
        OneOf(customer => customer.Channel, c.Channel, values => customer => values.Contains(customer.Channel!.Value));
        OneOf(customer => customer.Source, c.Source, values => customer => values.Contains(customer.Source));
        OneOf(customer => customer.Grade, c.Grade, values => customer => values.Contains(customer.Grade));
        OneOf(customer => customer.Class, c.Class, values => customer => values.Contains(customer.Class));
        OneOf(customer => customer.Maturity, c.Maturity, values => customer => values.Contains(customer.Maturity));
        OneOf(customer => customer.Heat, c.Heat, values => customer => values.Contains(customer.Heat));
        OneOf(customer => customer.Zone, c.Zone, values => customer => values.Contains(customer.Zone!.Value));
        OneOf(customer => customer.Stage, c.Stage, values => customer => values.Contains(customer.Stage));
        if (c.OwnerId is { } owner) Also(customer => customer.OwnerId == owner);
        if (c.Team is { } team) Also(customer => customer.Team == team);
        if (c.ExternalId is { } external) Also(customer => customer.ExternalId == external);
        if (c.Email is { } email && email.Trim().ToLowerInvariant() is var mail) Also(customer => customer.Email == mail);
        if (c.TaxId is { } tax) Also(customer => customer.TaxId == tax);
        if (c.IsProblem is { } problem) Also(customer => customer.IsProblem == problem);
        if (c.InPool is { } pool) Also(customer => customer.InPool == pool);
        if (c.City is { } city) Only(customer => customer.Address.City == city);
        if (c.Country is { } country) Only(customer => customer.Address.Country == country);
        if (c.Ended is { } ended) Only(customer => (customer.EndedAt != null) == ended);
        if (c.CreatedFrom is { } from) Only(customer => customer.CreatedAt >= from);
        if (c.CreatedBefore is { } before) Only(customer => customer.CreatedAt < before);
        if (c.Tag is { } tag) Tagged(SearchText.Normalise(tag));
        foreach (var condition in c.Field ?? []) WithField(condition);
        if (c.Phone is { } phone && Phone.DigitsOfQuery(phone) is { } number) ByPhone(number);
        if (c.Q is { } q) ByText(q);
    }

    private void Also(Expression<Func<Customer, bool>> criterion)
    {
        matching = matching.Where(criterion);
        leads.Add(db.AllCustomers.Where(criterion).Select(customer => customer.Key));
    }

    /// <summary>A criterion that no index helps with.</summary>
    private void Only(Expression<Func<Customer, bool>> criterion) => matching = matching.Where(criterion);

    private void OneOf<T>(Expression<Func<Customer, T?>> field, ServiceDefaults.Vocabulary.Coded<T>[]? wanted, Func<T[], Expression<Func<Customer, bool>>> any) where T : struct, Enum
    {
        if (wanted is not { Length: > 0 }) return;
        if (wanted.Length > 1)
        {
            Only(any([.. wanted.Select(code => code.Value)]));
            return;
        }
        T? only = wanted[0].Value;
        Also(Expression.Lambda<Func<Customer, bool>>(Expression.Equal(field.Body, Keyset.Constant(only)), field.Parameters[0]));
    }

    private void Tagged(string tag)
    {
        var postings = db.CustomerTags.Where(posting => posting.Tag == tag);
        matching = matching.Where(customer => postings.Any(posting => posting.CustomerKey == customer.Key));
        leads.Add(postings.Select(posting => posting.CustomerKey));
    }

    /// <exception cref="ProblemException">400 when it is no condition on a custom field.</exception>
    private void WithField(string condition)
    {
        if (FieldFilter.Parse(condition, register.Fields, out var wrong) is not { } filter) throw new ProblemException(StatusCodes.Status400BadRequest, "field.condition", wrong!);
        var (from, to) = (filter.From, filter.To);
        var terms = db.Set<CustomerFieldTerm>();
        var postings = from == to ? terms.Where(t => t.Term == from) : terms.Where(t => t.Term.CompareTo(from) >= 0 && t.Term.CompareTo(to) <= 0);
        matching = matching.Where(customer => postings.Any(posting => posting.CustomerKey == customer.Key));
        leads.Add(postings.Select(posting => posting.CustomerKey));
    }

    private void ByText(string q)
    {
        if (Phone.DigitsOfQuery(q) is { } digits)
        {
            ByPhone(digits);
            return;
        }
        if (q.Contains('@', StringComparison.Ordinal))
        {
            var mail = q.Trim().ToLowerInvariant();
            var end = mail + "\uffff";
            Also(customer => customer.Email!.CompareTo(mail) >= 0 && customer.Email!.CompareTo(end) < 0);
            return;
        }
        var text = SearchText.Normalise(q);
        if (text.Length == 0) return;
        matching = matching.Where(customer => customer.SearchName.Contains(text));
        leads.AddRange(SearchText.GramsOfQuery(text).Take(GramsTried).Select(Postings));
    }

    private IQueryable<long> Postings((string Gram, bool Whole) gram)
    {
        if (gram.Whole) return db.CustomerGrams.Where(posting => posting.Gram == gram.Gram).Select(posting => posting.CustomerKey);
        var end = gram.Gram + "\uffff";
        // A beginning of several grams: the same customer may stand under more than one of them.
        return db.CustomerGrams.Where(posting => posting.Gram.CompareTo(gram.Gram) >= 0 && posting.Gram.CompareTo(end) < 0).Select(posting => posting.CustomerKey).Distinct();
    }

    // A number is known by its beginning (with or without +) or by its end.
    private void ByPhone(string digits)
    {
        var (from, to) = ("+" + digits, "+" + digits + ":");
        var reversed = new string([.. digits.TrimStart('0').Reverse()]);
        var (endFrom, endTo) = (reversed, reversed + ":");
        Also(customer =>
            (customer.Phone!.CompareTo(from) >= 0 && customer.Phone!.CompareTo(to) < 0)
            || (customer.PhoneReversed!.CompareTo(endFrom) >= 0 && customer.PhoneReversed!.CompareTo(endTo) < 0));
    }
}
