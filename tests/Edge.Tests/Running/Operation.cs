using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>A parameter as the document describes it.</summary>
public sealed record Parameter(string Name, string In, bool Required, JsonNode Schema);

/// <summary>One operation of the merged document.</summary>
public sealed partial record Operation(HttpMethod Method, string Path, JsonNode Description)
{
    /// <summary><c>POST /api/v1/customers</c>; how lists and failures call it.</summary>
    public string Name { get; } = $"{Method} {Path}";

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. (Description["parameters"]?.AsArray() ?? []).Select(parameter =>
            new Parameter((string)parameter!["name"]!, (string)parameter["in"]!, (bool?)parameter["required"] ?? false, parameter["schema"]!)),
    ];

    /// <summary>Null where it takes no JSON.</summary>
    public JsonNode? Body => Description["requestBody"]?["content"]?["application/json"]?["schema"] ?? Description["requestBody"]?["content"]?["application/merge-patch+json"]?["schema"];

    public bool NeedsBody => (bool?)Description["requestBody"]?["required"] ?? false;

    public bool IsUpload => Description["requestBody"] is not null && Body is null;

    public bool WantsIfMatch => Parameters.Any(parameter => parameter is { In: "header", Name: "If-Match" });

    public bool IsOpen => Description["security"] is JsonArray { Count: 0 };

    /// <summary>Answers for as long as somebody listens.</summary>
    public bool IsStream => Path == "/api/v1/stream";

    public IReadOnlyList<string> Permissions { get; } = [.. (Description["x-permissions"]?.AsArray() ?? []).Select(right => (string)right!)];

    public bool Writes => Method != HttpMethod.Get;

    public static IReadOnlyList<Operation> AllOf(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(method => new Operation(HttpMethod.Parse(method.Key.ToUpperInvariant()), path.Key, method.Value!))),
    ];

    /// <summary>The path with something plausible in each hole: an id nobody has, or what <paramref name="known"/> says.</summary>
    public string PathWith(Func<Parameter, string?>? known = null) => Hole().Replace(Path, hole =>
    {
        var parameter = Parameters.Single(p => p.In == "path" && p.Name == hole.Groups["name"].Value);
        return known?.Invoke(parameter) ?? Plausible(parameter);
    });

    public static string Plausible(Parameter parameter) => (string?)parameter.Schema["format"] switch
    {
        "uuid" => "01890a5d-ac96-774b-bcce-b302099a8057",
        "date" => "2026-03-01",
        "date-time" => "2026-03-01T09%3A00%3A00Z",
        _ => parameter.Schema["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true ? "1"
            : parameter.Schema["enum"] is JsonArray codes ? (string)codes[0]! : "nobody",
    };

    public override string ToString() => Name;

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Hole();
}
