using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>A customer as clients see it.</summary>
public sealed record CustomerView(
    Guid Id, CustomerKind Kind, CustomerRole Role, SalesChannel? Channel, string Name, string? Phone, string? Email, string? TaxId,
    string? ExternalId, AddressView? Address, string Language, LeadSource Source, Guid? ReferredBy, IReadOnlyList<string> Tags,
    string? OwnerId, string Team, ValueGrade Grade, AbcClass Class, Maturity Maturity, Heat Heat, ConsumptionZone? Zone, bool IsProblem,
    RelationshipStage Stage, CustomerStatus Status, Guid? MergedInto, string CreatedBy, DateTimeOffset CreatedAt, bool InPool, long Version,
    IReadOnlyDictionary<string, string>? Custom = null) : IVersionedView
{
    internal static CustomerView Of(Customer c) => new(
        c.Id, c.Kind, c.Role, c.Channel, c.Name, c.Phone, c.Email, c.TaxId, c.ExternalId, AddressView.Of(c.Address), c.Language, c.Source,
        c.ReferredBy, c.Tags, c.OwnerId, c.Team, c.Grade, c.Class, c.Maturity, c.Heat, c.Zone, c.IsProblem, c.Stage, c.Status, c.MergedInto,
        c.CreatedBy, c.CreatedAt, c.InPool, c.Version, c.Custom.Count == 0 ? null : CustomFields.Plain(c.Custom));
}

/// <summary>A postal address; position in degrees, WGS 84.</summary>
public sealed record AddressView(
    [property: StringLength(200)] string? Street = null,
    [property: StringLength(100)] string? City = null,
    [property: StringLength(100)] string? Region = null,
    [property: StringLength(20)] string? PostalCode = null,
    [property: RegularExpression("^[A-Z]{2}$", ErrorMessage = "Two capital letters of ISO 3166 are expected.")] string? Country = null,
    [property: Range(-90, 90)] double? Latitude = null,
    [property: Range(-180, 180)] double? Longitude = null)
{
    internal static AddressView? Of(Address a) => a == new Address()
        ? null
        : new AddressView(a.Street, a.City, a.Region, a.PostalCode, a.Country, a.Latitude, a.Longitude);

    internal Address ToDomain() => new()
    {
        Street = Street,
        City = City,
        Region = Region,
        PostalCode = PostalCode,
        Country = Country,
        Latitude = Latitude,
        Longitude = Longitude,
    };
}
