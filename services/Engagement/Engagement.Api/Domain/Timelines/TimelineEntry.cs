using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CrmPlatform.Engagement.Domain.Timelines;

/// <summary>
/// E11: one thing that happened with a customer. The kind has its names in three languages, the subject is what it was about, the
/// text is what people wrote.
/// </summary>
internal sealed class TimelineEntry
{
    private const int LongestText = 400;

    private TimelineEntry() { }

    public long Key { get; private set; }

    public Guid CustomerId { get; private set; }

    /// <summary>The customer it happened with before files were merged (C16).</summary>
    public Guid FirstCustomerId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public TimelineKind Kind { get; private set; }

    /// <summary>The activity, complaint, warning … it tells of; what has no id of its own is known by its message.</summary>
    public Guid SourceId { get; private set; }

    /// <summary>A number or a code: the order's, the complaint's, the stage reached.</summary>
    public string? Subject { get; private set; }

    public string? Text { get; private set; }

    public string? By { get; private set; }

    /// <summary>Further facts as a JSON object.</summary>
    public string? Facts { get; private set; }

    /// <param name="customerId">Whom the source names.</param>
    /// <param name="facts">An anonymous object; what is null in it is left out.</param>
    public static TimelineEntry Of(
        TimelineKind kind, Guid customerId, DateTimeOffset at, Guid sourceId, string? subject = null, string? text = null, string? by = null, object? facts = null) =>
        new()
        {
            Kind = kind,
            CustomerId = customerId,
            FirstCustomerId = customerId,
            At = at,
            SourceId = sourceId,
            Subject = subject,
            Text = Shortened(text),
            By = by,
            Facts = FactSheet.Write(facts),
        };

    /// <summary>Puts it on the file that has taken the customer's place.</summary>
    public void MoveTo(Guid survivor) => CustomerId = survivor;

    /// <summary>Tells of the same thing as it is now; it keeps its place in the store.</summary>
    public void Follow(TimelineEntry now) =>
        (At, Subject, Text, By, Facts) = (now.At, now.Subject, now.Text, now.By, now.Facts);

    /// <summary>Tells the same with other facts.</summary>
    public void Correct(object facts) => Facts = FactSheet.Write(facts);

    private static string? Shortened(string? text) => text is { Length: > LongestText } ? string.Concat(text.AsSpan(0, LongestText - 1), "…") : text;
}

/// <summary>Facts as JSON, readable in every script.</summary>
internal static class FactSheet
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string? Write(object? facts) => facts is null ? null : JsonSerializer.Serialize(facts, facts.GetType(), Options);

    public static T? Read<T>(string? facts) where T : class => facts is null ? null : JsonSerializer.Deserialize<T>(facts, Options);
}
