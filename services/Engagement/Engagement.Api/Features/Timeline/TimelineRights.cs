using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Engagement.Features.Timeline;

/// <summary>X1, E11: an entry tells of a thing as much as the thing itself, so it is for those who may read the thing.</summary>
internal static class TimelineRights
{
    public static TimelineKind[] HiddenFrom(CallerAccessor caller) => [.. Enum.GetValues<TimelineKind>().Where(kind => PermissionOf(kind) is { } permission && !caller.May(permission))];

    /// <summary>Null: the right to the timeline is all it takes.</summary>
    private static string? PermissionOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Call or TimelineKind.Visit or TimelineKind.Meeting or TimelineKind.Email or TimelineKind.Message or TimelineKind.Web or TimelineKind.Fax
            or TimelineKind.Event => Permissions.ActivitiesRead,
        TimelineKind.Purchase => Permissions.PurchasesRead,
        TimelineKind.ComplaintOpened or TimelineKind.ComplaintStep or TimelineKind.ComplaintClosed or TimelineKind.ComplaintReopened
            or TimelineKind.ComplaintEscalated or TimelineKind.Grumble => Permissions.ComplaintsRead,
        TimelineKind.SurveyAnswered => Permissions.SurveysRead,
        TimelineKind.Opportunity or TimelineKind.QuoteSent or TimelineKind.ContractSigned => Permissions.OpportunitiesRead,
        TimelineKind.Promise => Permissions.PromisesRead,
        TimelineKind.CampaignResponse => Permissions.CampaignsRead,
        _ => null,
    };
}
