using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>Gets and keeps this service's own access token (client credentials), renewed a minute before it ends.</summary>
internal sealed class ServiceTokens(
    IHttpClientFactory clients, IOptions<AuthOptions> auth, IOptions<ServiceCredentialsOptions> credentials, ServiceIdentity service, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private (string Token, DateTimeOffset Until) current;
    private string? tokenEndpoint;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < current.Until) return current.Token;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() < current.Until) return current.Token;
            var answer = await AskAsync(cancellationToken);
            current = (answer.AccessToken, time.GetUtcNow().AddSeconds(Math.Max(5, answer.ExpiresIn - 60)));
            return current.Token;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets a token that was refused, so that the next call asks for a new one.</summary>
    public void Forget() => current = default;

    private async Task<TokenAnswer> AskAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient("issuer");
        tokenEndpoint ??= await TokenEndpointAsync(client, cancellationToken);
        var mine = credentials.Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = mine.ClientId ?? $"service-{service.Name}",
            ["client_secret"] = mine.ClientSecret
                ?? throw new InvalidOperationException("ServiceCredentials:ClientSecret is not set: without it this service cannot ask the others."),
            ["scope"] = mine.Scope,
        });
        using var response = await client.PostAsync(tokenEndpoint, form, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The issuer refused this service's credentials ({(int)response.StatusCode}).", null, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken))!;
    }

    // The issuer may advertise its public address, which a service inside need not be able to reach: its own metadata host is used.
    private async Task<string> TokenEndpointAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var metadata = (await client.GetFromJsonAsync<Metadata>(auth.Value.Metadata, cancellationToken))!;
        if (auth.Value.MetadataAddress is not { } inside) return metadata.TokenEndpoint;
        return new Uri(new Uri(inside), new Uri(metadata.TokenEndpoint).PathAndQuery).ToString();
    }

    public void Dispose() => gate.Dispose();

    private sealed record Metadata([property: JsonPropertyName("token_endpoint")] string TokenEndpoint);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>Signs outgoing requests to other services.</summary>
internal sealed class ServiceTokenHeader(ServiceTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized) tokens.Forget();
        return response;
    }
}
