using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CrmPlatform.Testing;

/// <summary>Speaks JSON over HTTP as any client would, and keeps what a test asks about.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    public ApiClient(string url, string? token)
    {
        http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(100) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http => http;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PutAsync(string path, object body, string? ifMatch) => SendAsync(HttpMethod.Put, path, body, IfMatch(ifMatch));

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch) => SendAsync(HttpMethod.Patch, path, body, IfMatch(ifMatch));

    public Task<Answer> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, IfMatch(ifMatch));

    /// <summary>A state-changing action with the version it is based on.</summary>
    public Task<Answer> ActAsync(string path, object? body, string? ifMatch) => SendAsync(HttpMethod.Post, path, body, IfMatch(ifMatch));

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ when method == HttpMethod.Patch => JsonContent.Create(body, new MediaTypeHeaderValue("application/merge-patch+json")),
            _ => JsonContent.Create(body),
        };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public void Dispose() => http.Dispose();

    private static (string, string)[] IfMatch(string? tag) => tag is null ? [] : [("If-Match", tag)];
}

/// <summary>An answer, read.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, string? ETag, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    private JsonNode? json;

    public JsonNode Json => json ??= JsonNode.Parse(Text) ?? throw new InvalidOperationException($"No JSON in {Status}: {Text}");

    public JsonNode? this[string field] => Json[field];

    /// <summary>The problem's <c>code</c>.</summary>
    public string? Code => (string?)Json["code"];

    public Guid Id => Guid.Parse((string)Json["id"]!);

    public IReadOnlyList<JsonNode> Items => [.. Json["items"]!.AsArray().Select(node => node!)];

    public string? Next => (string?)Json["next"];

    /// <summary>This answer, when its status is the expected one; else a failure that shows what came.</summary>
    public Answer Expect(HttpStatusCode expected) => Status == expected
        ? this
        : throw new Xunit.Sdk.XunitException($"Expected {(int)expected} {expected}, got {(int)Status} {Status}: {(Text.Length > 1000 ? Text[..1000] : Text)}");

    public override string ToString() => $"{(int)Status} {(Text.Length > 1000 ? Text[..1000] : Text)}";

    internal static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.ETag?.ToString(),
        response.Headers.Location?.ToString(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
}
