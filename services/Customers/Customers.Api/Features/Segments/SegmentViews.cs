using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Segments;

/// <param name="Criteria">The filter of a dynamic segment, as a list of customers takes it; none for a list.</param>
public sealed record SegmentRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name, SegmentKind Kind, [property: StringLength(1000)] string? Description = null, CustomerCriteria? Criteria = null);

public sealed record SegmentView(Guid Id, string Name, SegmentKind Kind, string? Description, CustomerCriteria? Criteria, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView
{
    internal static SegmentView Of(Segment s) => new(s.Id, s.Name, s.Kind, s.Description, CriteriaForm.CriteriaOf(s), s.CreatedBy, s.CreatedAt, s.Version);
}

/// <summary>How many customers it has now, as far as the caller sees.</summary>
public sealed record SegmentCountView(Guid Id, long Count);

/// <summary>A page of ids, for services.</summary>
public sealed record MembersPage(IReadOnlyList<Guid> Items, string? Next);

public sealed record AddMembersRequest([property: MinLength(1), MaxLength(1000)] IReadOnlyList<Guid> CustomerIds);

/// <summary>How many were added; the others were on the list already.</summary>
public sealed record MembersAddedView(int Added);
