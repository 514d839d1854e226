using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmPlatform.Edge.Tests;

/// <summary>What came back, without the body of what goes on without end.</summary>
internal sealed record Knock(HttpStatusCode Status, string? ContentType, string Text)
{
    public string? Code => ContentType == "application/problem+json" ? (string?)JsonNode.Parse(Text)!["code"] : null;

    public override string ToString() => $"{(int)Status} {(Text.Length > 300 ? Text[..300] : Text)}";
}

/// <summary>Sends a request to an endpoint that may be anything: a list, a file, a stream.</summary>
internal static partial class Knocking
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public static async Task<Knock> KnockAsync(
        string url, string? token, string method, string path, string? body = null, string contentType = "application/json", bool ifMatch = true)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url + path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch) request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (method is not ("GET" or "DELETE")) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? "{}")) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var type = response.Content.Headers.ContentType?.MediaType;
        return new Knock(response.StatusCode, type, type == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync());
    }

    /// <summary>A path with something in each of its places.</summary>
    public static string Filled(string path, string? id = null) => Place().Replace(path, id ?? "00000000-0000-7000-8000-000000000001");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
