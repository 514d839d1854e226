using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E2: the phases of a visit.</summary>
public enum VisitPhase
{
    [Names("Contact", "接触", "接觸")] Contact,
    [Names("Objection", "异议", "異議")] Objection,
    [Names("Close", "成交", "成交")] Close,
    [Names("Follow-up", "跟进", "跟進")] FollowUp,
}

/// <summary>E2: something to take along.</summary>
public sealed record VisitMaterial(
    [property: Required, StringLength(200, MinimumLength = 1)] string Item,
    bool Ready = false);

/// <summary>E2: how the visitor gets ready: dress and mindset.</summary>
public sealed record VisitPreparation(
    [property: StringLength(400)] string? Dress = null,
    bool DressDone = false,
    [property: StringLength(400)] string? Mindset = null,
    bool MindsetDone = false);

/// <summary>E2: the policy or promotion a visit conveys (传达), with its cost, budget and expected effect.</summary>
/// <param name="CostMinor">Minor units of the currency.</param>
public sealed record ConveyedPolicy(
    [property: Required, StringLength(400, MinimumLength = 1)] string Policy,
    [property: Range(0, long.MaxValue)] long CostMinor,
    [property: Range(0, long.MaxValue)] long BudgetMinor,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as CNY.")] string Currency,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Effect);

/// <summary>What a visit is planned with beside what every activity has.</summary>
internal sealed record VisitPlan(
    string Goal, string? Mode, string? Content, VisitPhase? Phase = null, IReadOnlyList<VisitMaterial>? Materials = null,
    VisitPreparation? Preparation = null, ConveyedPolicy? Conveys = null)
{
    // E2: a policy is conveyed with its cost, budget and effect, and within its budget.
    public Refusal? Check(ActivityPurpose purpose)
    {
        if (purpose == ActivityPurpose.Convey && Conveys is null)
            return Refusal.Invalid("conveys", "visit.policy-missing", "A visit that conveys a policy names it with its cost, budget and effect.");
        return Conveys is { } policy && policy.CostMinor > policy.BudgetMinor
            ? Refusal.Invalid("conveys.costMinor", "visit.policy-beyond-budget", "The policy costs more than its budget.")
            : null;
    }
}
