using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>Which versions of the support plans have been followed, by class.</summary>
internal sealed record FollowedPlans(IReadOnlyDictionary<string, long> Versions)
{
    public const string Name = "support-plans";

    public static FollowedPlans None { get; } = new(new Dictionary<string, long>());
}

/// <summary>What a version of a support plan said of that which is followed here.</summary>
internal sealed record PlanSaid(long Version, int CadenceDays, int DiscountRoomPercent)
{
    /// <summary>As it is while nobody has said otherwise: what the service begins with is what the plans begin with.</summary>
    public static PlanSaid AtFirst(AbcClass abc) => new(
        0, StoredCadences.Default.Rules.First(line => line.Class == abc).Days, (int)PromisePolicy.Default.Most(PromiseTerm.Discount, [PromiserRole.Sales], abc) / 100);
}

/// <summary>What the support plans said when they were last followed, by class. It stands beside the versions, which a release before this one reads as it knows them.</summary>
internal sealed record SaidByPlans(IReadOnlyDictionary<string, PlanSaid> Plans)
{
    public const string Name = "support-plans-said";

    public static SaidByPlans None { get; } = new(new Dictionary<string, PlanSaid>());
}

/// <summary>
/// C4, E6, E9: the support plan of a class says how often its customers are looked after, and what discount their owner may give without asking; the lines of
/// the class in the cadence plan and in the policy of promises follow it at once. What a plan goes on saying takes back nothing that was changed there since.
/// </summary>
internal sealed class SupportPlansFollowed(EngagementDb db, RoundSignal rounds) : IHandle<SupportPlanChanged>
{
    public async Task HandleAsync(Received<SupportPlanChanged> received, CancellationToken cancellationToken)
    {
        var plan = received.Event;
        if (!EnumCode.TryParse<AbcClass>(plan.Class, out var abc)) return;
        var followed = await db.SettingAsync(FollowedPlans.Name, FollowedPlans.None, cancellationToken);
        var last = followed.Value.Versions.GetValueOrDefault(plan.Class);
        if (last >= plan.Version) return;
        await db.WriteSettingAsync(FollowedPlans.Name, new FollowedPlans(new Dictionary<string, long>(followed.Value.Versions) { [plan.Class] = plan.Version }), cancellationToken, followed.Version);
        var said = await db.SettingAsync(SaidByPlans.Name, SaidByPlans.None, cancellationToken);
        var known = said.Value.Plans.GetValueOrDefault(plan.Class);
        var now = new PlanSaid(plan.Version, plan.CadenceDays, plan.DiscountRoomPercent);
        await db.WriteSettingAsync(SaidByPlans.Name, new SaidByPlans(new Dictionary<string, PlanSaid>(said.Value.Plans) { [plan.Class] = now }), cancellationToken, said.Version);

        var before = known ?? PlanSaid.AtFirst(abc);
        // An earlier release followed the cadence without writing down what it was, and the discount not at all.
        if (before.Version != last || before.CadenceDays != now.CadenceDays) await FollowCadenceAsync(abc, now.CadenceDays, cancellationToken);
        if (before.DiscountRoomPercent != now.DiscountRoomPercent) await FollowDiscountAsync(abc, now.DiscountRoomPercent * 100, isFirst: known is null && last > 0, cancellationToken);
    }

    private async Task FollowCadenceAsync(AbcClass abc, int days, CancellationToken cancellationToken)
    {
        var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        var lines = cadences.Value.Rules.ToList();
        var at = lines.FindIndex(line => line.Class == abc && line.Stage is null && line.Phase is null);
        if (at >= 0 && lines[at].Days == days) return;
        if (at >= 0) lines[at] = lines[at] with { Days = days };
        else lines.Add(new CadenceRule(abc, null, null, days));
        if (CadencePlan.Problems(lines).Count > 0) return;
        await db.WriteCadencesAsync(cadences.Value with { Rules = lines }, cadences.Version, cancellationToken);
        db.AfterCommit(rounds.Pulse);
    }

    private async Task FollowDiscountAsync(AbcClass abc, long basisPoints, bool isFirst, CancellationToken cancellationToken)
    {
        var policy = await db.SettingAsync(StoredPolicy.Name, StoredPolicy.Default, cancellationToken);
        // What the plan said while nothing followed it takes back no policy that somebody has written.
        if (isFirst && policy.Version > 0) return;
        var limits = policy.Value.Limits.ToList();
        var at = limits.FindIndex(limit => limit is { Term: PromiseTerm.Discount, Role: PromiserRole.Sales } && limit.Class == abc);
        if (at >= 0 && limits[at].Most == basisPoints) return;
        if (at >= 0) limits[at] = limits[at] with { Most = basisPoints };
        else limits.Add(new PolicyLimit(PromiseTerm.Discount, PromiserRole.Sales, basisPoints, abc));
        if (new PromisePolicy(0, limits).Problems().Count > 0) return;
        await db.WriteSettingAsync(StoredPolicy.Name, new StoredPolicy(limits), cancellationToken, policy.Version);
    }
}
