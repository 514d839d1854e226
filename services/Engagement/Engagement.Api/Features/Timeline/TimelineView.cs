using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Interventions;
using CrmPlatform.Engagement.Domain.Policy;
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

    /// <summary>What people call the codes that are subjects.</summary>
    private static readonly FrozenDictionary<(TimelineKind, string, Language), string> Words =
        new[] { Of<RelationshipStage>(TimelineKind.StageChanged), Of<ConsumptionZone>(TimelineKind.ZoneChanged), Of<PromiseState>(TimelineKind.Promise), Of<InterventionOutcome>(TimelineKind.Intervention) }
        .SelectMany(words => words)
        // C9: of the end there is no stage.
        .Concat(
        [
            KeyValuePair.Create((TimelineKind.StageChanged, "ended", Language.English), "Ended"),
            KeyValuePair.Create((TimelineKind.StageChanged, "ended", Language.SimplifiedChinese), "已终止"),
            KeyValuePair.Create((TimelineKind.StageChanged, "ended", Language.TraditionalChinese), "已終止"),
        ]).ToFrozenDictionary();

    internal static TimelineView Of(TimelineEntry e, Language language) => new(
        e.Kind, e.At, Titled(Names[(e.Kind, language)], InWords(e.Kind, e.Subject, language), language), e.Subject, e.Text, e.By, e.SourceId,
        e.Facts is null ? null : new StoredJson(e.Facts));

    private static string? InWords(TimelineKind kind, string? subject, Language language) =>
        subject is null ? null : Words.GetValueOrDefault((kind, subject, language), subject);

    private static IEnumerable<KeyValuePair<(TimelineKind, string, Language), string>> Of<T>(TimelineKind kind) where T : struct, Enum =>
        from value in Enum.GetValues<T>() from language in Enum.GetValues<Language>() select KeyValuePair.Create((kind, EnumCode.Of(value), language), Terms.Name(value, language));

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
