using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>A body that is read as a document first, because what it is depends on what stands in it.</summary>
public static class JsonBody
{
    /// <exception cref="JsonException">It is no JSON, says a field twice, or holds half a character.</exception>
    public static async Task<JsonNode?> ReadAsync(HttpContext context)
    {
        var node = await JsonNode.ParseAsync(context.Request.Body,
            documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }, cancellationToken: context.RequestAborted);
        Read(node, "$");
        return node;
    }

    /// <exception cref="JsonException">As above, or it is something other than an object.</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpContext context) =>
        await ReadAsync(context) as JsonObject ?? throw new SaidJsonException("An object is expected.");

    // Texts of a document are decoded when they are asked for; here they are asked for once, while a client can still be told.
    private static void Read(JsonNode? node, string path)
    {
        try
        {
            switch (node)
            {
                case JsonObject thing:
                    foreach (var (name, inner) in thing) Read(inner, $"{path}.{name}");
                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++) Read(list[i], $"{path}[{i}]");
                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                    value.GetValue<string>();
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw new SaidJsonException("The text holds half a character; a character of two code units needs both.", path: path);
        }
    }
}
