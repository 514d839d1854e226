using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Surveys;

/// <summary>A scale and how it is read; its name stands in every result. The two borders are the values nearest the middle that still count.</summary>
public sealed record ScaleBody([property: Required, StringLength(60, MinimumLength = 1)] string Name, int Lowest, int Highest, int SatisfiedFrom, int UnhappyFrom)
{
    internal RatingScale ToDomain() => new(Name, Lowest, Highest, SatisfiedFrom, UnhappyFrom);

    internal static ScaleBody? Of(RatingScale? scale) => scale is null ? null : new ScaleBody(scale.Name, scale.Lowest, scale.Highest, scale.SatisfiedFrom, scale.UnhappyFrom);
}

/// <summary>Texts are by BCP 47 tag.</summary>
public sealed record ChoiceBody([property: Required, StringLength(100, MinimumLength = 1)] string Id, IReadOnlyDictionary<string, string> Text);

/// <param name="AsksExpectation">Asks what was expected beside what was experienced.</param>
/// <param name="Scale">For CSAT and CES; the usual one when left out.</param>
public sealed record SurveyItemBody(
    [property: Required, StringLength(100, MinimumLength = 1)] string Id, SurveyItemKind Kind, IReadOnlyDictionary<string, string> Text, bool Required = true, bool AsksExpectation = false,
    ScaleBody? Scale = null, [property: MaxLength(30)] IReadOnlyList<ChoiceBody>? Choices = null);

/// <param name="Languages">In order of preference; the first is what everybody else gets.</param>
/// <param name="Anonymous">Answers are kept without the customer.</param>
/// <param name="LinkDays">How long the link works.</param>
/// <param name="ReminderDays">After how many days without an answer the one reminder goes out.</param>
/// <param name="UnhappyGap">By how much an experience falls short of the expectation to be unhappy.</param>
public sealed record SurveyRequest(
    SurveyOccasion Occasion, [property: MinLength(1), MaxLength(20)] IReadOnlyList<string> Languages, IReadOnlyDictionary<string, string> Title,
    [property: MinLength(1), MaxLength(50)] IReadOnlyList<SurveyItemBody> Items, bool Anonymous = false, int LinkDays = 14, int ReminderDays = 5, int UnhappyGap = 2)
{
    internal SurveyDefinition ToDomain(string key, int version) => new(key, version, Occasion, [.. Languages], Texts(Title))
    {
        Items =
        [
            .. Items.Select(item => new SurveyItem(item.Id, item.Kind, Texts(item.Text), item.Required, item.AsksExpectation)
            {
                Scale = item.Scale?.ToDomain(), Choices = [.. (item.Choices ?? []).Select(choice => new SurveyChoice(choice.Id, Texts(choice.Text)))],
            }),
        ],
        IsAnonymous = Anonymous, LinkDays = LinkDays, ReminderDays = ReminderDays, UnhappyGap = UnhappyGap,
    };

    /// <summary>The first text that is there twice in one language, since tags are read in any case; null where none is.</summary>
    internal string? TwiceIn => Twice(Title) ? "title"
        : Items.Index().Where(item => Twice(item.Item.Text)).Select(item => $"items[{item.Index}].text")
            .Concat(Items.Index().Where(item => (item.Item.Choices ?? []).Any(choice => Twice(choice.Text))).Select(item => $"items[{item.Index}].choices")).FirstOrDefault();

    private static bool Twice(IReadOnlyDictionary<string, string> texts) => texts.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() != texts.Count;

    private static SurveyTexts Texts(IReadOnlyDictionary<string, string> texts) => new(texts.ToImmutableDictionary(text => text.Key, text => text.Value, StringComparer.OrdinalIgnoreCase));
}

/// <param name="Number">The version; a published one never changes.</param>
/// <param name="Sent">Whether this is the version that is sent now.</param>
public sealed record SurveyView(
    Guid Id, string Key, int Number, SurveyOccasion Occasion, IReadOnlyList<string> Languages, IReadOnlyDictionary<string, string> Title, IReadOnlyList<SurveyItemBody> Items, bool Anonymous,
    int LinkDays, int ReminderDays, int UnhappyGap, DateTimeOffset? PublishedAt, bool Sent, long Version) : IVersionedView
{
    internal static SurveyView Of(SurveyRow row)
    {
        var d = row.Definition;
        return new SurveyView(
            row.Id, row.SurveyKey, row.Number, row.Occasion, d.Languages, d.Title.ByLanguage,
            [.. d.Items.Select(item => new SurveyItemBody(item.Id, item.Kind, item.Text.ByLanguage, item.IsRequired, item.AsksExpectation, ScaleBody.Of(item.ReadBy),
                item.Choices.IsEmpty ? null : [.. item.Choices.Select(choice => new ChoiceBody(choice.Id, choice.Text.ByLanguage))]))],
            d.IsAnonymous, d.LinkDays, d.ReminderDays, d.UnhappyGap, row.PublishedAt, row.IsSent, row.Version);
    }
}
