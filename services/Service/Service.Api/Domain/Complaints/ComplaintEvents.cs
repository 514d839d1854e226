using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

internal static class ComplaintEvents
{
    /// <summary>What others learn of a complaint after the change that is about to be saved.</summary>
    public static ComplaintChanged ToEvent(this Complaint c) => new(
        c.Id, c.Version + 1, c.CustomerId, c.Number.ToString(), EnumCode.Of(c.Channel), EnumCode.Of(c.Category), c.SubCategory,
        EnumCode.Of(c.Severity), EnumCode.Of(c.State), c.AssigneeId, c.Team, c.StepsDone, c.CauseId, c.OpenedAt, c.FirstResponseAt, c.ClosedAt,
        c.ResponseBreached, c.ResolutionBreached, c.Reopenings, c.IsImported, c.OpenedBy);
}
