using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

internal static class ActivityEvents
{
    /// <summary>What others learn of a visit after a change.</summary>
    public static VisitChanged ToEvent(this Visit v, long version) => new(
        v.Id, version, v.CustomerId, v.OwnerId, v.Team, EnumCode.Of(v.State), EnumCode.Of(v.Purpose), v.PlannedAt, v.StartedAt, v.EndedAt, v.Outcome, v.MinutesSpent,
        Contact: v.State == ActivityState.Done ? v.IsContact : null, ContactIds: Met(v));

    /// <summary>What others learn of an activity of another kind once it has taken place.</summary>
    public static ActivityRecorded ToRecord(this Activity a) => new(
        a.Id, a.CustomerId, a.OwnerId, a.Team, EnumCode.Of(a.Kind), EnumCode.Of(a.Direction), EnumCode.Of(a.Purpose), a.At, a.MinutesSpent, a.Outcome,
        Contact: a.IsContact, ContactIds: a is Meeting ? Met(a) : null);

    public static CallLogged ToEvent(this Call c) => new(
        c.Id, c.CustomerId, c.OwnerId, c.Team, EnumCode.Of(c.Direction), EnumCode.Of(c.Purpose), c.Reached, c.At, c.MinutesSpent, c.Outcome,
        Contact: c.Party != ContactParty.Human ? false : c.Reached ? c.IsContact : null);

    /// <summary>C11: whom of the customer's contacts somebody met there.</summary>
    private static List<Guid>? Met(Activity held) =>
        held.IsContact && held.Participants.Select(participant => participant.ContactId).OfType<Guid>().Distinct().ToList() is { Count: > 0 } contacts ? contacts : null;
}
