using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmPlatform.Edge.Tests.Schemas;

/// <summary>Makes a document that fits a schema, with values a person might have entered where the name tells what is meant.</summary>
public sealed class Valid(IReadOnlyDictionary<string, JsonNode?> meant)
{
    private const int Deepest = 6;

    private static readonly string[] ForPatterns =
        ["spring", "CNY", "Spring", "en", "zh-Hans", "09:30", "2026-03", "A1", "1", "crm.customers.customer-changed.v1", "+8613800138000", "a@example.com", "https://example.com/", "00:30:00", "S", "spring-2026", "1980-05-17"];

    public JsonNode? Of(Shape shape, string name = "", int depth = 0)
    {
        if (depth > 0 && meant.TryGetValue(name, out var known) && Fits(known, shape)) return known?.DeepClone();
        if (depth > Deepest) return null;
        return shape.Type switch
        {
            "object" => Thing(shape, depth),
            "array" => List(shape, name, depth),
            "integer" or "number" => Number(shape),
            "boolean" => true,
            "string" => Text(shape, name),
            _ => "anything",
        };
    }

    private JsonObject Thing(Shape shape, int depth)
    {
        var thing = new JsonObject();
        foreach (var (name, property) in shape.Properties)
        {
            // What may be left out is given as long as the document stays a small one.
            if (depth < 3 || shape.Required.Contains(name)) thing[name] = Of(property, name, depth + 1);
        }
        if (shape.Values is { } values && shape.Properties.Count == 0) thing["en"] = Of(values, "en", depth + 1);
        return thing;
    }

    private JsonArray List(Shape shape, string name, int depth)
    {
        var list = new JsonArray();
        for (var i = 0; i < Math.Max(1, shape.MinItems ?? 0); i++)
            list.Add(shape.Items is { } items ? Of(items, name, depth + 1) : "anything");
        return list;
    }

    private static JsonValue Number(Shape shape)
    {
        var number = Math.Max(shape.Minimum ?? 1, Math.Min(1, shape.Maximum ?? 1));
        return shape.Type == "integer" ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }

    private static string Text(Shape shape, string name)
    {
        if (shape.Codes is { Count: > 0 } codes) return codes[0];
        var text = shape.Format switch
        {
            "uuid" => "01890a5d-ac96-774b-bcce-b302099a8057",
            "date-time" => "2026-03-01T09:00:00+08:00",
            "date-time-local" => "2027-03-01T09:00:00",
            "date" => "2026-03-01",
            "time" => "09:30:00",
            "uri" => "https://example.com/",
            _ when shape.Pattern is { } pattern => ForPatterns.FirstOrDefault(candidate => Regex.IsMatch(candidate, pattern)) ?? "a",
            _ => $"{name} of a walk",
        };
        if (shape.MaxLength is { } most && text.Length > most) text = text[..most];
        return shape.MinLength is { } least && text.Length < least ? text.PadRight(least, 'x') : text;
    }

    private static bool Fits(JsonNode? known, Shape shape) => known switch
    {
        null => shape.IsNullable,
        JsonArray => shape.Type == "array",
        JsonObject => shape.Type == "object",
        JsonValue value when value.TryGetValue<string>(out var text) => shape.Type == "string" && (shape.Codes is null || shape.Codes.Contains(text))
            && (shape.MaxLength is not { } most || text.Length <= most) && (shape.Format is null || LooksLike(text, shape.Format)),
        JsonValue => shape.Type is "integer" or "number" or "boolean",
        _ => false,
    };

    private static bool LooksLike(string text, string format) => format switch
    {
        "uuid" => Guid.TryParse(text, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _) && !text.Contains('T', StringComparison.Ordinal),
        "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => true,
    };
}
