using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

internal static class ActivityEvents
{
    /// <summary>What others learn of a visit after a change.</summary>
    public static VisitChanged ToEvent(this Visit v, long version) => new(
        v.Id, version, v.CustomerId, v.OwnerId, v.Team, EnumCode.Of(v.State), EnumCode.Of(v.Purpose), v.PlannedAt, v.StartedAt, v.EndedAt, v.Outcome, v.MinutesSpent);

    public static CallLogged ToEvent(this Call c) => new(
        c.Id, c.CustomerId, c.OwnerId, c.Team, EnumCode.Of(c.Direction), EnumCode.Of(c.Purpose), c.Reached, c.At, c.MinutesSpent, c.Outcome);
}
