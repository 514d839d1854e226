using CrmPlatform.Notifications.Intake;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>The names of events, as they stand in a CloudEvent's <c>type</c>.</summary>
public sealed record EventTypesView(IReadOnlyList<string> Items);

internal static class ListEventTypes
{
    public static Ok<EventTypesView> Handle(EventCatalogue catalogue) => TypedResults.Ok(new EventTypesView(catalogue.Names));
}
