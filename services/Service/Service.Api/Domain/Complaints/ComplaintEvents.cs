using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

internal static class ComplaintEvents
{
    /// <summary>What others learn of a complaint after the change that is about to be saved.</summary>
    public static ComplaintChanged ToEvent(this Complaint c) => new(
        c.Id, c.Version + 1, c.CustomerId, c.Number.ToString(), EnumCode.Of(c.Channel), EnumCode.Of(c.Category), c.SubCategory,
        EnumCode.Of(c.Severity), EnumCode.Of(c.State), c.AssigneeId, c.Team, c.StepsDone, c.CauseId, c.OpenedAt, c.FirstResponseAt,
        // Nobody was answered: it is no closing to be counted as somebody's work, or as how long an answer takes.
        c.ClosedBecause == ClosingGround.CustomerErased ? null : c.ClosedAt,
        c.ResponseBreached, c.ResolutionBreached, c.Reopenings, c.IsImported, c.OpenedBy);
}
