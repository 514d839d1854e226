using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>One way of writing JSON for requests, answers and events.</summary>
public static class Json
{
    /// <summary>For what comes from clients: unknown fields, numbers in quotes and missing fields are errors.</summary>
    public static readonly JsonSerializerOptions Strict = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    /// <summary>For what we write ourselves and for events, which may come from another version: unknown fields are passed over, absent ones empty.</summary>
    public static readonly JsonSerializerOptions Tolerant = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    }, required: false);

    public static JsonSerializerOptions Configure(JsonSerializerOptions options, bool required = true)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = required;
        options.AllowDuplicateProperties = false;
        if (required)
        {
            options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(SaneValues.Watch);
            options.Converters.Add(new InstantText.Strict());
        }
        options.MaxDepth = 32;
        // Readable as it is: Chinese, and the plus sign of every offset. It is sent as application/json with nosniff, never inside HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}
