using System.Text.Json;
using System.Text.Json.Serialization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>A text in several languages, by language tag.</summary>
[JsonConverter(typeof(LocalTextConverter))]
internal sealed class LocalText(IReadOnlyDictionary<string, string> byLanguage)
{
    public const string English = "en";
    public const string Simplified = "zh-Hans";
    public const string Traditional = "zh-Hant";

    private readonly IReadOnlyDictionary<string, string> byLanguage = byLanguage;

    /// <summary>The languages it is written in.</summary>
    public IEnumerable<string> Languages => byLanguage.Keys;

    /// <summary>In this language; failing that in the other script of it, in English, or in whichever there is.</summary>
    public string In(string language)
    {
        string[] order = language switch
        {
            Traditional => [Traditional, Simplified, English],
            Simplified => [Simplified, Traditional, English],
            _ => [language, English],
        };
        return order.Where(byLanguage.ContainsKey).Select(tag => byLanguage[tag]).FirstOrDefault() ?? byLanguage.Values.First();
    }

    public string In(Language language) => In(language switch
    {
        Language.SimplifiedChinese => Simplified,
        Language.TraditionalChinese => Traditional,
        _ => English,
    });

    public static LocalText Of(Wording words) =>
        new(new Dictionary<string, string> { [English] = words.En, [Simplified] = words.ZhHans, [Traditional] = words.ZhHant });

    public Wording ToWording() => new(In(English), In(Simplified), In(Traditional));

    public bool Has(string language) => byLanguage.TryGetValue(language, out var text) && !string.IsNullOrWhiteSpace(text);

    public override string ToString() => In(English);

    internal sealed class LocalTextConverter : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options);
            return texts is { Count: > 0 } ? new LocalText(texts) : throw new JsonException("A text in at least one language is wanted.");
        }

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.byLanguage, options);
    }
}
