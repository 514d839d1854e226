using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>Takes a person out of a JSON document and leaves ids, sums, codes and times, so that what rests on them still adds up.</summary>
internal sealed class Redaction(ErasedPerson person, ErasureOptions options)
{
    private readonly IReadOnlyList<string> replaced = person.Replaced;

    /// <param name="text">JSON; what is none is taken as plain text.</param>
    public string Of(string text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return Plain(text);
        }
        return Walk(node)?.ToJsonString(Json.Tolerant) ?? "null";
    }

    public string Plain(string text)
    {
        foreach (var word in replaced) text = text.Replace(word, Erasure.Replacement, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private JsonNode? Walk(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (options.Dropped.Contains(name)) members.Remove(name);
                    else members[name] = options.Texts.Contains(name) ? Blank(value) : Walk(value)?.DeepClone();
                }
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++) items[i] = Walk(items[i])?.DeepClone();
                return items;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(Plain(value.GetValue<string>()));
            default:
                return node;
        }
    }

    private static JsonNode? Blank(JsonNode? value) => value switch
    {
        JsonArray => new JsonArray(),
        JsonObject => new JsonObject(),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => JsonValue.Create(Erasure.Replacement),
        null => null,
        _ => value.DeepClone(),
    };
}
