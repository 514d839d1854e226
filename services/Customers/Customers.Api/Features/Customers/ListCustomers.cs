using CrmPlatform.Customers.Data.Search;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C18: lists and searches customers by keyset pages.</summary>
internal static class ListCustomers
{
    public static async Task<Ok<Page<CustomerView>>> HandleAsync(
        [AsParameters] CustomerFilter filter, CustomerSearch search, Cursors cursors, CancellationToken cancellationToken)
    {
        var limit = filter.Limit ?? Paging.DefaultLimit;
        var list = filter.ListName(filter.Sort);
        var after = cursors.Read<PagePosition>(filter.Cursor, list);
        var rows = await search.PageAsync(filter, filter.Sort, after, limit, cancellationToken);
        var next = rows.Count > limit ? cursors.Write(CustomerOrder.PositionOf(rows[limit - 1], filter.Sort), list) : null;
        return TypedResults.Ok(new Page<CustomerView>([.. rows.Take(limit).Select(CustomerView.Of)], next));
    }
}
