using System.Linq.Expressions;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What is asked for, criterion by criterion: each narrows the rows, and most say where theirs can be read.</summary>
internal sealed partial class CustomerSearch
{
    private async Task NarrowAsync(CustomerCriteria c, CancellationToken cancellationToken)
    {
        // C16: a reference to a file that has been merged leads to the survivor, so who asks for either asks for all that are one with it.
        foreach (var condition in c.Field ?? [])
            if (FieldFilter.Parse(condition, register.Fields, out _) is { Reference: var (field, customer) })
                references[condition] = [.. (await db.GoneIntoAsync(await db.NowAsync(customer, cancellationToken), cancellationToken)).Select(id => CustomFields.TermOf(field, CustomFields.ReferenceMark + id))];
        // So does what another system calls it.
        survivor = c.ExternalId is { } external && c.Status is not { Value: CustomerStatus.Merged }
            && await db.AllCustomers.Where(customer => customer.ExternalId == external && customer.MergedInto != null).Select(customer => (Guid?)customer.Id).SingleOrDefaultAsync(cancellationToken) is { } merged
            ? await db.NowAsync(merged, cancellationToken) : null;
        Narrow(c);
    }

    private void Narrow(CustomerCriteria c)
    {
        var status = c.Status?.Value ?? CustomerStatus.Active;
        Only(customer => customer.Status == status);
        if (status != CustomerStatus.Merged) Only(customer => customer.MergedInto == null);
        if (db.InReach() is { } reach) Also(reach, inOrder: false);
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
        if (survivor is { } one) Also(customer => customer.Id == one);
        else if (c.ExternalId is { } external) Also(customer => customer.ExternalId == external);
        if (c.Email is { } email && email.Trim().ToLowerInvariant() is var mail) OwnOrContacts(customer => customer.Email == mail, Terms.Where(term => term.Term == ContactTerms.OfMail(mail)));
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
        if (c.Phone?.Trim() is { Length: > 0 } phone) ByPhone(Phone.DigitsOfQuery(phone, options.Value.Region) ?? throw new ProblemException(StatusCodes.Status400BadRequest, "phone.invalid", CriteriaForm.NoPhone(phone)));
        if (c.Q is { } q) ByText(q);
    }

    private void Also(Expression<Func<Customer, bool>> criterion, bool inOrder = true)
    {
        Only(criterion);
        leads.Add(new Lead(db.AllCustomers.Where(criterion).Select(customer => customer.Key)) { InOrder = inOrder });
    }

    /// <summary>
    /// What the file says itself, or one of the people at the customer. Their keys stand behind the file's own ones and not among them, so that
    /// whoever asks whether there are many is answered before all have been read.
    /// </summary>
    private void OwnOrContacts(Expression<Func<Customer, bool>> own, IQueryable<ContactTerm> terms)
    {
        var (criterion, keys) = OfFileOrContacts(own, terms);
        Only(criterion);
        leads.Add(new Lead(keys) { InOrder = false });
    }

    private (Expression<Func<Customer, bool>> Criterion, IQueryable<long> Keys) OfFileOrContacts(Expression<Func<Customer, bool>> own, IQueryable<ContactTerm> terms)
    {
        Expression<Func<Customer, bool>> theirs = customer => terms.Any(term => term.CustomerId == customer.Id);
        var file = db.AllCustomers.Where(own);
        var others = terms.Select(term => term.CustomerId).Distinct().Join(db.AllCustomers, id => id, customer => customer.Id, (id, customer) => customer.Key)
            .Where(key => !file.Any(customer => customer.Key == key));
        return (Either(own, theirs), file.Select(customer => customer.Key).Concat(others));
    }

    private static Expression<Func<Customer, bool>> Either(Expression<Func<Customer, bool>> one, Expression<Func<Customer, bool>> other) => Expression.Lambda<Func<Customer, bool>>(
        Expression.OrElse(one.Body, ReplacingExpressionVisitor.Replace(other.Parameters[0], one.Parameters[0], other.Body)), one.Parameters);

    /// <summary>A criterion that no index helps with.</summary>
    private void Only(Expression<Func<Customer, bool>> criterion) => criteria.Add(criterion);

    private void OneOf<T>(Expression<Func<Customer, T?>> field, ServiceDefaults.Vocabulary.Coded<T>[]? wanted, Func<T[], Expression<Func<Customer, bool>>> any) where T : struct, Enum
    {
        if (wanted is not { Length: > 0 }) return;
        if (wanted.Length > 1)
        {
            Only(any([.. wanted.Select(code => code.Value)]));
            return;
        }
        T? only = wanted[0].Value;
        var criterion = Expression.Lambda<Func<Customer, bool>>(Expression.Equal(field.Body, Keyset.Constant(only)), field.Parameters[0]);
        Also(criterion);
        var along = Along(field).Where(criterion);
        leads[^1] = leads[^1] with { Has = Among(along.Select(customer => customer.Key)) };
    }

    private void Tagged(string tag)
    {
        var postings = db.CustomerTags.Where(posting => posting.Tag == tag);
        Only(customer => postings.Any(posting => posting.CustomerKey == customer.Key));
        leads.Add(new Lead(postings.Select(posting => posting.CustomerKey)) { Has = Among(postings.Select(posting => posting.CustomerKey)) });
    }

    /// <exception cref="ProblemException">400 when it is no condition on a custom field.</exception>
    private void WithField(string condition)
    {
        if (FieldFilter.Parse(condition, register.Fields, out var wrong) is not { } filter) throw new ProblemException(StatusCodes.Status400BadRequest, "field.condition", wrong!);
        var (from, to) = (filter.From, filter.To);
        var terms = db.Set<CustomerFieldTerm>();
        var postings = references.GetValueOrDefault(condition) is { Length: > 1 } either ? terms.Where(t => either.Contains(t.Term))
            : from == to ? terms.Where(t => t.Term == from)
            : filter.WithTo ? terms.Where(t => t.Term.CompareTo(from) >= 0 && t.Term.CompareTo(to) <= 0)
            : terms.Where(t => t.Term.CompareTo(from) >= 0 && t.Term.CompareTo(to) < 0);
        Only(customer => postings.Any(posting => posting.CustomerKey == customer.Key));
        leads.Add(new Lead(postings.Select(posting => posting.CustomerKey)) { InOrder = from == to && references.GetValueOrDefault(condition) is not { Length: > 1 } });
    }
}
