using System.Text.Json;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>Says what is wrong with a query parameter, a part of the path or a field of a form, and what would be right, without naming our types.</summary>
internal static partial class QueryComplaint
{
    private const string Code = "query.malformed";

    public static HttpValidationProblemDetails? Of(BadHttpRequestException bad)
    {
        if (LeftOut().Match(bad.Message) is { Success: true } left)
            return Problems.Invalid(new Dictionary<string, string[]> { [JsonNamingPolicy.CamelCase.ConvertName(left.Groups["name"].Value)] = ["is required."] });
        var match = Unbound().Match(bad.Message);
        if (!match.Success) return null;
        var field = JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value);
        return Problems.Invalid(new Dictionary<string, string[]> { [field] = [Expected(match.Groups["type"].Value, match.Groups["value"].Value)] }, Code);
    }

    /// <summary>What is wrong with an instant that the framework would have taken.</summary>
    public static Invalid OfInstant(string field, string value) => new(field, Said(value, Instant(value)), Code);

    /// <summary>What would have fitted instead of a value that could not be read.</summary>
    public static Invalid OfValue(string field, Type type, string value) =>
        new(field, Expected(type.IsGenericType ? $"{type.Name}<{type.GenericTypeArguments[0].Name}>" : type.Name, value), Code);

    private static string Expected(string type, string value)
    {
        var inner = Wrapped().Match(type) is { Success: true } wrapped ? wrapped.Groups["inner"].Value : type;
        var bare = inner.TrimEnd('?').Replace("[]", "", StringComparison.Ordinal);
        var expected = JsonComplaint.EnumNamed(bare) is { } names
            ? $"one of these is expected: {string.Join(", ", names)}"
            : bare switch
            {
                "int" or "Int32" or "long" or "Int64" => "a whole number is expected",
                "DateTimeOffset" => Instant(value),
                "DateOnly" => "a date is expected, such as 2026-03-01",
                "bool" or "Boolean" => "true or false is expected",
                "Guid" => "an id is expected, such as 01890a5d-ac96-774b-bcce-b302099a8057",
                _ => "a value of another kind is expected",
            };
        return Said(value, expected);
    }

    private static string Instant(string value) => InstantText.LostItsPlus(value)
        ? "the plus sign of the offset is written %2B in a query"
        : $"{char.ToLowerInvariant(InstantText.Expected[0])}{InstantText.Expected[1..]} (in a query the plus sign is %2B)";

    private static string Said(string value, string expected) => $"'{value}' does not fit: {expected}.";

    [GeneratedRegex("^Failed to bind parameter \"(?<type>.+) (?:[\\w.]+\\.)?(?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \".+ (?:[\\w.]+\\.)?(?<name>\\w+)\" was not provided from (?:(?:route or )?query string|form|form file)\\.$")]
    private static partial Regex LeftOut();

    [GeneratedRegex("(?<inner>[^<>]+)>+(\\[\\])?\\??$")]
    private static partial Regex Wrapped();
}
