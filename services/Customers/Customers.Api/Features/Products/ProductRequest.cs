using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Products;

/// <summary>The fields of a product that people write.</summary>
public sealed record ProductRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name, [property: StringLength(100)] string? Category = null, bool Active = true);

/// <summary>A product as clients see it; known by its code.</summary>
public sealed record ProductView(string Code, Guid Id, string Name, string? Category, bool Active, long Version) : IVersionedView
{
    internal static ProductView Of(Product p) => new(p.Code, p.Id, p.Name, p.Category, p.Active, p.Version);
}

internal static class ProductEvents
{
    public static ProductChanged ToEvent(this Product p, long version) => new(p.Id, version, p.Code, p.Name, p.Category, p.Active);
}
