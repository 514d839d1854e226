using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>What a list of customers can be narrowed by; everything given must hold.</summary>
public sealed class CustomerFilter
{
    /// <summary>Part of a name, a phone number in any format, or a mail address.</summary>
    [StringLength(100)]
    public string? Q { get; init; }

    public CustomerKind? Kind { get; init; }

    public CustomerRole? Role { get; init; }

    public SalesChannel? Channel { get; init; }

    [StringLength(100)]
    public string? OwnerId { get; init; }

    [StringLength(60)]
    public string? Team { get; init; }

    public ValueGrade? Grade { get; init; }

    public AbcClass? Class { get; init; }

    public Maturity? Maturity { get; init; }

    public Heat? Heat { get; init; }

    public ConsumptionZone? Zone { get; init; }

    public RelationshipStage? Stage { get; init; }

    public bool? IsProblem { get; init; }

    [StringLength(40)]
    public string? Tag { get; init; }

    [StringLength(100)]
    public string? ExternalId { get; init; }

    /// <summary>Active ones when left out.</summary>
    public CustomerStatus? Status { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary><c>created</c> (newest first, the default), <c>-created</c>, <c>name</c> or <c>-name</c>.</summary>
    [AllowedValues(null, "created", "-created", "name", "-name", ErrorMessage = "One of these is expected: created, -created, name, -name")]
    public string? Sort { get; init; }

    [PageLimit]
    public int? Limit { get; init; }

    public string? Cursor { get; init; }

    /// <summary>Names this list for its cursors: the same filters and order, whatever the page.</summary>
    internal string ListName => string.Join('|', "customers", Q, Kind, Role, Channel, OwnerId, Team, Grade, Class, Maturity, Heat, Zone, Stage,
        IsProblem, Tag, ExternalId, Status, CreatedFrom?.UtcTicks, CreatedBefore?.UtcTicks, Sort);

    internal IQueryable<Customer> ApplyAxes(IQueryable<Customer> customers)
    {
        var status = Status ?? CustomerStatus.Active;
        customers = customers.Where(c => c.Status == status);
        if (Kind is { } kind) customers = customers.Where(c => c.Kind == kind);
        if (Role is { } role) customers = customers.Where(c => c.Role == role);
        if (Channel is { } channel) customers = customers.Where(c => c.Channel == channel);
        if (OwnerId is { } owner) customers = customers.Where(c => c.OwnerId == owner);
        if (Team is { } team) customers = customers.Where(c => c.Team == team);
        if (Grade is { } grade) customers = customers.Where(c => c.Grade == grade);
        if (Class is { } abc) customers = customers.Where(c => c.Class == abc);
        if (Maturity is { } maturity) customers = customers.Where(c => c.Maturity == maturity);
        if (Heat is { } heat) customers = customers.Where(c => c.Heat == heat);
        if (Zone is { } zone) customers = customers.Where(c => c.Zone == zone);
        if (Stage is { } stage) customers = customers.Where(c => c.Stage == stage);
        if (IsProblem is { } problem) customers = customers.Where(c => c.IsProblem == problem);
        if (Tag is { } tag) customers = customers.Where(c => c.Tags.Contains(tag));
        if (ExternalId is { } external) customers = customers.Where(c => c.ExternalId == external);
        if (CreatedFrom is { } from) customers = customers.Where(c => c.CreatedAt >= from);
        if (CreatedBefore is { } before) customers = customers.Where(c => c.CreatedAt < before);
        return customers;
    }
}
