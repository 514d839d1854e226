using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace CrmPlatform.Standalone.Demo;

/// <summary>Speaks to the gateway as any client app would; what it cannot do, the demo cannot do.</summary>
internal sealed class DemoApi : IDisposable
{
    private readonly HttpClient http;

    private DemoApi(HttpClient http) => this.http = http;

    public static DemoApi SignedIn(string url, DemoClient client, TimeProvider time) =>
        new(new HttpClient(new Signed(client, time) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) });

    public Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, null, cancellationToken);

    public Task<JsonNode> PutAsync(string path, object body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, path, body, "*", cancellationToken);

    /// <summary>A state-changing action on what was last seen, whatever its version.</summary>
    public Task<JsonNode> ActAsync(string path, object body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, "*", cancellationToken);

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>Uploads a file of rows and waits until they are in.</summary>
    public async Task ImportAsync(string kind, string csv, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(kind), "kind" },
            { new StringContent(csv), "file", $"{kind}.csv" },
        };
        using var queued = await http.PostAsync("/api/v1/imports", form, cancellationToken);
        await DoneAsync(queued, cancellationToken);
    }

    /// <summary>Gives a job what it takes as JSON and waits until it is done.</summary>
    public async Task RunAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var queued = await http.PostAsJsonAsync(path, body, cancellationToken);
        await DoneAsync(queued, cancellationToken);
    }
    private async Task DoneAsync(HttpResponseMessage queued, CancellationToken cancellationToken)
    {
        await ReadAsync(queued, cancellationToken);
        var job = queued.Headers.Location!.ToString();
        while (true)
        {
            var state = await GetAsync(job, cancellationToken);
            if (state["finishedAt"] is null)
            {
                await Task.Delay(100, cancellationToken);
                continue;
            }
            if ((string?)state["state"] != "succeeded" || (long)state["rejected"]! > 0) throw new DemoException($"A job of the demo did not succeed: {state.ToJsonString()}");
            return;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object body, string? ifMatch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await http.SendAsync(request, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new DemoException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>Signs in before the first request, and again before the token ends: on a slow machine moving in takes longer than one lasts.</summary>
    private sealed class Signed(DemoClient client, TimeProvider time) : DelegatingHandler
    {
        private readonly SemaphoreSlim turn = new(1);
        private string? token;
        private DateTimeOffset renewAt;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(new Uri(request.RequestUri!, "/connect/token"), cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }

        private async Task<string> TokenAsync(Uri endpoint, CancellationToken cancellationToken)
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                if (token is not null && time.GetUtcNow() < renewAt) return token;
                using var asked = new HttpRequestMessage(HttpMethod.Post, endpoint)
                {
                    Content = new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["grant_type"] = "client_credentials",
                        ["client_id"] = client.ClientId,
                        ["client_secret"] = client.ClientSecret,
                        ["scope"] = client.Scope,
                    }),
                };
                var now = time.GetUtcNow();
                using var answer = await base.SendAsync(asked, cancellationToken);
                var body = await ReadAsync(answer, cancellationToken);
                renewAt = now + (TimeSpan.FromSeconds((double)body["expires_in"]!) / 2);
                return token = (string)body["access_token"]!;
            }
            finally
            {
                turn.Release();
            }
        }

        protected override void Dispose(bool disposing)
        {
            turn.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A client for scripts.</summary>
internal sealed record DemoClient(string ClientId, string ClientSecret, string Scope);
