using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class FollowUpPolicies
{
    public static async Task<WorkCalendar> WorkCalendarAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken) =>
        (await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken)).Value.In(timeZone);

    /// <summary>E6: makes other cadences part of the next save, and tells others of them; the row whose version the answer carries.</summary>
    public static async Task<SettingDocument> WriteCadencesAsync(this EngagementDb db, StoredCadences cadences, long seen, CancellationToken cancellationToken)
    {
        var written = await db.WriteSettingAsync(StoredCadences.Name, cadences, cancellationToken, seen);
        if (db.IsChanging(written)) db.Tell(cadences, written.Id, written.Version + 1);
        return written;
    }

    /// <summary>Makes cadences that stand part of what the next save tells others.</summary>
    public static async Task TellCadencesAsync(this EngagementDb db, StoredCadences cadences, long version, CancellationToken cancellationToken) =>
        db.Tell(cadences, await db.Settings.Where(setting => setting.Name == StoredCadences.Name).Select(setting => setting.Id).SingleAsync(cancellationToken), version);

    private static void Tell(this EngagementDb db, StoredCadences cadences, Guid subject, long version)
    {
        var plan = new CadencePlan(cadences.Rules, cadences.Shift);
        db.Publish(new CadencesChanged(version, [.. CadenceKey.All.Select(key => new FollowUpCadence(EnumCode.Of(key.Class), EnumCode.Of(key.Stage), EnumCode.Of(key.Phase), plan.For(key).Days))]), subject);
    }

    /// <summary>E6: cadences and calendar as they stand now; a change is seen by the next look.</summary>
    public static async Task<FollowUpPolicy> FollowUpPolicyAsync(this EngagementDb db, string timeZone, CancellationToken cancellationToken)
    {
        var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        var calendar = await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken);
        return new FollowUpPolicy(new CadencePlan(cadences.Value.Rules, cadences.Value.Shift), calendar.Value.In(timeZone), cadences.Version + calendar.Version);
    }
}
