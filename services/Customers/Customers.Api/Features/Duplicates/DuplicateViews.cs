using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Duplicates;

/// <summary>As much of a file as somebody needs to see whether it is the same customer; it may be another team's.</summary>
public sealed record DuplicateCustomerView(Guid Id, CustomerKind Kind, string Name, string? Phone, string? Email, string? TaxId, string? OwnerId, string Team, CustomerStatus Status)
{
    internal static DuplicateCustomerView Of(Customer c) => new(c.Id, c.Kind, c.Name, c.Phone, c.Email, c.TaxId, c.OwnerId, c.Team, c.Status);
}

/// <summary>Two files that may be the same customer.</summary>
public sealed record DuplicatePairView(
    Guid Id, int Score, IReadOnlyList<LikenessKind> MatchedBy, DuplicateState State, DuplicateCustomerView First, DuplicateCustomerView Second,
    DateTimeOffset FoundAt, string? DecidedBy, DateTimeOffset? DecidedAt, long Version) : IVersionedView
{
    internal static DuplicatePairView Of(DuplicatePair p, IReadOnlyDictionary<Guid, Customer> customers) => new(
        p.Id, p.Score, p.Kinds, p.State, DuplicateCustomerView.Of(customers[p.FirstId]), DuplicateCustomerView.Of(customers[p.SecondId]),
        p.FoundAt, p.DecidedBy, p.DecidedAt, p.Version);
}

/// <summary>A file that looks like another one.</summary>
public sealed record DuplicateCandidateView(Guid Id, string Name, int Score, IReadOnlyList<LikenessKind> MatchedBy, string? OwnerId, string Team, string? City)
{
    internal static DuplicateCandidateView Of(DuplicateCandidate c) => new(c.Id, c.Identifiers.Name, c.Likeness.Score, c.Likeness.Kinds, c.OwnerId, c.Team, c.City);
}
