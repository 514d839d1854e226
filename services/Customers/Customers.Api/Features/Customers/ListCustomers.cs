using CrmPlatform.Customers.Data.Search;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C18: lists and searches customers by keyset pages.</summary>
internal static class ListCustomers
{
    private static readonly CustomerRows<CustomerView> Views = new(CustomerView.Columns);

    public static async Task<Ok<Page<CustomerView>>> HandleAsync(
        [AsParameters] CustomerCriteria criteria, [AsParameters] CustomerPage page, CustomerSearch search, Cursors cursors, CancellationToken cancellationToken)
    {
        var limit = page.Limit ?? Paging.DefaultLimit;
        var list = criteria.ListName(page.Sort);
        var after = cursors.Read<PagePosition>(page.Cursor, list);
        var rows = await search.PageAsync(criteria, page.Sort, after, limit, Views, cancellationToken);
        var next = rows.Count > limit ? cursors.Write(rows[limit - 1].Position, list) : null;
        return TypedResults.Ok(new Page<CustomerView>([.. rows.Take(limit).Select(placed => placed.Row)], next));
    }
}
