using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>Says what is wrong with a JSON document, and what would be right, without naming our types.</summary>
internal static partial class JsonComplaint
{
    private static readonly ConcurrentDictionary<string, Type?> EnumsByName = new();
    private static readonly ConcurrentDictionary<string, Type?> OursByName = new();

    public static string InWords(JsonException json)
    {
        var message = json.Message;
        var place = json.LineNumber is { } line ? $" (line {line + 1}, position {json.BytePositionInLine + 1})" : "";
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return Fields(message) is { Length: > 0 } known
                ? $"The field '{BetweenQuotes(message)}' is not known here. Known: {string.Join(", ", known)}."
                : $"The field '{BetweenQuotes(message)}' is not known here.";
        if (message.Contains("doesn't allow null", StringComparison.Ordinal) || message.Contains("does not allow null", StringComparison.Ordinal))
            return "Must not be null.";
        if (message.Contains("could not be converted to ", StringComparison.Ordinal))
            return $"{Expected(After(message, "could not be converted to ").TrimEnd('.'), json.Path ?? "$")}{place}.";
        return $"The body is not valid JSON{place}.";
    }

    /// <summary>The required fields that a document lacks, with the path to where they belong.</summary>
    public static IReadOnlyList<string> MissingFields(JsonException json)
    {
        if (!json.Message.Contains("missing required", StringComparison.Ordinal)) return [];
        var prefix = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        return [.. After(json.Message, "including: ").Split('\'').Where((_, i) => i % 2 == 1).Select(name => prefix.Length == 0 ? name : $"{prefix}.{name}")];
    }

    // As the published description has them. The message quotes what a client wrote, so a name in it is looked up only if it can be one
    // of a body's types, which are public, and remembered only if it is.
    private static string[] Fields(string message)
    {
        if (Holder().Match(message) is not { Success: true } holder) return [];
        var name = holder.Groups["type"].Value;
        if (!OursByName.TryGetValue(name, out var type) && FindOurs(name) is { IsPublic: true } found) type = OursByName[name] = found;
        return type is not { IsPublic: true, IsEnum: false } ? [] :
        [
            .. type.GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        ];
    }

    [GeneratedRegex(@"contained in type '(?<type>CrmPlatform(\.\w+)+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Holder();

    private static string BetweenQuotes(string message) => message.Split('\'') is { Length: > 1 } parts ? parts[1] : "";

    private static string After(string message, string marker)
    {
        var at = message.IndexOf(marker, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + marker.Length)..].Split(" Path:", 2)[0].Trim();
    }

    private static string Expected(string typeName, string path)
    {
        var name = typeName.StartsWith("System.Nullable`1[", StringComparison.Ordinal) ? typeName["System.Nullable`1[".Length..].TrimEnd(']') : typeName;
        return name switch
        {
            "System.Int32" or "System.Int64" => "A whole number is expected",
            "System.Decimal" or "System.Double" => "A number is expected",
            "System.DateTimeOffset" => InstantText.Expected,
            "System.DateTime" => "A date and time of day where it happens is expected, such as 2026-03-01T09:00:00",
            "System.DateOnly" => "A date is expected, such as 2026-03-01",
            "System.TimeOnly" => "A time of day is expected, such as 09:30:00",
            "System.Guid" => "An id is expected, such as 01890a5d-ac96-774b-bcce-b302099a8057",
            "System.Boolean" => "true or false is expected",
            "System.String" => "A text is expected",
            _ when OursByName.GetOrAdd(name, FindOurs) is null => SeveralOf(name, path),
            _ when OursByName[name] is { IsEnum: true } type => $"One of these is expected: {string.Join(", ", Codes(type))}",
            // Of a record the framework names the record itself, and the field by the path only.
            _ when FieldAt(OursByName[name]!, path) is { } field => Expected(field.ToString(), "$"),
            _ => "An object is expected",
        };
    }

    // Lists and tables, as Type.ToString spells them.
    private static string SeveralOf(string name, string path) => Several().Match(name) switch
    {
        { Success: true } list when path.EndsWith(']') => Expected(list.Groups["of"].Value, "$"),
        _ when name.Contains("Dictionary`2[", StringComparison.Ordinal) => "An object is expected",
        { Success: true } => "A list is expected",
        _ => "A value of another kind is expected",
    };

    private static Type? FieldAt(Type record, string path)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        if (last.Contains('[', StringComparison.Ordinal)) return null;
        return record.GetProperties().FirstOrDefault(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == last)?.PropertyType is { } type && type != record ? type : null;
    }

    [GeneratedRegex(@"^(System\.Collections\.[^\[]*`1\[(?<of>.+)\]|(?<of>.+)\[\])$")]
    private static partial Regex Several();

    /// <summary>The codes of an enum of ours by its bare name; null when there is none.</summary>
    public static IEnumerable<string>? EnumNamed(string bareName) => EnumsByName.GetOrAdd($".{bareName}", FindEnumByBareName) is { } type ? Codes(type) : null;

    private static IEnumerable<string> Codes(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(EnumCode.OfField);

    private static Type? FindEnumByBareName(string dotted) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name!.StartsWith("CrmPlatform", StringComparison.Ordinal))
        .SelectMany(assembly => assembly.GetTypes())
        .FirstOrDefault(type => type.IsEnum && type.Name == dotted[1..]);

    private static Type? FindOurs(string name) => name == typeof(DayOfWeek).FullName ? typeof(DayOfWeek) : AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name!.StartsWith("CrmPlatform", StringComparison.Ordinal))
        .Select(assembly => assembly.GetType(name))
        .FirstOrDefault(type => type is not null);
}
