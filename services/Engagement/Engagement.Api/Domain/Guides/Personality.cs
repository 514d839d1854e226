namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>A type of personality with how to deal with it.</summary>
internal sealed record PersonalityType(string Key, LocalText Name, LocalText Portrait, LocalText Do, LocalText Avoid);

/// <summary>Something one hears or sees in a conversation, and what it says for or against each type.</summary>
/// <param name="Points">By type; types left out are not touched.</param>
internal sealed record PersonalityCue(string Id, LocalText Text, IReadOnlyDictionary<string, int> Points);

/// <summary>A type and how much speaks for it.</summary>
internal sealed record PersonalityScore(string Type, int Points);

/// <summary>
/// E4: the dictionary by which a personality is judged. It is data; the judgement is an aid, not a fact about the person.
/// </summary>
internal sealed record PersonalityDictionary(int Version, IReadOnlyList<PersonalityType> Types, IReadOnlyList<PersonalityCue> Cues)
{
    /// <summary>With fewer cues nothing is said.</summary>
    public const int FewestCues = 3;

    public static PersonalityDictionary Default { get; } = DomainData.Embedded<PersonalityDictionary>("personality.json");

    /// <summary>All types, the likeliest first; unknown cues count for nothing, repeated ones once.</summary>
    public IReadOnlyList<PersonalityScore> Rank(IEnumerable<string> observed)
    {
        var seen = observed.ToHashSet(StringComparer.Ordinal);
        var cues = Cues.Where(cue => seen.Contains(cue.Id)).ToList();
        return
        [
            .. Types
                .Select(type => new PersonalityScore(type.Key, cues.Sum(cue => cue.Points.GetValueOrDefault(type.Key))))
                .OrderByDescending(score => score.Points),
        ];
    }

    /// <summary>The one type that is ahead of the others; null with too few cues or a tie.</summary>
    public PersonalityType? Judge(IReadOnlyCollection<string> observed)
    {
        if (observed.Distinct(StringComparer.Ordinal).Count(id => Cues.Any(cue => cue.Id == id)) < FewestCues) return null;
        var ranking = Rank(observed);
        return ranking.Count > 1 && ranking[0].Points > ranking[1].Points ? Types.First(type => type.Key == ranking[0].Type) : null;
    }
}
