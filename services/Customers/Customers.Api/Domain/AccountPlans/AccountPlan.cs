using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>The account plan of a customer (C12).</summary>
public sealed class AccountPlan : Entity, IHasHistory
{
    private AccountPlan() { }

    public Guid CustomerId { get; private set; }

    public PlanContent Content { get; private set; } = new();

    /// <summary>When it first had a goal and an action: from then on it counts as made (C9).</summary>
    public DateTimeOffset? MadeAt { get; private set; }

    public string? MadeBy { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static AccountPlan For(Guid customerId) => new() { CustomerId = customerId };

    /// <summary>True when the plan came to count as made by this.</summary>
    public bool Write(PlanContent content, string by, DateTimeOffset now)
    {
        Content = content;
        if (MadeAt is not null || content is not { Goals.Count: > 0, Actions.Count: > 0 }) return false;
        (MadeAt, MadeBy) = (now, by);
        return true;
    }
}

/// <summary>What an account plan leaves open, and what is due; computed and never stored.</summary>
/// <param name="SilentSources">Sources of challenge that the plan says nothing about.</param>
/// <param name="OpenQuestions">By competitor, the questions without an answer.</param>
public sealed record PlanReading(
    IReadOnlyList<ChallengeSource> SilentSources, IReadOnlyList<(string Competitor, IReadOnlyList<CompetitorQuestion> Questions)> OpenQuestions,
    IReadOnlyList<StrategicSign> MissingSigns, int OverdueActions, DateOnly? NextReview, bool ReviewOverdue)
{
    public static PlanReading Of(PlanContent plan, DateOnly today)
    {
        var open = (plan.Reviews ?? []).Where(review => string.IsNullOrWhiteSpace(review.Outcome)).Select(review => review.On).Order().ToList();
        return new PlanReading(
            [.. Enum.GetValues<ChallengeSource>().Where(source => (plan.Challenges ?? []).All(challenge => challenge.Source != source))],
            [.. (plan.Competitors ?? []).Select(competitor => (competitor.Name, (IReadOnlyList<CompetitorQuestion>)
                [.. Enum.GetValues<CompetitorQuestion>().Where(question => string.IsNullOrWhiteSpace(competitor.Answer(question)))])).Where(pair => pair.Item2.Count > 0)],
            [.. Enum.GetValues<StrategicSign>().Where(sign => !(plan.Signs ?? []).Contains(sign))],
            (plan.Actions ?? []).Count(action => !action.Done && action.Due < today),
            open.Count == 0 ? null : open[0], open.Count > 0 && open[0] < today);
    }
}
