using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Edge.Tests.Schemas;

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>
/// Things for walks to touch: of each kind that can be made with plausible values one is there, and a walk's path leads to it. What could
/// not be made is met with an id that nobody has.
/// </summary>
public sealed class Furniture(House house)
{
    /// <summary>What the names of fields alone do not tell: laid over the made-up body of the place.</summary>
    private static readonly Dictionary<string, string> Corrections = new()
    {
        ["/api/v1/customers/{id}/contacts"] = """{"channels":[{"channel":"phone","value":"+8613800138111"}],"preferred":"phone"}""",
        ["/api/v1/purchases/rates"] = """{"currency":"USD"}""",
        ["/api/v1/customers/{id}/loyalty/earnings"] = """{"partner":null}""",
        ["/api/v1/customers/{id}/loyalty/redemptions"] = """{"reward":null,"points":1}""",
        ["/api/v1/customers/{id}/care"] = """{"calendar":"solar","month":3,"day":8,"leapMonth":false}""",
        ["/api/v1/customers/{id}/consents"] = """{"until":"2099-01-01T00:00:00Z","contactId":null}""",
        ["/api/v1/segments"] = """{"kind":"dynamic","criteria":{"kind":["organisation"]}}""",
        ["/api/v1/visits"] = """{"touchpoint":null,"contactId":null,"participants":[],"assignedItems":[],"evidence":null}""",
        ["/api/v1/calls"] = """{"touchpoint":null,"contactId":null,"participants":[],"nextStep":null,"assignedItems":[],"evidence":null,"callBackAt":null,"plannedAt":null,"remindBefore":null}""",
        ["/api/v1/activities"] = """{"kind":"meeting","email":null,"message":null,"web":null,"fax":null,"event":null,"touchpoint":null,"participants":[],"assignedItems":[],"startedAt":null,"endedAt":null,"outcome":null,"nextStep":null,"departments":[],"evidence":null}""",
        ["/api/v1/opportunities"] = """{"stage":null}""",
        ["/api/v1/activities/series"] = """{"originalStart":null,"goal":null,"kind":"meeting","meeting":{"subject":"Monthly look"},"email":null,"message":null,"event":null,"rule":"FREQ=MONTHLY","start":"2027-01-05T10:00:00","contactId":null,"touchpoint":null}""",
        ["/api/v1/conversations"] = """{"preparation":null}""",
        ["/api/v1/routes"] = """{"stops":[{"name":"Corner shop","at":{"latitude":30.22,"longitude":120.12},"visitMinutes":10}],"fromArea":false,"dayStarts":"2027-03-01T09:00:00+08:00","dayEnds":"2027-03-01T18:00:00+08:00","end":null,"kilometresPerHour":20,"streetPercent":130,"area":[{"latitude":30.2,"longitude":120.1},{"latitude":30.3,"longitude":120.1},{"latitude":30.3,"longitude":120.2}]}""",
        ["/api/v1/absences"] = """{"from":"2027-03-01T09:00:00+08:00","to":"2027-03-02T09:00:00+08:00"}""",
        ["/api/v1/insights/kpi/targets"] = """{"period":"2027","of":"person","subject":"ada"}""",
        ["/api/v1/clients"] = """{"redirectUris":["https://example.com/back"],"postLogoutRedirectUris":["https://example.com/"],"grants":["authorization-code"],"actsFor":null}""",
        ["/api/v1/customers"] = """{"externalId":null,"referredBy":null,"taxId":null,"custom":{}}""",
        ["/api/v1/customers/{id}/custom-fields"] = """{"custom":{}}""",
        ["/api/v1/outlets"] = """{"stopId":null,"routeId":null}""",
        ["/api/v1/outlets/{id}/lead"] = """{"role":"demander","channel":"end-customer"}""",
        ["/api/v1/segments/{id}"] = """{"criteria":{"kind":["organisation"]}}""",
        ["/api/v1/exports"] = """{"filter":null,"sort":null,"columns":null}""",
        ["/api/v1/promises"] = """{"opportunityId":null,"visitId":null}""",
        ["/api/v1/complaints"] = """{"calendar":null}""",
    };

    private readonly Dictionary<string, string> ids = [];
    private Dictionary<string, JsonNode?> meant = [];

    internal async Task MoveInAsync()
    {
        (await house.Admin.PutAsync("/api/v1/staff/ada", new { name = "Ada", team = "north", roles = new[] { "admin" }, skills = Array.Empty<string>(), languages = new[] { "en" }, shifts = Array.Empty<object>(), timeZone = "Asia/Shanghai" }, "*"))
            .Expect(HttpStatusCode.Created);
        var customer = (await house.Admin.PostAsync("/api/v1/customers", new { kind = "organisation", role = "demander", channel = "end-customer", name = $"Walk {Guid.NewGuid():N}", team = "north", ownerId = "ada" })).Expect(HttpStatusCode.Created);
        meant = new Dictionary<string, JsonNode?>
        {
            ["customerId"] = customer.Id.ToString(), ["ownerId"] = "ada", ["staffId"] = "ada", ["assigneeId"] = "ada", ["team"] = "north", ["currency"] = "CNY", ["language"] = "en", ["timeZone"] = "Asia/Shanghai",
            ["email"] = "walker@example.com", ["phone"] = "+8613800138000", ["url"] = "https://example.com/hook", ["roles"] = new JsonArray("sales"), ["languages"] = new JsonArray("en"),
            ["eventTypes"] = new JsonArray("crm.customers.customer-changed.v1"), ["plannedAt"] = "2027-03-01T09:00:00+08:00", ["dueAt"] = "2027-03-01T09:00:00+08:00", ["latitude"] = 30.25, ["longitude"] = 120.16,
            ["from"] = "walker@example.com", ["reporterEmail"] = "walker@example.com", ["country"] = "CN", ["startsOn"] = "2027-03-01", ["endsOn"] = "2027-04-01", ["expectedClose"] = "2027-05-01",
        };
        foreach (var (list, field, key) in new[] { ("pipelines", "pipeline", "key"), ("guides", "guideKey", "key"), ("causes", "cause", "code") })
        {
            if ((await house.Admin.GetAsync($"/api/v1/{list}")).Json["items"] is JsonArray { Count: > 0 } there && there[0]![key] is { } known) meant[field] = (string)known!;
        }
        ids["/api/v1/customers/{id}/axes/{axis}"] = "grade";
        ids["/api/v1/categories/{category}"] = "quality";
        ids["/api/v1/support-plans/{abc}"] = "A";
        ids["/api/v1/customers/{id}"] = customer.Id.ToString();
        foreach (var operation in house.Operations.Where(IsMaking).OrderBy(operation => operation.Path.Length)) await MakeAsync(operation);
        // Once more for what needed something that came after it, and so that lists have a second page.
        foreach (var operation in house.Operations.Where(IsMaking).OrderBy(operation => operation.Path.Length)) await MakeAsync(operation);
        foreach (var operation in house.Operations.Where(IsMaking).Where(operation => Made[operation.Name].Status != HttpStatusCode.Created)) await MakeAsync(operation);
    }

    /// <summary>How the walk's POSTs to each place that makes something ended; for looking at what is not made.</summary>
    public Dictionary<string, Answer> Made { get; } = [];

    /// <summary>The path with the ids of things that are there.</summary>
    public string PathOf(Operation operation) => operation.PathWith(parameter =>
    {
        var prefix = operation.Path[..(operation.Path.IndexOf($"{{{parameter.Name}}}", StringComparison.Ordinal) + parameter.Name.Length + 2)];
        return ids.GetValueOrDefault(prefix);
    });

    public bool IsThere(Operation operation) => operation.Parameters.Where(parameter => parameter.In == "path")
        .All(parameter => ids.ContainsKey(operation.Path[..(operation.Path.IndexOf($"{{{parameter.Name}}}", StringComparison.Ordinal) + parameter.Name.Length + 2)]));

    public string RequiredQuery(Operation operation) => string.Concat(operation.Parameters.Where(parameter => parameter is { In: "query", Required: true })
        .Select(parameter => $"&{parameter.Name}={(meant.TryGetValue(parameter.Name, out var value) ? value : Operation.Plausible(parameter))}"));

    /// <summary>A body that fits the schema; null where none is taken.</summary>
    public JsonNode? BodyFor(Operation operation)
    {
        if (operation.Body is not { } schema) return null;
        var body = new Valid(meant).Of(Shape.Of(house.Document, schema));
        if (Corrections.TryGetValue(operation.Path, out var corrections) && body is JsonObject thing)
            foreach (var (name, value) in JsonNode.Parse(corrections)!.AsObject().Where(field => thing.ContainsKey(field.Key))) thing[name] = value?.DeepClone();
        return body;
    }

    /// <summary>The same with a name of its own wherever a name has to be the only one, for making another of its kind.</summary>
    public JsonNode? NewBodyFor(Operation operation)
    {
        var body = BodyFor(operation);
        if (body is not JsonObject thing || !IsMaking(operation)) return body;
        foreach (var (name, value) in thing.ToList())
        {
            if (name is "name" or "userName" or "clientId" or "reference" or "orderNumber" or "number" or "externalId" or "title" && value is JsonValue text && text.TryGetValue<string>(out _))
                thing[name] = $"{name.ToLowerInvariant()}-{Guid.NewGuid():N}"[..30];
        }
        return body;
    }

    private static bool IsMaking(Operation operation) =>
        operation.Method == HttpMethod.Post && operation is { Body: not null, IsOpen: false } && operation.Description["responses"]!["201"] is not null;

    private async Task MakeAsync(Operation operation)
    {
        var answer = await house.Admin.PostAsync(PathOf(operation), NewBodyFor(operation), operation.WantsIfMatch ? [("If-Match", "*")] : []);
        if (answer.Status == HttpStatusCode.Created || Made.GetValueOrDefault(operation.Name)?.Status != HttpStatusCode.Created) Made[operation.Name] = answer;
        if (answer.Status != HttpStatusCode.Created || answer.Json is not JsonObject made || made["id"] is not JsonValue id) return;
        ids.TryAdd($"{operation.Path}/{{id}}", id.ToString());
        // /api/v1/opportunities: what others call opportunityId.
        var word = operation.Path.Split('/')[^1];
        meant.TryAdd((word.EndsWith("ies", StringComparison.Ordinal) ? $"{word[..^3]}y" : word.TrimEnd('s')) + "Id", id.ToString());
    }
}
