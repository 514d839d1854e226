using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

internal static class LeadEvents
{
    /// <summary>What others learn of a lead after a change.</summary>
    /// <param name="customer">Whose lead it is, after the change.</param>
    public static LeadChanged ToEvent(this Lead lead, Customer customer, long version) => new(
        lead.Id, version, customer.Id, EnumCode.Of(lead.Source), EnumCode.Of(lead.State), customer.OwnerId, customer.Team, lead.CreatedAt, lead.ClosedAt,
        EnumCode.OfNullable(lead.Loss), lead.Campaign, lead.CampaignId);
}
