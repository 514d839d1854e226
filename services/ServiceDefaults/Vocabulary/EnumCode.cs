using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>Enum values as the API and the events spell them: <c>EndCustomer</c> is <c>end-customer</c>.</summary>
public static class EnumCode
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Codes[value];

    public static string? OfNullable<T>(T? value) where T : struct, Enum => value is { } given ? Table<T>.Codes[given] : null;

    public static bool TryParse<T>(string code, out T value) where T : struct, Enum => Table<T>.Values.TryGetValue(code, out value);

    /// <summary>For a parameter that <see cref="CodeOfAttribute{T}"/> has checked; null when it was left out.</summary>
    public static T? ParseGiven<T>(string? code) where T : struct, Enum => code is null ? null : Parse<T>(code);

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    /// <summary>For what another service says: a code it made up is its mistake.</summary>
    public static T Parse<T>(string code) where T : struct, Enum => TryParse<T>(code, out var value)
        ? value
        : throw new FormatException($"'{code}' is no {typeof(T).Name}: {string.Join(", ", All<T>())}.");

    internal static string OfObject(Enum value) =>
        value.GetType().GetField(value.ToString()) is { } field ? OfField(field) : value.ToString();

    internal static string OfField(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name);

    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Codes = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => OfField(typeof(T).GetField(value.ToString())!));

        public static readonly FrozenDictionary<string, T> Values = Codes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }
}
