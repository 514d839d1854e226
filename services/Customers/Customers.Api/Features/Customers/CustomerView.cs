using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
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
    /// <summary>The view as a projection, so that a list reads the columns it shows and not the whole file.</summary>
    internal static readonly Expression<Func<Customer, CustomerView>> Columns = c => new CustomerView(
        c.Id, c.Kind, c.Role, c.Channel, c.Name, c.Phone, c.Email, c.TaxId, c.ExternalId,
        AddressView.Of(c.Address.Street, c.Address.City, c.Address.Region, c.Address.PostalCode, c.Address.Country, c.Address.Latitude, c.Address.Longitude),
        c.Language, c.Source, c.ReferredBy, c.Tags, c.OwnerId, c.Team, c.Grade, c.Class, c.Maturity, c.Heat, c.Zone, c.IsProblem, c.Stage, c.Status, c.MergedInto,
        c.CreatedBy, c.CreatedAt, c.InPool, c.Version, CustomFields.PlainOrNull(c.Custom));

    private static readonly Func<Customer, CustomerView> Read = Columns.Compile();

    internal static CustomerView Of(Customer c) => Read(c);
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
    internal static AddressView? Of(Address a) => Of(a.Street, a.City, a.Region, a.PostalCode, a.Country, a.Latitude, a.Longitude);

    /// <summary>Null when nothing of it is known.</summary>
    internal static AddressView? Of(string? street, string? city, string? region, string? postalCode, string? country, double? latitude, double? longitude) =>
        street is null && city is null && region is null && postalCode is null && country is null && latitude is null && longitude is null
            ? null
            : new AddressView(street, city, region, postalCode, country, latitude, longitude);

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
