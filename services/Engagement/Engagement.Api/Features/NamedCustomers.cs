using CrmPlatform.Engagement.Data;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features;

/// <summary>What clients see of something that belongs to a customer, told with the customer's name: a list needs no request for each of its rows.</summary>
internal interface INamesCustomer
{
    Guid? Customer { get; }

    string? CustomerName { get; set; }
}

internal static class NamedCustomers
{
    /// <summary>
    /// Answers of this group, single ones and pages, name their customers, seen or not, as the calendar does. One query for each answer, and one of
    /// its own: where all customers have a part in a query, it is without the filters as a whole (X1).
    /// </summary>
    public static RouteGroupBuilder NameCustomers<TView>(this RouteGroupBuilder group) where TView : class, INamesCustomer => group.AddEndpointFilter(async (context, next) =>
    {
        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested) inner = nested.Result;
        IReadOnlyList<TView> views = inner is not IValueHttpResult answer ? [] : answer.Value switch
        {
            TView one => [one],
            Page<TView> page => page.Items,
            _ => [],
        };
        Guid[] ids = [.. views.Select(view => view.Customer).OfType<Guid>().Distinct()];
        if (ids.Length == 0) return result;
        var db = context.HttpContext.RequestServices.GetRequiredService<EngagementDb>();
        var names = await db.AllCustomers.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, context.HttpContext.RequestAborted);
        foreach (var view in views) view.CustomerName = view.Customer is { } id ? names.GetValueOrDefault(id) : null;
        return result;
    });
}
