using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
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

/// <summary>C4, E6: the support plan of a class says how often its customers are looked after; the line of the class in the cadence plan follows it at once.</summary>
internal sealed class SupportPlansFollowed(EngagementDb db, RoundSignal rounds) : IHandle<SupportPlanChanged>
{
    public async Task HandleAsync(Received<SupportPlanChanged> received, CancellationToken cancellationToken)
    {
        var plan = received.Event;
        if (!EnumCode.TryParse<AbcClass>(plan.Class, out var abc)) return;
        var followed = await db.SettingAsync(FollowedPlans.Name, FollowedPlans.None, cancellationToken);
        if (followed.Value.Versions.GetValueOrDefault(plan.Class) >= plan.Version) return;
        await db.WriteSettingAsync(FollowedPlans.Name, new FollowedPlans(new Dictionary<string, long>(followed.Value.Versions) { [plan.Class] = plan.Version }), cancellationToken, followed.Version);

        var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        var lines = cadences.Value.Rules.ToList();
        var at = lines.FindIndex(line => line.Class == abc && line.Stage is null && line.Phase is null);
        if (at >= 0 && lines[at].Days == plan.CadenceDays) return;
        if (at >= 0) lines[at] = lines[at] with { Days = plan.CadenceDays };
        else lines.Add(new CadenceRule(abc, null, null, plan.CadenceDays));
        if (CadencePlan.Problems(lines).Count > 0) return;
        await db.WriteCadencesAsync(cadences.Value with { Rules = lines }, cadences.Version, cancellationToken);
        db.AfterCommit(rounds.Pulse);
    }
}
