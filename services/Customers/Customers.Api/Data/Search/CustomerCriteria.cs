using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// What customers can be narrowed by; everything given must hold, of several values of one field any. A list, an export and a saved
/// segment take the same.
/// </summary>
public sealed class CustomerCriteria
{
    /// <summary>Part of a name, a phone number in any format, or a mail address; the customer's own or that of somebody there.</summary>
    [StringLength(100)]
    public string? Q { get; init; }

    public Coded<CustomerKind>[]? Kind { get; init; }

    public Coded<CustomerRole>[]? Role { get; init; }

    public Coded<SalesChannel>[]? Channel { get; init; }

    public Coded<LeadSource>[]? Source { get; init; }

    [StringLength(100)]
    public string? OwnerId { get; init; }

    [StringLength(60)]
    public string? Team { get; init; }

    public Coded<ValueGrade>[]? Grade { get; init; }

    public Coded<AbcClass>[]? Class { get; init; }

    public Coded<Maturity>[]? Maturity { get; init; }

    public Coded<Heat>[]? Heat { get; init; }

    public Coded<ConsumptionZone>[]? Zone { get; init; }

    public Coded<RelationshipStage>[]? Stage { get; init; }

    public bool? IsProblem { get; init; }

    /// <summary>In the public pool.</summary>
    public bool? InPool { get; init; }

    /// <summary>The relationship has ended.</summary>
    public bool? Ended { get; init; }

    [StringLength(40)]
    public string? Tag { get; init; }

    /// <summary>Conditions on custom fields: <c>size:12</c>, <c>size:&gt;=12</c>, <c>nickname:Li*</c>; all must hold.</summary>
    [MaxLength(10)]
    public string[]? Field { get; init; }

    [StringLength(100)]
    public string? ExternalId { get; init; }

    /// <summary>The beginning or the end of a number of the customer or of somebody there, in any format.</summary>
    [StringLength(40)]
    public string? Phone { get; init; }

    /// <summary>A mail address of the customer or of somebody there.</summary>
    [StringLength(254)]
    public string? Email { get; init; }

    [StringLength(40)]
    public string? TaxId { get; init; }

    [StringLength(100)]
    public string? City { get; init; }

    [StringLength(2)]
    public string? Country { get; init; }

    /// <summary>Active ones when left out.</summary>
    public Coded<CustomerStatus>? Status { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Names this list for its cursors: the same criteria and order, whatever the page.</summary>
    internal string ListName(string? sort) => $"customers:{JsonSerializer.Serialize(this, Json.Tolerant)}:{sort}";
}
