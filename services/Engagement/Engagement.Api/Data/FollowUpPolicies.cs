using CrmPlatform.Engagement.Domain.Cadence;

namespace CrmPlatform.Engagement.Data;

internal static class FollowUpPolicies
{
    public static async Task<WorkCalendar> WorkCalendarAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken) =>
        (await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken)).Value.In(timeZone);

    /// <summary>E6: cadences and calendar as they stand now; a change is seen by the next look.</summary>
    public static async Task<FollowUpPolicy> FollowUpPolicyAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken)
    {
        var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        var calendar = await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken);
        return new FollowUpPolicy(new CadencePlan(cadences.Value.Rules, cadences.Value.Shift), calendar.Value.In(timeZone), cadences.Version + calendar.Version);
    }
}
