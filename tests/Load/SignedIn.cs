using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>Sends each request with a token that is still good: an import of a million customers takes longer than one lasts.</summary>
internal sealed class SignedIn(Uri gateway, JsonNode client, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly SemaphoreSlim one = new(1);
    private volatile Token? token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = (Good() ?? await RenewAsync(cancellationToken)).Header;
        return await base.SendAsync(request, cancellationToken);
    }

    private Token? Good() => token is { } known && Environment.TickCount64 < known.RenewAt ? known : null;

    private async Task<Token> RenewAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (Good() is { } renewed) return renewed;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/connect/token"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = (string)client["clientId"]!,
                    ["client_secret"] = (string)client["clientSecret"]!,
                    ["scope"] = (string)client["scope"]!,
                }),
            };
            using var answer = await base.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var granted = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
            // Well before it ends: no row is measured with requests that are refused.
            return token = new(new AuthenticationHeaderValue("Bearer", (string)granted["access_token"]!), Environment.TickCount64 + ((long)granted["expires_in"]! * 500));
        }
        finally
        {
            one.Release();
        }
    }

    private sealed record Token(AuthenticationHeaderValue Header, long RenewAt);
}
