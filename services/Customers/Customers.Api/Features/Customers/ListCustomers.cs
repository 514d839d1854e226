using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C18: lists and searches customers by keyset pages.</summary>
internal static class ListCustomers
{
    public static async Task<Ok<Page<CustomerView>>> HandleAsync(
        [AsParameters] CustomerFilter filter, CustomersDb db, Cursors cursors, CancellationToken cancellationToken)
    {
        var limit = filter.Limit ?? Paging.DefaultLimit;
        var list = filter.ListName;
        var after = cursors.Read<Position>(filter.Cursor, list);
        var customers = filter.ApplyAxes(db.Customers.AsNoTracking());
        if (filter.Q is { } q) customers = await CustomerSearch.NarrowAsync(db, customers, q, cancellationToken);

        var rows = await InOrder(customers, filter.Sort, after).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Key, ByName(filter.Sort) ? rows[limit - 1].SearchName : null), list) : null;
        return TypedResults.Ok(new Page<CustomerView>([.. rows.Take(limit).Select(CustomerView.Of)], next));
    }

    private static bool ByName(string? sort) => sort is "name" or "-name";

    private static IQueryable<Customer> InOrder(IQueryable<Customer> customers, string? sort, Position? after)
    {
        var (key, name) = (after?.Key ?? 0, after?.Name ?? "");
        if (after is not null)
        {
            customers = sort switch
            {
                "-created" => customers.Where(c => c.Key > key),
                "name" => customers.Where(c => c.SearchName.CompareTo(name) >= 0 && (c.SearchName.CompareTo(name) > 0 || c.Key > key)),
                "-name" => customers.Where(c => c.SearchName.CompareTo(name) <= 0 && (c.SearchName.CompareTo(name) < 0 || c.Key < key)),
                _ => customers.Where(c => c.Key < key),
            };
        }
        return sort switch
        {
            "-created" => customers.OrderBy(c => c.Key),
            "name" => customers.OrderBy(c => c.SearchName).ThenBy(c => c.Key),
            "-name" => customers.OrderByDescending(c => c.SearchName).ThenByDescending(c => c.Key),
            _ => customers.OrderByDescending(c => c.Key),
        };
    }

    private sealed record Position(long Key, string? Name);
}
