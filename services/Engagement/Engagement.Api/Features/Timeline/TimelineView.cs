using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Features.Timeline;

/// <summary>One thing that happened with a customer.</summary>
/// <param name="Title">What it was, in the language asked for.</param>
/// <param name="Subject">A number or a code: the order's, the complaint's, the stage reached.</param>
/// <param name="Text">What people wrote.</param>
/// <param name="SourceId">The activity, complaint, warning … it tells of.</param>
/// <param name="Facts">Further facts; which ones there are depends on the kind.</param>
public sealed record TimelineView(
    TimelineKind Kind, DateTimeOffset At, string Title, string? Subject, string? Text, string? By, Guid SourceId, StoredJson? Facts)
{
    private static readonly FrozenDictionary<(TimelineKind, Language), string> Names =
        (from kind in Enum.GetValues<TimelineKind>() from language in Enum.GetValues<Language>() select (kind, language))
        .ToFrozenDictionary(pair => pair, pair => Terms.Name(pair.kind, pair.language));

    internal static TimelineView Of(TimelineEntry e, Language language) => new(
        e.Kind, e.At, Titled(Names[(e.Kind, language)], e.Subject, language), e.Subject, e.Text, e.By, e.SourceId,
        e.Facts is null ? null : new StoredJson(e.Facts));

    private static string Titled(string name, string? subject, Language language) =>
        subject is null ? name : language == Language.English ? $"{name}: {subject}" : $"{name}：{subject}";
}

/// <summary>A JSON object as it was stored; written out without being read.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct StoredJson(string Text)
{
    internal sealed class Converter : JsonConverter<StoredJson>
    {
        public override StoredJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new StoredJson(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, StoredJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
