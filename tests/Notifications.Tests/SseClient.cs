using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CrmPlatform.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>A server-sent event.</summary>
public sealed record SseEvent(string? Id, string Name, string Data)
{
    public JsonNode Json => JsonNode.Parse(Data)!;
}

/// <summary>Reads a stream as a browser's EventSource does, and counts heart-beats.</summary>
public sealed class SseClient : IDisposable
{
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<SseEvent> events = [];
    private readonly CancellationTokenSource ended = new();
    private HttpResponseMessage? response;

    public HttpResponseMessage Response => response!;

    public int Beats { get; private set; }

    public bool Closed { get; private set; }

    public static async Task<SseClient> OpenAsync(string url, string token, string query = "", string? lastEventId = null)
    {
        var client = new SseClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/api/v1/stream{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        client.response = await client.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, client.response.StatusCode);
        _ = client.ReadAsync();
        await client.GetsAsync(1);
        return client;
    }

    /// <summary>Waits for so many events, the greeting among them.</summary>
    public Task<IReadOnlyList<SseEvent>> GetsAsync(int count) => Eventually.BecomesAsync<IReadOnlyList<SseEvent>>(
        () => Task.FromResult(Snapshot()), seen => seen.Count >= count, $"{count} events");

    public IReadOnlyList<SseEvent> Snapshot()
    {
        lock (events) return [.. events];
    }

    public void Dispose()
    {
        ended.Cancel();
        response?.Dispose();
        http.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await response!.Content.ReadAsStreamAsync(ended.Token));
            var (id, name, data) = ((string?)null, "message", "");
            while (await reader.ReadLineAsync(ended.Token) is { } line)
            {
                if (line.StartsWith(':')) Beats++;
                else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                else if (line.Length == 0 && data.Length > 0)
                {
                    lock (events) events.Add(new SseEvent(id, name, data));
                    (id, name, data) = (null, "message", "");
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // The stream was cut; Closed says so.
        }
        Closed = true;
    }
}
