using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.AccountPlans;

/// <summary>A code with its name in the request's language.</summary>
public sealed record PlanTerm(string Code, string Name)
{
    internal static PlanTerm Of<T>(T value, Language language) where T : struct, Enum => new(EnumCode.Of(value), Terms.Name(value, language));
}

/// <summary>The questions about a competitor that nobody has answered.</summary>
public sealed record OpenQuestionsView(string Competitor, IReadOnlyList<PlanTerm> Questions);

/// <summary>What the plan leaves open, and what is due.</summary>
public sealed record PlanReadingView(
    IReadOnlyList<PlanTerm> SilentSources, IReadOnlyList<OpenQuestionsView> OpenQuestions, IReadOnlyList<PlanTerm> MissingSigns, int OverdueActions, DateOnly? NextReview, bool ReviewOverdue);

/// <summary>An account plan (C12).</summary>
/// <param name="MadeAt">When it first had a goal and an action; the gate out of the stranger stage asks for that (C9).</param>
public sealed record AccountPlanView(Guid CustomerId, PlanContent Plan, DateTimeOffset? MadeAt, string? MadeBy, PlanReadingView Reading, long Version) : IVersionedView
{
    internal static AccountPlanView Of(AccountPlan plan, DateOnly today, Language language)
    {
        var reading = PlanReading.Of(plan.Content, today);
        IReadOnlyList<PlanTerm> Named<T>(IReadOnlyList<T> values) where T : struct, Enum => [.. values.Select(value => PlanTerm.Of(value, language))];
        return new AccountPlanView(plan.CustomerId, plan.Content, plan.MadeAt, plan.MadeBy, new PlanReadingView(
            Named(reading.SilentSources), [.. reading.OpenQuestions.Select(pair => new OpenQuestionsView(pair.Competitor, Named(pair.Questions)))], Named(reading.MissingSigns),
            reading.OverdueActions, reading.NextReview, reading.ReviewOverdue), plan.Version);
    }
}
