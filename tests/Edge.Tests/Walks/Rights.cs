using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Edge.Tests.Running;
using CrmPlatform.Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>
/// X1 at every door. Each request carries a query parameter that nobody knows: whoever is let in is answered 400 for it and has done
/// nothing, whoever is not is answered 401 or 403 before it is looked at.
/// </summary>
public sealed class Rights(House house)
{
    private const string Nonsense = "?nobody-knows-this=1";

    private static readonly IReadOnlyDictionary<string, string[]> Expected = Read();

    /// <summary>Routes that the document leaves out on purpose, by how they begin or end.</summary>
    private static readonly string[] Unshown = ["/health", "/alive", "/openapi/", "/reference", "/internal/", "/connect/", "/.well-known/", "/account/"];

    [Fact]
    public void Every_operation_has_an_entry_and_asks_for_the_rights_written_there()
    {
        var wrong = house.Operations.Where(operation => !Expected.TryGetValue(operation.Name, out var rights) || !rights.SequenceEqual(Asked(operation)))
            .Select(operation => $"{operation.Name} = {string.Join(' ', Asked(operation))}").ToList();
        Assert.True(wrong.Count == 0, $"Not in Rights.txt, or otherwise:\n{string.Join('\n', wrong)}");
        Assert.Empty(Expected.Keys.Except(house.Operations.Select(operation => operation.Name)));
        Assert.Empty(Expected.Values.SelectMany(rights => rights).Distinct().Except([.. RightsTable.Rights.Select(right => right.Permission), "signed-in", "anybody"]));
    }

    [Fact]
    public async Task The_table_is_shown_in_the_README_and_served_to_clients()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "services", "Identity", "README.md"), TestContext.Current.CancellationToken);
        string[] shown = [.. readme.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|').Length == 9)];
        Assert.Equal(RightsTable.Rights.Select(right => $"| `{right.Permission}` | {right.Meaning} | {string.Join(" | ", InRoles(right).Select(Word))} |"), shown);

        using var sales = house.As("walker-sales", Roles.Sales);
        var served = (await sales.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.OK)["rights"]!.AsArray();
        Assert.Equal(
            RightsTable.Rights.Select(right => (right.Permission, string.Join(' ', InRoles(right).Select(reach => reach.ToString().ToLowerInvariant())), right.Sales.ToString().ToLowerInvariant())),
            served.Select(right => ((string)right!["permission"]!, string.Join(' ', new[] { "admin", "manager", "sales", "agent", "analyst" }.Select(role => (string)right[role]!)), (string)right["mine"]!)));
    }

    [Fact]
    public async Task Every_role_may_what_the_table_says_and_nothing_else()
    {
        var places = house.Operations.SelectMany(operation => Roles.All.Append("no-role-of-ours").Select(role => (Operation: operation, Role: role)));
        var clients = Roles.All.Append("no-role-of-ours").ToDictionary(role => role, role => house.As($"walker-{role}", role));
        var walked = await Walk.OverAsync(places, async place =>
        {
            var (operation, role) = place;
            var answer = await clients[role].SendAsync(operation.Method, operation.PathWith() + Nonsense, null);
            if (MayEnter(operation, role))
                return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotFound ? null : $"{operation} as {role} should be let in: {answer}";
            return answer is { Status: HttpStatusCode.Forbidden, Code: "forbidden" } ? null : $"{operation} as {role} should be 403: {answer}";
        });
        foreach (var client in clients.Values) client.Dispose();
        Assert.True(walked > 3000, $"only {walked}");
    }

    [Fact]
    public async Task No_operation_believes_a_bad_token()
    {
        var tokens = house.BadTokens().Select(token => (What: token.Key, Client: house.With(token.Value))).ToList();
        var closed = house.Operations.Where(operation => Expected[operation.Name] is not ["anybody"]).ToList();
        var places = closed.SelectMany(operation => tokens.Select(token => (Operation: operation, token.What, token.Client)));
        var walked = await Walk.OverAsync(places, async place =>
        {
            var answer = await place.Client.SendAsync(place.Operation.Method, place.Operation.PathWith() + Nonsense, null);
            return answer is { Status: HttpStatusCode.Unauthorized, Code: "unauthenticated" } && answer.Headers.ContainsKey("WWW-Authenticate")
                ? null
                : $"{place.Operation} with a token that is {place.What}: {answer}";
        });
        tokens.ForEach(token => token.Client.Dispose());
        Assert.True(walked > 5000, $"only {walked}");
    }

    [Fact]
    public async Task Each_service_checks_for_itself_and_not_only_the_gateway()
    {
        var tokens = house.BadTokens();
        var places = house.Hosts.SelectMany(host => Shown(host).Select(route => (Host: host.Urls.First(), Route: route)));
        using var http = new HttpClient();
        var walked = await Walk.OverAsync(places, async place =>
        {
            var operation = house.Operations.FirstOrDefault(operation => operation.Name == place.Route);
            if (operation is null || Expected[operation.Name] is ["anybody"]) return null;
            foreach (var what in new[] { "none", "a stranger's" })
            {
                using var direct = new ApiClient(place.Host, tokens[what]);
                var answer = await direct.SendAsync(operation.Method, operation.PathWith() + Nonsense, null);
                if (answer.Status != HttpStatusCode.Unauthorized) return $"{operation} at its service, token {what}: {answer}";
            }
            return null;
        });
        Assert.True(walked > 500, $"only {walked}");
    }

    [Fact]
    public void Every_route_of_a_service_is_in_the_document()
    {
        var shown = house.Operations.Select(operation => operation.Name).ToHashSet();
        var hidden = house.Hosts.Where(host => !IsGateway(host)).SelectMany(Shown).Where(route => !shown.Contains(route)).Distinct().Order().ToList();
        Assert.True(hidden.Count == 0, $"Served, and not in the document:\n{string.Join('\n', hidden)}");
    }

    [Fact]
    public void Every_field_of_a_filter_is_a_parameter_of_its_list()
    {
        var shown = house.Operations.ToDictionary(operation => operation.Name, operation => operation.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
        var filtered = house.Hosts.SelectMany(Endpoints).SelectMany(endpoint => FieldsOf(endpoint).Select(field => (Route: $"GET {PathOf(endpoint.RoutePattern)}", Field: field))).ToList();
        Assert.True(filtered.Count > 50, $"only {filtered.Count}");
        Assert.DoesNotContain(filtered, place => !shown[place.Route].Contains(place.Field));
    }

    [Fact]
    public void Every_list_in_the_document_says_of_what()
    {
        var lists = SchemasIn(house.Document, "").Where(place => IsList(place.Schema)).ToList();
        Assert.True(lists.Count > 300, $"only {lists.Count}");
        Assert.DoesNotContain(lists, place => place.Schema["items"] is not JsonObject { Count: > 0 });
        // A code in a list is one of those that there are.
        var kinds = house.Operations.Single(operation => operation.Name == "GET /api/v1/customers").Parameters.Single(parameter => parameter.Name == "kind").Schema["items"]!;
        Assert.Equal(["person", "organisation"], kinds["enum"]!.AsArray().Select(code => (string)code!));
    }

    [Fact]
    public async Task Every_operation_means_in_the_document_what_its_service_says()
    {
        using var http = new HttpClient();
        var (compared, wrong) = (0, new List<string>());
        foreach (var host in house.Hosts.Where(host => !IsGateway(host)))
        {
            var own = JsonNode.Parse(await http.GetStringAsync(new Uri(new Uri(host.Urls.First()), "/openapi/v1.json"), TestContext.Current.CancellationToken))!;
            var seen = new HashSet<(string, string)>();
            foreach (var (path, methods) in own["paths"]!.AsObject().Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal)))
            {
                compared++;
                if (!MeansTheSame(methods, own, house.Document["paths"]![path], house.Document, seen)) wrong.Add(path);
            }
        }
        Assert.True(compared > 300, $"only {compared}");
        Assert.Empty(wrong);
    }

    private static bool MeansTheSame(JsonNode? one, JsonNode oneDocument, JsonNode? other, JsonNode otherDocument, HashSet<(string, string)> seen)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                if (a["$ref"] is JsonValue first && first.TryGetValue(out string? to) && b["$ref"] is JsonValue second && second.TryGetValue(out string? into))
                    // The gateway's list of codes is the one of all services.
                    return to.EndsWith("/ProblemCode", StringComparison.Ordinal) || !seen.Add((to, into)) || MeansTheSame(SchemaAt(oneDocument, to), oneDocument, SchemaAt(otherDocument, into), otherDocument, seen);
                return a.Count == b.Count && a.All(field => b.ContainsKey(field.Key) && MeansTheSame(field.Value, oneDocument, b[field.Key], otherDocument, seen));
            case (JsonArray a, JsonArray b):
                return a.Count == b.Count && a.Zip(b).All(pair => MeansTheSame(pair.First, oneDocument, pair.Second, otherDocument, seen));
            default:
                return JsonNode.DeepEquals(one, other);
        }
    }

    private static JsonNode? SchemaAt(JsonNode document, string reference) => document["components"]!["schemas"]![reference["#/components/schemas/".Length..]];

    private static bool IsList(JsonObject schema) => schema["type"] switch
    {
        JsonValue one => one.TryGetValue(out string? type) && type == "array",
        JsonArray several => several.Any(type => (string?)type == "array"),
        _ => false,
    };

    private static IEnumerable<(string At, JsonObject Schema)> SchemasIn(JsonNode? node, string at) => node switch
    {
        JsonObject one => one.SelectMany(field => SchemasIn(field.Value, $"{at}/{field.Key}")).Prepend((at, one)),
        JsonArray many => many.SelectMany((item, i) => SchemasIn(item, $"{at}/{i}")),
        _ => [],
    };

    [Fact]
    public async Task Internal_routes_are_open_to_services_only_and_not_through_the_gateway()
    {
        var routes = house.Hosts.Where(host => !IsGateway(host)).SelectMany(host => Routes(host).Where(route => route.Path.StartsWith("/internal/", StringComparison.Ordinal)).Select(route => (Host: host.Urls.First(), route.Method, route.Path))).ToList();
        Assert.True(routes.Count > 10, $"only {routes.Count}");
        await Walk.OverAsync(routes.SelectMany(route => Roles.All.Select(role => (route, role))), async place =>
        {
            var ((host, method, path), role) = place;
            var concrete = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "01890a5d-ac96-774b-bcce-b302099a8057");
            using var direct = new ApiClient(host, house.Token("walker", role));
            var inside = await direct.SendAsync(HttpMethod.Parse(method), concrete, null);
            if (inside.Status != HttpStatusCode.Forbidden) return $"{method} {path} as {role}: {inside}";
            using var outside = house.As("walker", role);
            var through = await outside.SendAsync(HttpMethod.Parse(method), concrete, null);
            return through.Status == HttpStatusCode.NotFound ? null : $"{method} {path} through the gateway: {through}";
        });
    }

    private static Reach[] InRoles(Right right) => [right.Admin, right.Manager, right.Sales, right.Agent, right.Analyst];

    private static string Word(Reach reach) => reach == Reach.None ? "–" : reach.ToString().ToLowerInvariant();

    private static IEnumerable<string> Asked(Operation operation) =>
        operation.IsOpen ? ["anybody"] : operation.Permissions.Count == 0 ? ["signed-in"] : operation.Permissions;

    private static bool MayEnter(Operation operation, string role) => Expected[operation.Name] is ["anybody"] or ["signed-in"]
        || Expected[operation.Name].All(right => RightsTable.Of(role, right) != Reach.None);

    private static IEnumerable<string> Shown(WebApplication host) => Routes(host)
        .Where(route => !Unshown.Any(hidden => route.Path == hidden.TrimEnd('/') || (hidden.EndsWith('/') && route.Path.StartsWith(hidden, StringComparison.Ordinal))))
        .Select(route => $"{route.Method} {route.Path}");

    private static IEnumerable<RouteEndpoint> Endpoints(WebApplication host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // Of those that are gathered in a class, the inherited ones too.
    private static IEnumerable<string> FieldsOf(RouteEndpoint endpoint) => (endpoint.Metadata.GetMetadata<System.Reflection.MethodInfo>()?.GetParameters() ?? [])
        .Where(parameter => parameter.IsDefined(typeof(AsParametersAttribute), inherit: true)).SelectMany(parameter => parameter.ParameterType.GetProperties()).Select(property => property.Name);

    private static IEnumerable<(string Method, string Path)> Routes(WebApplication host) => Endpoints(host)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, PathOf(endpoint.RoutePattern))));

    // As the document writes it: without the constraints.
    private static string PathOf(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern)
    {
        var path = "/" + System.Text.RegularExpressions.Regex.Replace(pattern.RawText!.Trim('/'), @"\{(\w+)[^}]*\}", "{$1}");
        return path;
    }

    private static bool IsGateway(WebApplication host) => host.Services.GetService<Yarp.ReverseProxy.IProxyStateLookup>() is not null;

    private static Dictionary<string, string[]> Read()
    {
        using var reader = new StreamReader(typeof(Rights).Assembly.GetManifestResourceStream("Rights.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split(" = ")).ToDictionary(parts => parts[0], parts => parts[1].Split(' '));
    }
}
