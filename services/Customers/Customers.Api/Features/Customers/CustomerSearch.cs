using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C18: narrows customers to those whose name contains a text, or who have a phone number or mail address like it. The rarest gram of
/// the text leads when it is rare; when all are common the matches lie so close that reading in list order finds a page at once.
/// </summary>
internal static class CustomerSearch
{
    private const int Common = 1000;
    private const int GramsTried = 6;

    public static async Task<IQueryable<Customer>> NarrowAsync(
        CustomersDb db, IQueryable<Customer> customers, string query, CancellationToken cancellationToken)
    {
        if (Phone.DigitsOfQuery(query) is { } digits) return ByPhone(customers, digits);
        if (query.Contains('@', StringComparison.Ordinal)) return ByMail(customers, query.Trim().ToLowerInvariant());

        var text = SearchText.Normalise(query);
        if (text.Length == 0) return customers;
        var matching = customers.Where(c => c.SearchName.Contains(text));
        var (rarest, count) = (default((string Gram, bool Whole)), int.MaxValue);
        foreach (var gram in SearchText.GramsOfQuery(text).Take(GramsTried))
        {
            var found = await Postings(db, gram).Take(Math.Min(count, Common + 1)).CountAsync(cancellationToken);
            if (found == 0) return customers.Where(c => false);
            if (found < count) (rarest, count) = (gram, found);
        }
        if (count > Common) return matching;
        var keys = Postings(db, rarest).Select(posting => posting.CustomerKey);
        return matching.Where(c => keys.Contains(c.Key));
    }

    private static IQueryable<CustomerGram> Postings(CustomersDb db, (string Gram, bool Whole) gram) => gram.Whole
        ? db.CustomerGrams.Where(posting => posting.Gram == gram.Gram)
        : db.CustomerGrams.Where(posting => posting.Gram.CompareTo(gram.Gram) >= 0 && posting.Gram.CompareTo(gram.Gram + "\uffff") < 0);

    // A number is known by its beginning (with or without +) or by its end.
    private static IQueryable<Customer> ByPhone(IQueryable<Customer> customers, string digits)
    {
        var (from, to) = ("+" + digits, "+" + digits + ":");
        var reversed = new string([.. digits.TrimStart('0').Reverse()]);
        var (endFrom, endTo) = (reversed, reversed + ":");
        return customers.Where(c =>
            (c.Phone!.CompareTo(from) >= 0 && c.Phone!.CompareTo(to) < 0)
            || (c.PhoneReversed!.CompareTo(endFrom) >= 0 && c.PhoneReversed!.CompareTo(endTo) < 0));
    }

    private static IQueryable<Customer> ByMail(IQueryable<Customer> customers, string mail) =>
        customers.Where(c => c.Email!.CompareTo(mail) >= 0 && c.Email!.CompareTo(mail + "\uffff") < 0);
}
