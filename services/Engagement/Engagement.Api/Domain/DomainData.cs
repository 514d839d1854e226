using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmPlatform.Engagement.Domain;

/// <summary>
/// Data the rules work on, in files that travel inside the program; read strictly, so that a misspelt name is found when it is built
/// in.
/// </summary>
internal static class DomainData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="JsonException">The text is not of this shape.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Json) ?? throw new JsonException($"A {typeof(T).Name} is wanted, not null.");

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <exception cref="InvalidOperationException">No such file was built in.</exception>
    public static T Embedded<T>(string file)
    {
        using var stream = typeof(DomainData).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The data file {file} is not part of this build.");
        using var reader = new StreamReader(stream);
        return Read<T>(reader.ReadToEnd());
    }

    /// <summary>Names of the built-in files that begin with a prefix, in order.</summary>
    public static IReadOnlyList<string> Files(string prefix) =>
        [
            .. typeof(DomainData).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
