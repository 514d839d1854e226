using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Errors;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>
/// What clients may write for an instant: RFC 3339, date, time and offset. A day alone, or a time without an offset, would silently be
/// read as one of this machine's time zone.
/// </summary>
internal static partial class InstantText
{
    public const string Expected = "A date and time with offset is expected, such as 2026-03-01T09:00:00+08:00 or 2026-03-01T01:00:00Z";

    /// <summary>Whether it says day, time and offset; whether there is such a day is for who reads it.</summary>
    public static bool IsWhole(string text) => Whole().IsMatch(text);

    /// <summary>A plus sign that was not encoded comes out of a query as a blank.</summary>
    public static bool LostItsPlus(string text) => text.Length > 6 && text[^6] == ' ' && IsWhole($"{text[..^6]}+{text[^5..]}");

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,16})?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Whole();

    /// <summary>Reads instants in what clients send; they are written as ever.</summary>
    internal sealed class Strict : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && IsWhole(reader.GetString()!) && reader.TryGetDateTimeOffset(out var instant)
                ? instant
                : throw new SaidJsonException($"{Expected}.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
