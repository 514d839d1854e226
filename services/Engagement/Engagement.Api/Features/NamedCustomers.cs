using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features;

/// <summary>What clients see of something that belongs to a customer, told with the customer's name: a list needs no request for each of its rows.</summary>
internal interface INamesCustomer
{
    Guid? Customer { get; }

    string? CustomerName { get; set; }
}

internal static class NamedCustomers
{
    /// <summary>Answers of this group, single ones and pages, name their customers, seen or not, as the calendar does; at most one query for each answer.</summary>
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
        var desk = context.HttpContext.RequestServices.GetRequiredService<CustomerDesk>();
        var names = await desk.NamesAsync([.. views.Select(view => view.Customer).OfType<Guid>()], context.HttpContext.RequestAborted);
        foreach (var view in views) view.CustomerName = view.Customer is { } id ? names.GetValueOrDefault(id) : null;
        return result;
    });
}
