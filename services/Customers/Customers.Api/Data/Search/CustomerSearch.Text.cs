using System.Linq.Expressions;
using System.Reflection;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What somebody types to find a customer: a part of a name, of a number or the beginning of a mail address, of the customer or of the people there.</summary>
internal sealed partial class CustomerSearch
{
    private const int GramsTried = 6;

    private static readonly MethodInfo Contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private static readonly MethodInfo Replace = typeof(string).GetMethod(nameof(string.Replace), [typeof(string), typeof(string)])!;

    private void ByText(string q)
    {
        var text = SearchText.Normalise(q);
        if (Phone.DigitsOfQuery(q, options.Value.Region) is { } digits)
        {
            ByPhoneOrName(digits, text);
            return;
        }
        if (q.Contains('@', StringComparison.Ordinal))
        {
            var mail = q.Trim().ToLowerInvariant();
            var end = SearchText.Behind(mail);
            var (from, to) = (ContactTerms.OfMail(mail), ContactTerms.OfMail(end));
            OwnOrContacts(customer => customer.Email!.CompareTo(mail) >= 0 && customer.Email!.CompareTo(end) < 0, Terms.Where(term => term.Term.CompareTo(from) >= 0 && term.Term.CompareTo(to) < 0));
            return;
        }
        if (text.Length == 0) return;
        Only(Named(text));
        leads.AddRange(LeadsOf(text));
    }

    private Lead Postings((string Gram, bool Whole) gram)
    {
        if (gram.Whole)
        {
            var postings = db.CustomerGrams.Where(posting => posting.Gram == gram.Gram);
            return new Lead(postings.Select(posting => posting.CustomerKey)) { Gram = gram.Gram, Has = Among(postings.Select(posting => posting.CustomerKey)) };
        }
        var end = SearchText.Behind(gram.Gram);
        // A beginning of several grams: the same customer may stand under more than one of them.
        return new Lead(db.CustomerGrams.Where(posting => posting.Gram.CompareTo(gram.Gram) >= 0 && posting.Gram.CompareTo(end) < 0).Select(posting => posting.CustomerKey).Distinct()) { InOrder = false };
    }

    private Expression<Func<Customer, bool>> Named(string text)
    {
        var people = db.Contacts.IgnoreQueryFilters().Where(Holds<Contact>(contact => contact.SearchName, text));
        return Either(Holds<Customer>(customer => customer.SearchName, text), customer => people.Any(contact => contact.CustomerId == customer.Id));
    }

    /// <summary>Whether a name holds the text as it is written, or as both are typed.</summary>
    private static Expression<Func<T, bool>> Holds<T>(Expression<Func<T, string>> name, string text)
    {
        var typed = SearchText.Typed(text);
        Expression holds = Expression.Call(name.Body, Contains, Keyset.Constant(text));
        if (typed.Any(sign => char.IsAsciiLetter(sign) || sign == '\''))
        {
            var asTyped = SearchText.Spellings.Aggregate(name.Body, (body, spelling) => Expression.Call(body, Replace, Expression.Constant(spelling.Written), Expression.Constant(spelling.Typed)));
            holds = Expression.OrElse(holds, Expression.Call(asTyped, Contains, Keyset.Constant(typed)));
        }
        return Expression.Lambda<Func<T, bool>>(holds, name.Parameters);
    }

    /// <summary>
    /// Names are kept by the grams of how they are written and of how they are typed. Of one that is asked for in letters that are not typed, what both have
    /// in common leads, for it may be kept either way.
    /// </summary>
    private IEnumerable<Lead> LeadsOf(string text)
    {
        var (written, typed) = (SearchText.GramsOfQuery(text), SearchText.GramsOfQuery(SearchText.Typed(text)));
        var common = written.Intersect(typed).ToList();
        return common.Count > 0 ? common.Take(GramsTried).Select(Postings) : [Postings(written[0].Gram, typed[0].Gram)];
    }

    /// <summary>Digits are a number for most, and for some a name (360, 1688). Those of the name stand behind those of the number, as the people there do.</summary>
    private void ByPhoneOrName(string digits, string text)
    {
        var (numbered, keys) = WithPhone(digits);
        var named = SearchText.GramsOfQuery(text).Where(gram => gram.Whole).Take(GramsTried).Select(Postings).ToList();
        Only(Either(numbered, Named(text)));
        if (named.Count > 0)
        {
            var reached = db.AllCustomers.Where(numbered);
            keys = keys.Concat(named.Skip(1).Select(lead => lead.Has!).Aggregate(named[0].Keys, (found, has) => found.Where(has)).Where(key => !reached.Any(customer => customer.Key == key)));
        }
        leads.Add(new Lead(keys) { InOrder = false });
    }

    private void ByPhone(string digits)
    {
        var (numbered, keys) = WithPhone(digits);
        Only(numbered);
        leads.Add(new Lead(keys) { InOrder = false });
    }

    /// <summary>The names of which a gram begins in one of two ways.</summary>
    private Lead Postings(string one, string other)
    {
        var (oneEnd, otherEnd) = (SearchText.Behind(one), SearchText.Behind(other));
        var postings = db.CustomerGrams.Where(posting => (posting.Gram.CompareTo(one) >= 0 && posting.Gram.CompareTo(oneEnd) < 0)
            || (posting.Gram.CompareTo(other) >= 0 && posting.Gram.CompareTo(otherEnd) < 0));
        return new Lead(postings.Select(posting => posting.CustomerKey).Distinct()) { InOrder = false };
    }

    // A number is known by its beginning (with or without +) or by its end.
    private (Expression<Func<Customer, bool>> Criterion, IQueryable<long> Keys) WithPhone(string digits)
    {
        var (from, to) = ("+" + digits, "+" + digits + ":");
        var end = digits.TrimStart('0') is { Length: > 0 } significant ? significant : digits;
        var reversed = new string([.. end.Reverse()]);
        var (endFrom, endTo) = (reversed, reversed + ":");
        var (termFrom, termTo, termEndFrom, termEndTo) = (ContactTerms.OfPhone(from), ContactTerms.OfPhone(to), ContactTerms.OfPhoneEnd(endFrom), ContactTerms.OfPhoneEnd(endTo));
        return OfFileOrContacts(
            customer => (customer.Phone!.CompareTo(from) >= 0 && customer.Phone!.CompareTo(to) < 0)
            || (customer.PhoneReversed!.CompareTo(endFrom) >= 0 && customer.PhoneReversed!.CompareTo(endTo) < 0),
            Terms.Where(term => (term.Term.CompareTo(termFrom) >= 0 && term.Term.CompareTo(termTo) < 0) || (term.Term.CompareTo(termEndFrom) >= 0 && term.Term.CompareTo(termEndTo) < 0)));
    }
}
