using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Guides;

public sealed record PersonalityTypeView(string Key, string Name, string Portrait, string Do, string Avoid);

public sealed record PersonalityCueView(string Id, string Text);

public sealed record PersonalityDictionaryView(IReadOnlyList<PersonalityTypeView> Types, IReadOnlyList<PersonalityCueView> Cues, int FewestCues);

/// <param name="Cues">Ids of the dictionary's cues that were noticed.</param>
public sealed record JudgePersonalityRequest([property: MaxLength(100)] IReadOnlyList<string> Cues);

public sealed record PersonalityScoreView(string Type, int Points);

/// <param name="Type">Null with too few cues or a tie.</param>
public sealed record PersonalityView(PersonalityTypeView? Type, IReadOnlyList<PersonalityScoreView> Ranking);

/// <summary>E4: judges the personality type from a dictionary that is data.</summary>
internal static class Personalities
{
    public static Ok<PersonalityDictionaryView> Read(HttpRequest http)
    {
        var (dictionary, language) = (PersonalityDictionary.Default, http.Language());
        return TypedResults.Ok(new PersonalityDictionaryView(
            [.. dictionary.Types.Select(type => View(type, language))], [.. dictionary.Cues.Select(cue => new PersonalityCueView(cue.Id, cue.Text.In(language)))], PersonalityDictionary.FewestCues));
    }

    public static Ok<PersonalityView> Judge(JudgePersonalityRequest request, HttpRequest http)
    {
        var dictionary = PersonalityDictionary.Default;
        var type = dictionary.Judge([.. request.Cues]);
        return TypedResults.Ok(new PersonalityView(
            type is null ? null : View(type, http.Language()), [.. dictionary.Rank(request.Cues).Select(score => new PersonalityScoreView(score.Type, score.Points))]));
    }

    private static PersonalityTypeView View(PersonalityType type, Language language) => new(
        type.Key, type.Name.In(language), type.Portrait.In(language), type.Do.In(language), type.Avoid.In(language));
}
