namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: an answer as the caller noted it.</summary>
/// <param name="ReadingId">How it was understood; null when it fitted none or the question was passed over.</param>
/// <param name="Words">What the customer said, if it was written down.</param>
internal sealed record GivenAnswer(string QuestionId, string? ReadingId, string? Words, DateTimeOffset At);

/// <summary>E3, E4: how far a call has come with its guide.</summary>
/// <param name="Guide">The version it began with; a version published meanwhile does not reach it.</param>
/// <param name="Outstanding">The question that was asked and not answered yet.</param>
/// <param name="CompetitorNamed">The customer spoke of a competitor.</param>
internal sealed record CallProgress(
    GuideVersion Guide, IReadOnlyList<GivenAnswer> Answers, string? Outstanding, bool CompetitorNamed)
{
    public static CallProgress Begin(Guide guide) => new(guide.Id, [], null, false);

    public bool IsAnswered(string questionId) => Answers.Any(answer => answer.QuestionId == questionId);

    /// <exception cref="InvalidOperationException">Another question has not been answered yet.</exception>
    public CallProgress Ask(Guide guide, string questionId)
    {
        DemandGuide(guide);
        if (guide.Find(questionId) is null) throw new ArgumentException($"guide.question-unknown: {questionId}", nameof(questionId));
        // E4: one question at a time.
        if (Outstanding is not null && Outstanding != questionId)
            throw new InvalidOperationException($"guide.question-outstanding: {Outstanding}");
        return this with { Outstanding = questionId };
    }

    /// <summary>Notes an answer. It may be to a question not offered: customers talk as they like.</summary>
    /// <param name="competitors">Names of competitors, to be heard in the customer's words.</param>
    public CallProgress Answer(Guide guide, GivenAnswer answer, IReadOnlyCollection<string> competitors)
    {
        DemandGuide(guide);
        if (guide.Find(answer.QuestionId) is not { } question)
            throw new ArgumentException($"guide.question-unknown: {answer.QuestionId}", nameof(answer));
        var reading = question.Readings.FirstOrDefault(reading => reading.Id == answer.ReadingId);
        if (answer.ReadingId is not null && reading is null)
            throw new ArgumentException($"guide.reading-unknown: {answer.ReadingId}", nameof(answer));
        return this with
        {
            Answers = [.. Answers, answer],
            Outstanding = Outstanding == answer.QuestionId ? null : Outstanding,
            CompetitorNamed = CompetitorNamed
                || reading is { NamesCompetitor: true }
                || (answer.Words is { } words && competitors.Any(name => SpokenWords.Contain(words, name))),
        };
    }

    /// <summary>The caller heard a competitor's name outside an answer.</summary>
    public CallProgress HearCompetitor() => this with { CompetitorNamed = true };

    internal void DemandGuide(Guide guide)
    {
        if (guide.Id != Guide)
            throw new ArgumentException($"The call began with {Guide}, not with {guide.Id}.", nameof(guide));
    }
}
