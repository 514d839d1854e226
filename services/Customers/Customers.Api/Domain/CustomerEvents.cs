using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

internal static class CustomerEvents
{
    /// <summary>What others learn of a customer after a change.</summary>
    public static CustomerChanged ToEvent(this Customer c, long version, bool imported = false) => new(
        c.Id, version, EnumCode.Of(c.Kind), EnumCode.Of(c.Role), EnumCode.OfNullable(c.Channel), c.Name, c.Phone, c.Email, c.OwnerId, c.Team,
        EnumCode.Of(c.Grade), EnumCode.Of(c.Stage), EnumCode.Of(c.Class), EnumCode.Of(c.Maturity), EnumCode.Of(c.Heat), EnumCode.OfNullable(c.Zone),
        c.IsProblem, EnumCode.Of(c.Status), c.MergedInto, c.Language, EnumCode.Of(c.Source), c.ReferredBy, c.Address.City, c.Address.Region,
        c.Address.Country, c.Address.Latitude, c.Address.Longitude, c.Tags, c.CreatedAt, c.InPool, imported,
        c.EndedAt is not null, c.Cooperation, c.LoyaltyScore);
}
