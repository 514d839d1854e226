using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace CrmPlatform.Gateway;

/// <summary>One OpenAPI document of all services at <c>/openapi/v1.json</c>, and the pages that show it at <c>/reference</c>.</summary>
internal static class MergedOpenApi
{
    public static void AddMergedOpenApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("openapi", client => client.Timeout = OpenApiMerger.Longest);
        builder.Services.AddSingleton<OpenApiMerger>();
    }

    public static void MapMergedOpenApi(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", async (OpenApiMerger merger, HttpContext context) =>
            Results.Text(await merger.DocumentAsync(context.RequestAborted), "application/json")).AllowAnonymous();
        app.MapScalarApiReference("/reference", options => options.WithTitle("CrmPlatform").WithOpenApiRoutePattern("/openapi/v1.json")).AllowAnonymous();
    }
}

/// <summary>Asks each service for its document and makes one of them; a service that is down, or slow, is missing from it, not the whole.</summary>
internal sealed class OpenApiMerger(
    IHttpClientFactory clients, IConfiguration configuration, IOptions<GatewayOptions> options, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    private const string CodeSchema = "ProblemCode";

    /// <summary>A service makes its document when it is first asked, which a machine at its limit needs long for. Nobody waits for it: it is in the next one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, (Task<JsonObject?> Answer, DateTimeOffset AskedAt)> underWay = [];
    private (string Text, DateTimeOffset Until) kept = ("", DateTimeOffset.MinValue);

    public async Task<string> DocumentAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < kept.Until) return kept.Text;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() < kept.Until) return kept.Text;
            var (document, whole) = await MergeAsync(cancellationToken);
            kept = (document.ToJsonString(), time.GetUtcNow() + (whole ? Keep : TimeSpan.FromSeconds(2)));
            return kept.Text;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<(JsonObject Document, bool Whole)> MergeAsync(CancellationToken cancellationToken)
    {
        var merged = Frame();
        AddCodes(merged["components"]!["schemas"]!.AsObject(), [.. ProblemCodes.Of(typeof(OpenApiMerger).Assembly), .. ProblemCodes.Of(typeof(ProblemCodes).Assembly)]);
        // All at once: one that is slow costs its own time and not that of those behind it as well.
        var services = Routes.Words.Keys.Where(service => configuration.AddressOf(service) is not null).ToList();
        var now = time.GetUtcNow();
        foreach (var service in services)
        {
            // What came for a reader who had gone is good for as long as what a reader got.
            var isOver = underWay.TryGetValue(service, out var earlier) && earlier.Answer.IsCompleted && (now - earlier.AskedAt > Keep || await earlier.Answer is null);
            if (isOver || earlier.Answer is null) underWay[service] = (AskAsync(service, lifetime.ApplicationStopping), now);
        }
        // What was waited for once is not waited for again: a service that never answers costs the first reader seconds, and the others nothing.
        var pending = services.Select(service => underWay[service]).Where(asked => !asked.Answer.IsCompleted).ToList();
        var left = pending.Count == 0 ? TimeSpan.Zero : pending.Max(asked => asked.AskedAt) + options.Value.DescriptionPatience - now;
        if (left > TimeSpan.Zero) await ((Task)Task.WhenAll(pending.Select(asked => asked.Answer))).WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        var whole = true;
        foreach (var name in services)
        {
            var answer = underWay[name].Answer;
            if (answer.IsCompleted) underWay.Remove(name);
            if (answer.IsCompleted && await answer is { } document && With(merged, document, name) is { } more) merged = more;
            else whole = false;
        }
        return (merged, whole);
    }

    /// <summary>Null when it is away, too slow, or what it answers is no description of an API.</summary>
    private async Task<JsonObject?> AskAsync(string service, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient("openapi");
            var text = await client.GetStringAsync(new Uri(configuration.AddressOf(service)!, "/openapi/v1.json"), cancellationToken);
            return JsonNode.Parse(text) is JsonObject document && document["paths"] is JsonObject ? document : null;
        }
        catch (Exception away) when (away is HttpRequestException or JsonException or ArgumentException or OperationCanceledException)
        {
            return null;
        }
    }

    private static JsonObject Frame() => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject { ["title"] = "CrmPlatform", ["version"] = "v1", ["description"] = "Customers, engagement, service and insights behind one gateway." },
        ["paths"] = new JsonObject(),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(),
            ["securitySchemes"] = new JsonObject
            {
                ["oauth2"] = new JsonObject
                {
                    ["type"] = "oauth2",
                    ["flows"] = new JsonObject
                    {
                        ["clientCredentials"] = new JsonObject { ["tokenUrl"] = "/connect/token", ["scopes"] = new JsonObject { ["crm.api"] = "The API" } },
                        ["authorizationCode"] = new JsonObject
                        {
                            ["authorizationUrl"] = "/connect/authorize",
                            ["tokenUrl"] = "/connect/token",
                            ["scopes"] = new JsonObject { ["crm.api"] = "The API", ["openid"] = "Who you are" },
                        },
                    },
                },
            },
        },
        ["security"] = new JsonArray(new JsonObject { ["oauth2"] = new JsonArray("crm.api") }),
    };

    /// <summary>Null where a part of the document is no description after all: nothing of it is kept then.</summary>
    private static JsonObject? With(JsonObject merged, JsonObject document, string service)
    {
        var more = merged.DeepClone().AsObject();
        try
        {
            Add(more, document, service);
            return more;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void Add(JsonObject merged, JsonObject document, string service)
    {
        var schemas = merged["components"]!["schemas"]!.AsObject();
        var own = document["components"]?["schemas"]?.AsObject() ?? [];
        if (own[CodeSchema] is { } codes) AddCodes(schemas, codes["enum"]?.AsArray().Select(code => (string)code!) ?? [], (string?)codes["description"]);
        var renamed = Renamed(schemas, own, service);
        foreach (var (name, schema) in own.Where(one => one.Key != CodeSchema))
        {
            if (!renamed.TryGetValue(name, out var newName) && schemas.ContainsKey(name)) continue;
            Repoint(schemas[newName ?? name] = Copy(schema), renamed);
        }
        foreach (var (path, item) in document["paths"]?.AsObject() ?? [])
        {
            if (!path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/connect/", StringComparison.Ordinal)) continue;
            Repoint(merged["paths"]![path] = Copy(item), renamed);
        }
    }

    /// <summary>
    /// The same name for the same thing is one thing; for another it gets the service's name in front. What speaks of another thing is
    /// another itself, though it is written alike: a page of campaigns here and one of campaigns there.
    /// </summary>
    private static Dictionary<string, string> Renamed(JsonObject schemas, JsonObject own, string service)
    {
        var taken = own.Where(one => one.Key != CodeSchema && schemas.ContainsKey(one.Key)).ToList();
        var renamed = new Dictionary<string, string>();
        for (var before = -1; before < renamed.Count;)
        {
            before = renamed.Count;
            foreach (var (name, schema) in taken.Where(one => !renamed.ContainsKey(one.Key)))
            {
                if (!JsonNode.DeepEquals(schemas[name], schema) || Repoint(Copy(schema), renamed)) renamed[name] = char.ToUpperInvariant(service[0]) + service[1..] + name;
            }
        }
        return renamed;
    }

    private static JsonNode Copy(JsonNode? part) => part?.DeepClone() ?? throw new InvalidOperationException("A part of a description is nothing.");

    /// <summary>One list for the whole platform: what any service may answer with.</summary>
    private static void AddCodes(JsonObject schemas, IEnumerable<string> codes, string? description = null)
    {
        var there = schemas[CodeSchema]?["enum"]?.AsArray().Select(code => (string)code!) ?? [];
        schemas[CodeSchema] = new JsonObject
        {
            ["description"] = description ?? (string?)schemas[CodeSchema]?["description"],
            ["type"] = "string",
            ["enum"] = new JsonArray([.. there.Union(codes).Order(StringComparer.Ordinal).Select(code => (JsonNode)code)]),
        };
    }

    /// <summary>True when there was anything to re-point.</summary>
    private static bool Repoint(JsonNode node, Dictionary<string, string> renamed)
    {
        const string prefix = "#/components/schemas/";
        var found = false;
        switch (node)
        {
            case JsonObject thing:
                if (thing["$ref"] is JsonValue value && value.TryGetValue(out string? target) && target.StartsWith(prefix, StringComparison.Ordinal)
                    && renamed.TryGetValue(target[prefix.Length..], out var newName))
                {
                    thing["$ref"] = prefix + newName;
                    found = true;
                }
                foreach (var (_, inner) in thing.ToList())
                    if (inner is not null) found |= Repoint(inner, renamed);
                break;
            case JsonArray list:
                foreach (var inner in list)
                    if (inner is not null) found |= Repoint(inner, renamed);
                break;
        }
        return found;
    }
}
