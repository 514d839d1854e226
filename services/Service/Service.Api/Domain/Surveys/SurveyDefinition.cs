using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>Texts by BCP 47 tag, in any case.</summary>
internal sealed record SurveyTexts(ImmutableDictionary<string, string> ByLanguage)
{
    public ImmutableDictionary<string, string> ByLanguage { get; init; } = ByLanguage.WithComparers(StringComparer.OrdinalIgnoreCase);

    public static SurveyTexts Of(params (string Language, string Text)[] texts) =>
        new(texts.ToImmutableDictionary(text => text.Language, text => text.Text, StringComparer.OrdinalIgnoreCase));

    public bool HasAll(IEnumerable<string> languages) =>
        languages.All(language => ByLanguage.TryGetValue(language, out var text) && !string.IsNullOrWhiteSpace(text));
}

/// <summary>An answer one can choose.</summary>
internal sealed record SurveyChoice(string Id, SurveyTexts Text);

/// <summary>One question. With <paramref name="AsksExpectation"/> it asks what was expected beside what was experienced.</summary>
internal sealed record SurveyItem(string Id, SurveyItemKind Kind, SurveyTexts Text, bool IsRequired = true, bool AsksExpectation = false)
{
    /// <summary>The scale of a CSAT or CES item; NPS has its own.</summary>
    public RatingScale? Scale { get; init; }

    public ImmutableArray<SurveyChoice> Choices { get; init; } = [];

    /// <summary>How a rating is read; null for choices and text.</summary>
    public RatingScale? ReadBy => Kind switch
    {
        SurveyItemKind.Csat => Scale ?? RatingScale.Csat5,
        SurveyItemKind.Ces => Scale ?? RatingScale.Ces7,
        SurveyItemKind.Nps => RatingScale.Nps,
        _ => null,
    };
}

/// <summary>
/// S7: a survey in one version. A published version never changes; a change is the next version, and each answer names the version
/// it answered. Languages are in order of preference, the first being what everybody else gets.
/// </summary>
internal sealed record SurveyDefinition(string Key, int Version, SurveyOccasion Occasion, ImmutableArray<string> Languages, SurveyTexts Title)
{
    public ImmutableArray<SurveyItem> Items { get; init; } = [];

    /// <summary>Answers are kept without the customer.</summary>
    public bool IsAnonymous { get; init; }

    public int LinkDays { get; init; } = 14;

    /// <summary>After how many days without an answer the one reminder goes out.</summary>
    public int ReminderDays { get; init; } = 5;

    /// <summary>By how much an experience falls short of the expectation to be unhappy.</summary>
    public int UnhappyGap { get; init; } = 2;

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The language of the survey that suits a reader best.</summary>
    public string LanguageFor(string? reader)
    {
        if (string.IsNullOrEmpty(reader))
            return Languages[0];

        var family = reader.Split('-')[0];
        return Languages.FirstOrDefault(language => language.Equals(reader, StringComparison.OrdinalIgnoreCase))
            ?? Languages.FirstOrDefault(language => LanguageTags.Covers(language, reader))
            ?? Languages.FirstOrDefault(language => LanguageTags.Covers(family, language))
            ?? Languages[0];
    }

    /// <summary>Publishes, or refuses with everything that is missing (<c>survey.incomplete</c>).</summary>
    public Outcome<SurveyDefinition> Publish(DateTimeOffset at)
    {
        if (PublishedAt is not null)
            return Refusal.Conflict("survey.published", "This version is published already; make the next one.");

        return SurveyChecks.Of(this) is { } refusal ? refusal : this with { PublishedAt = at };
    }

    /// <summary>A draft of the next version with the same questions.</summary>
    public SurveyDefinition NextVersion() => this with { Version = Version + 1, PublishedAt = null };
}
