namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: suggests how an answer or an objection may be understood, by the cue words of the guide. The caller decides.</summary>
internal static class Readings
{
    /// <summary>The reading whose longest cue is heard in the words; null when none is.</summary>
    public static AnswerReading? Suggest(GuideQuestion question, string words) => Best(question.Readings, reading => reading.Cues, words);

    /// <summary>The objection that the words sound like; null when none.</summary>
    public static ObjectionCard? Recognise(Guide guide, string words) => Best(guide.Objections, objection => objection.Cues, words);

    private static T? Best<T>(IEnumerable<T> candidates, Func<T, IReadOnlyDictionary<string, IReadOnlyList<string>>> cuesOf, string words)
        where T : class =>
        candidates
            // A longer cue says more: "not our business" over "business".
            .Select(candidate => (Candidate: candidate, Length: cuesOf(candidate).Values
                .SelectMany(cues => cues).Where(cue => SpokenWords.Contain(words, cue)).Select(cue => cue.Length).DefaultIfEmpty(0).Max()))
            .Where(heard => heard.Length > 0)
            .OrderByDescending(heard => heard.Length)
            .FirstOrDefault().Candidate;
}
