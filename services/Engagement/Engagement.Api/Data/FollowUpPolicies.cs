using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Data;

internal static class FollowUpPolicies
{
    public static async Task<WorkCalendar> WorkCalendarAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken) =>
        (await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken)).Value.In(timeZone);

    /// <summary>E6: makes other cadences part of the next save, and tells others of them; the row whose version the answer carries.</summary>
    public static async Task<SettingDocument> WriteCadencesAsync(this EngagementDb db, StoredCadences cadences, CancellationToken cancellationToken)
    {
        var written = await db.WriteSettingAsync(StoredCadences.Name, cadences, cancellationToken);
        var plan = new CadencePlan(cadences.Rules, cadences.Shift);
        if (db.IsChanging(written)) db.Publish(new CadencesChanged(written.Version + 1, [.. CadenceKey.All.Select(key => new FollowUpCadence(EnumCode.Of(key.Class), EnumCode.Of(key.Stage), EnumCode.Of(key.Phase), plan.For(key).Days))]), written.Id);
        return written;
    }

    /// <summary>E6: cadences and calendar as they stand now; a change is seen by the next look.</summary>
    public static async Task<FollowUpPolicy> FollowUpPolicyAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken)
    {
        var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        var calendar = await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken);
        return new FollowUpPolicy(new CadencePlan(cadences.Value.Rules, cadences.Value.Shift), calendar.Value.In(timeZone), cadences.Version + calendar.Version);
    }
}
