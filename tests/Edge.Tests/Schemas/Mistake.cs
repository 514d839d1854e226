using System.Text.Json.Nodes;

namespace CrmPlatform.Edge.Tests.Schemas;

/// <summary>One document that is wrong, or strange, in one way.</summary>
/// <param name="What">For people: the place and the kind of the mistake.</param>
/// <param name="Body">As it goes over the wire.</param>
/// <param name="IsWrong">The schema forbids it, so it must be refused; what is only strange may be taken.</param>
public sealed record Mistake(string What, string Body, bool IsWrong)
{
    private const string Lone = "@lone-surrogate@";

    /// <summary>Every document one mistake away from <paramref name="valid"/>.</summary>
    public static IEnumerable<Mistake> In(Shape shape, JsonNode valid) => OfTheWhole(valid).Concat(OfFields(shape, valid));

    private static IEnumerable<Mistake> OfTheWhole(JsonNode valid)
    {
        var text = valid.ToJsonString();
        yield return new("no body", "", true);
        yield return new("null", "null", true);
        yield return new("a list", $"[{text}]", true);
        yield return new("a text", "\"text\"", true);
        yield return new("cut off", text[..^1], true);
        yield return new("a byte order mark in the middle", "\uFEFF\uFEFF" + text, true);
        if (valid is not JsonObject { Count: > 0 } thing) yield break;
        yield return new("unknown field", $"{{\"noSuchField\":1,{text[1..]}", true);
        var (name, value) = thing.First();
        yield return new($"{name} twice", $"{{{JsonValue.Create(name)!.ToJsonString()}:{value?.ToJsonString() ?? "null"},{text[1..]}", true);
        yield return new($"{name} nested 100 deep", With(valid, [name], "@deep@").Replace("\"@deep@\"", new string('[', 100) + new string(']', 100), StringComparison.Ordinal), true);
    }

    private static IEnumerable<Mistake> OfFields(Shape shape, JsonNode valid) => Places(shape, valid, []).SelectMany(place => At(valid, place.Path, place.Shape, place.Required, place.Depth));

    private static IEnumerable<Mistake> At(JsonNode valid, IReadOnlyList<object> path, Shape shape, bool required, int depth)
    {
        var where = string.Join('.', path);
        Mistake Wrong(string what, JsonNode? value) => new($"{where}: {what}", With(valid, path, value), true);
        Mistake Strange(string what, JsonNode? value) => new($"{where}: {what}", With(valid, path, value), false);

        if (required) yield return new($"{where}: left out", Without(valid, path), true);
        if (!shape.IsNullable) yield return Wrong("null", null);
        switch (shape.Type)
        {
            case "string":
                yield return Wrong("a number", 5);
                if (shape.Codes is not null) yield return Wrong("no such code", "no-such-code");
                else if (shape.Format is "uuid") yield return Wrong("no id", "not-an-id");
                else if (shape.Format is "date") yield return Wrong("no such day", "2026-02-30");
                else if (shape.Format is "date-time") yield return Wrong("no such time", "2026-02-30T25:61:00Z");
                else if (shape.Format is "time") yield return Wrong("no such time", "25:61:00");
                else
                {
                    if (shape.MaxLength is { } most and < 20_000) yield return Wrong("too long", new string('长', most + 1));
                    else yield return Strange("very long", new string('长', 20_000));
                    if (shape.MinLength is > 0) yield return Wrong("empty", "");
                    if (depth > 1) yield break;
                    yield return Strange("foreign", Cut("王伟 🏭 Ünï\u202Ecode e\u0301", shape));
                    yield return Strange("SQL and HTML", Cut("'; DROP TABLE x;--<script>", shape));
                    yield return Strange("control characters", Cut("a\u0000b\u0007", shape));
                    yield return new($"{where}: half a character", With(valid, path, Lone).Replace(Lone, "\\ud83d", StringComparison.Ordinal), false);
                }
                if (shape.Format is "date-time")
                {
                    yield return Wrong("a day alone", "2026-03-01");
                    yield return Wrong("no offset", "2026-03-01T09:00:00");
                    yield return Wrong("no seconds", "2026-03-01T09:00Z");
                }
                if (shape.Format is "date-time" or "date") yield return Strange("the last day of all", shape.Format == "date" ? "9999-12-31" : "9999-12-31T23:59:59Z");
                if (shape.Format is "date-time" or "date") yield return Strange("the first day of all", shape.Format == "date" ? "0001-01-01" : "0001-01-01T00:00:00Z");
                break;
            case "integer" or "number":
                yield return Wrong("a text", "5");
                if (shape.Type == "integer") yield return new($"{where}: a fraction", With(valid, path, 1.5m), true);
                if (shape.Minimum is { } least and > -1_000_000_000m) yield return Wrong("too small", least - 1);
                else yield return Strange("negative", -1);
                if (shape.Maximum is { } top and < 1_000_000_000_000m) yield return Wrong("too large", top + 1);
                else yield return Strange("the largest", shape.Format == "int64" ? long.MaxValue : shape.Type == "integer" ? int.MaxValue : 1e15m);
                yield return new($"{where}: beyond all numbers", With(valid, path, "@huge@").Replace("\"@huge@\"", "1e400", StringComparison.Ordinal), shape.Type == "integer");
                break;
            case "boolean":
                yield return Wrong("a text", "true");
                break;
            case "array":
                yield return Wrong("an object", new JsonObject());
                if (shape.MaxItems is { } longest and < 2_000) yield return Wrong("too many", Repeated(valid, path, longest + 1));
                if (shape.MinItems is > 0) yield return Wrong("none", new JsonArray());
                if (shape.Items is { IsNullable: false }) yield return Wrong("with a null", new JsonArray((JsonNode?)null));
                break;
            case "object":
                yield return Wrong("a list", new JsonArray());
                yield return Wrong("a text", "text");
                break;
        }
    }

    // Fields, fields of fields and of the first thing in a list; deeper ones are the same kinds again.
    private static IEnumerable<(IReadOnlyList<object> Path, Shape Shape, bool Required, int Depth)> Places(Shape shape, JsonNode? valid, IReadOnlyList<object> path, int depth = 0)
    {
        if (depth > 1) yield break;
        if (valid is JsonObject thing && shape.Type == "object")
        {
            foreach (var (name, property) in shape.Properties)
            {
                if (!thing.ContainsKey(name)) continue;
                IReadOnlyList<object> here = [.. path, name];
                yield return (here, property, shape.Required.Contains(name), depth);
                foreach (var deeper in Places(property, thing[name], here, depth + 1)) yield return deeper;
            }
        }
        if (valid is JsonArray { Count: > 0 } list && shape.Items is { } items)
        {
            if (items.Type is "object") foreach (var deeper in Places(items, list[0], [.. path, 0], depth + 1)) yield return deeper;
            else yield return ([.. path, 0], items, false, depth + 1);
        }
    }

    private static string Cut(string text, Shape shape) => shape.MaxLength is { } most && text.Length > most ? new string('王', most) : text;

    private static JsonArray Repeated(JsonNode valid, IReadOnlyList<object> path, int times)
    {
        var first = (Find(valid, path) as JsonArray)?.FirstOrDefault();
        return new JsonArray([.. Enumerable.Range(0, times).Select(_ => first?.DeepClone())]);
    }

    private static string With(JsonNode valid, IReadOnlyList<object> path, JsonNode? value)
    {
        var copy = valid.DeepClone();
        var parent = Find(copy, [.. path.SkipLast(1)])!;
        if (path[^1] is string name) parent[name] = value;
        else parent[(int)path[^1]] = value;
        return copy.ToJsonString();
    }

    private static string Without(JsonNode valid, IReadOnlyList<object> path)
    {
        var copy = valid.DeepClone();
        Find(copy, [.. path.SkipLast(1)])!.AsObject().Remove((string)path[^1]);
        return copy.ToJsonString();
    }

    private static JsonNode? Find(JsonNode root, IReadOnlyList<object> path) =>
        path.Aggregate((JsonNode?)root, (node, step) => step is string name ? node?[name] : node?[(int)step]);
}
