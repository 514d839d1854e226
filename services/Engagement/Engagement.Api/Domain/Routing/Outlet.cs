using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>E5: the outlet form: outlet, decider, contact, address, brands carried, volume, image, promoters, dealer relations.</summary>
/// <param name="MonthlyVolume">Pieces a month as the outlet says.</param>
/// <param name="Image">From 1, poor, to 5, excellent.</param>
/// <param name="Promoters">How many promoters of brands work there.</param>
public sealed record OutletForm(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: StringLength(200)] string? Decider = null,
    [property: StringLength(200)] string? ContactName = null,
    [property: StringLength(40)] string? Phone = null,
    [property: StringLength(200)] string? Address = null,
    [property: MaxLength(50)] IReadOnlyList<string>? Brands = null,
    [property: Range(0, 1_000_000_000)] long? MonthlyVolume = null,
    [property: Range(1, 5)] int? Image = null,
    [property: Range(0, 10_000)] int? Promoters = null,
    [property: StringLength(2000)] string? DealerRelations = null,
    [property: StringLength(4000)] string? Note = null);

/// <summary>E5: an outlet found on a canvassing walk; it becomes a lead in Customers in one step.</summary>
internal sealed class Outlet : Entity, IHasHistory
{
    private Outlet() { }

    public OutletForm Form { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public Guid? RouteId { get; private set; }

    public Guid? StopId { get; private set; }

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>The customer it became.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer it became at first, before files were merged.</summary>
    [Untold]
    public Guid? FirstCustomerId { get; private set; }

    public Guid HistorySubject => CustomerId ?? Id;

    public GeoPoint? At => Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null;

    public static Outlet Enter(OutletForm form, GeoPoint? at, Guid? routeId, Guid? stopId, string ownerId, string team, DateTimeOffset now)
    {
        var outlet = new Outlet { RouteId = routeId, StopId = stopId, OwnerId = ownerId, Team = team, EnteredAt = now };
        outlet.Change(form, at);
        return outlet;
    }

    public void Change(OutletForm form, GeoPoint? at) => (Form, Name, Latitude, Longitude) = (form, form.Name, at?.Latitude, at?.Longitude);

    public Refusal? BecomeLead(Guid customerId)
    {
        if (CustomerId is not null) return Refusal.Conflict("outlet.is-lead", "This outlet is a lead already.", ("customerId", CustomerId));
        (CustomerId, FirstCustomerId) = (customerId, customerId);
        return null;
    }
}
