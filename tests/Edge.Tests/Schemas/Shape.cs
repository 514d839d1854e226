using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Edge.Tests.Schemas;

/// <summary>A schema of the document, with its references followed.</summary>
public sealed class Shape
{
    private readonly JsonNode document;
    private readonly JsonNode schema;

    private Shape(JsonNode document, JsonNode schema, bool nullable) => (this.document, this.schema, IsNullable) = (document, schema, nullable);

    public static Shape Of(JsonNode document, JsonNode schema)
    {
        var nullable = false;
        while (true)
        {
            if (schema["$ref"] is JsonValue reference)
            {
                schema = document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!;
            }
            else if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
            {
                nullable |= choices.Any(choice => (string?)(choice!["type"] as JsonValue) == "null");
                schema = choices.First(choice => (choice!["type"] as JsonValue)?.GetValue<string>() != "null")!;
            }
            else
            {
                return new Shape(document, schema, nullable || (schema["type"] is JsonArray types && types.Any(type => (string?)type == "null")));
            }
        }
    }

    public bool IsNullable { get; }

    public string Type => schema["type"] switch
    {
        JsonArray types => (string)types.First(type => (string?)type != "null")!,
        JsonValue one => (string)one!,
        _ => schema["properties"] is not null ? "object" : schema["enum"] is not null ? "string" : "any",
    };

    public string? Format => (string?)schema["format"];

    public IReadOnlyList<string>? Codes => schema["enum"]?.AsArray().Where(code => code is not null).Select(code => code!.ToString()).ToList();

    public string? Pattern => (string?)schema["pattern"];

    public int? MinLength => (int?)schema["minLength"];

    public int? MaxLength => (int?)schema["maxLength"];

    public decimal? Minimum => Number("minimum") ?? Number("exclusiveMinimum");

    public decimal? Maximum => Number("maximum") ?? Number("exclusiveMaximum");

    public int? MinItems => (int?)schema["minItems"];

    public int? MaxItems => (int?)schema["maxItems"];

    public Shape? Items => schema["items"] is { } items ? Of(document, items) : null;

    /// <summary>What each value of a dictionary is.</summary>
    public Shape? Values => schema["additionalProperties"] is JsonObject values ? Of(document, values) : null;

    public IReadOnlyDictionary<string, Shape> Properties => schema["properties"] is not JsonObject properties
        ? new Dictionary<string, Shape>()
        : properties.ToDictionary(property => property.Key, property => Of(document, property.Value!));

    public IReadOnlySet<string> Required => schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];

    /// <summary>What a strict reader of this schema would not take in <paramref name="told"/>, with its place; null when it takes all.</summary>
    public string? Misfit(JsonNode? told, string place = "")
    {
        if (told is null) return IsNullable || Type == "any" ? null : $"{place}: null";
        switch (Type)
        {
            case "object":
                if (told is not JsonObject thing) return $"{place}: not an object but {told.ToJsonString()}";
                if (Required.FirstOrDefault(name => !thing.ContainsKey(name)) is { } missing) return $"{place}.{missing}: absent";
                var properties = Properties;
                return thing.Select(field => properties.TryGetValue(field.Key, out var known) ? known.Misfit(field.Value, $"{place}.{field.Key}")
                    : Values is { } values ? values.Misfit(field.Value, $"{place}.{field.Key}")
                    : properties.Count > 0 ? $"{place}.{field.Key}: not described" : null).FirstOrDefault(misfit => misfit is not null);
            case "array":
                if (told is not JsonArray list) return $"{place}: not a list but {told.ToJsonString()}";
                return Items is { } items ? list.Select((item, i) => items.Misfit(item, $"{place}[{i}]")).FirstOrDefault(misfit => misfit is not null) : null;
            case "string":
                if (told.GetValueKind() != JsonValueKind.String) return $"{place}: not a text but {told.ToJsonString()}";
                var text = told.GetValue<string>();
                return Codes is { } codes && !codes.Contains(text) ? $"{place}: no such code {text}" : IsOf(Format, text) ? null : $"{place}: no {Format} {text}";
            case "boolean":
                return told.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : $"{place}: neither true nor false but {told.ToJsonString()}";
            case "integer" or "number":
                if (told.GetValueKind() != JsonValueKind.Number) return $"{place}: not a number but {told.ToJsonString()}";
                return Type == "integer" && told.GetValue<decimal>() % 1 != 0 ? $"{place}: a fraction {told.ToJsonString()}" : null;
            default:
                return null;
        }
    }

    private static bool IsOf(string? format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time-local" => DateTime.TryParseExact(text, "s", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.IndexOf('T', StringComparison.Ordinal) is > 0 and var t && text.AsSpan(t).IndexOfAny("Z+-") > 0 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    // A bound of a decimal may be written as more than a decimal holds.
    private decimal? Number(string name) => schema[name] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : null;
}
