using System.Net.Http.Json;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>A piece of another service's feed.</summary>
/// <param name="Epoch">When it differs from the reader's, positions mean nothing and reading starts again at 0.</param>
/// <param name="Next">The position to ask after next time; everything up to it has been looked at.</param>
/// <param name="End">The last position there is at present; null from a service that does not tell it yet.</param>
public sealed record FeedPage(Guid Epoch, long Next, IReadOnlyList<FeedItem> Events, long? End = null);

/// <summary>An event of a feed, in commit order.</summary>
public sealed record FeedItem(long Position, Guid Id, string Type, DateTimeOffset At, string? TraceParent, string Payload);

/// <summary>What to read of a feed.</summary>
/// <param name="Wait">How long to wait for news when there is none.</param>
/// <param name="OlderThan">Younger events are left for later.</param>
public sealed record FeedQuery(long After, IReadOnlyCollection<string> Types, int Limit, TimeSpan Wait = default, TimeSpan OlderThan = default);

/// <summary>Reads pages of the feeds of the services this one listens to.</summary>
public sealed class FeedClient(IHttpClientFactory clients)
{
    internal const string Client = "feed";

    public async Task<FeedPage> ReadAsync(string source, FeedQuery query, CancellationToken cancellationToken)
    {
        var path = $"/internal/events?after={query.After}&limit={query.Limit}&wait={(int)query.Wait.TotalSeconds}" +
            $"&olderThan={(int)query.OlderThan.TotalSeconds}&types={string.Join(',', query.Types)}";
        return await clients.CreateClient(Client + source).GetFromJsonAsync<FeedPage>(path, Json.Tolerant, cancellationToken)
            ?? throw new HttpRequestException("The feed answered nothing.");
    }
}
