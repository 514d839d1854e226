using System.Text.Json;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>What people say about a subscription.</summary>
public sealed record SubscriptionTerms(string Name, string Url, IReadOnlyList<string> EventTypes, IReadOnlyList<EventFilter> Filters, bool Active);

/// <summary>X4: a client wants to be told of some events at an address of its own.</summary>
public sealed class WebhookSubscription : Entity, IHasHistory
{
    private WebhookSubscription() { }

    /// <summary>The client the events are for, as its tokens call it.</summary>
    public string ClientId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Url { get; private set; } = "";

    public IReadOnlyList<string> EventTypes { get; private set; } = [];

    public IReadOnlyList<EventFilter> Filters { get; private set; } = [];

    public bool Active { get; private set; }

    /// <summary>Why the platform itself stopped delivering; null when it did not.</summary>
    public string? Stopped { get; private set; }

    /// <summary>The present secret, sealed.</summary>
    [Untold]
    public string Secret { get; private set; } = "";

    /// <summary>The secret before it, sealed; signs too until <see cref="PreviousSecretUntil"/>.</summary>
    [Untold]
    public string? PreviousSecret { get; private set; }

    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => Id;

    public static WebhookSubscription For(string clientId, SubscriptionTerms terms, string sealedSecret, DateTimeOffset now)
    {
        var subscription = new WebhookSubscription { ClientId = clientId, Secret = sealedSecret, CreatedAt = now };
        subscription.Change(terms);
        return subscription;
    }

    /// <summary>Whoever sets it active again has looked at why it was stopped.</summary>
    public void Change(SubscriptionTerms terms)
    {
        (Name, Url, Active) = (terms.Name, terms.Url, terms.Active);
        if (!terms.EventTypes.SequenceEqual(EventTypes)) EventTypes = [.. terms.EventTypes];
        if (!terms.Filters.SequenceEqual(Filters)) Filters = [.. terms.Filters];
        if (Active) Stopped = null;
    }

    /// <summary>X4: two secrets are live during a rotation; a third one ends the oldest.</summary>
    public void Rotate(string sealedSecret, DateTimeOffset previousUntil)
    {
        (PreviousSecret, PreviousSecretUntil) = (Secret, previousUntil);
        Secret = sealedSecret;
    }

    public void Stop(string reason) => (Active, Stopped) = (false, reason);

    /// <summary>The sealed secrets that sign now, the newest first.</summary>
    public IEnumerable<string> LiveSecrets(DateTimeOffset now)
    {
        yield return Secret;
        if (PreviousSecret is { } previous && PreviousSecretUntil > now) yield return previous;
    }

    public bool Wants(string eventName, JsonElement data) =>
        Active && EventTypes.Any(pattern => EventName.Fits(pattern, eventName)) && Filters.All(filter => filter.Holds(data));
}
