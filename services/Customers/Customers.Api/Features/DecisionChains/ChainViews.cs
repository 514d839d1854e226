using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.DecisionChains;

/// <param name="ReportsTo">A contact that is in the chain already.</param>
/// <param name="CoveredBy">Token subjects of members of staff.</param>
public sealed record ChainMemberRequest(
    ChainRole Role, ChainAttitude Attitude = ChainAttitude.Unknown, Guid? ReportsTo = null, [property: MaxLength(20)] IReadOnlyList<string>? CoveredBy = null,
    [property: StringLength(1000)] string? Note = null);

/// <param name="At">Now when left out.</param>
public sealed record MetRequest(DateTimeOffset? At = null);

/// <summary>A contact in the chain.</summary>
public sealed record ChainMemberView(
    Guid ContactId, string Name, string? JobTitle, ChainRole Role, string RoleName, ChainAttitude Attitude, Guid? ReportsTo, IReadOnlyList<string> CoveredBy,
    DateTimeOffset? LastMetAt, string? Note);

/// <summary>A hole in our coverage, in words of the request's language.</summary>
public sealed record CoverageGapView(CoverageGapKind Kind, string Name, ChainRole Role, string RoleName, Guid? ContactId, string? ContactName, DateTimeOffset? LastMetAt);

/// <summary>A node of the chain as a tree, for drawing: whoever reports to a contact stands below it.</summary>
public sealed record ChainNode(Guid ContactId, string Name, ChainRole Role, ChainAttitude Attitude, IReadOnlyList<string> CoveredBy, IReadOnlyList<ChainNode> Reports);

/// <summary>The decision chain of a customer (C11); <paramref name="Gaps"/> are computed anew each time.</summary>
public sealed record DecisionChainView(
    Guid CustomerId, IReadOnlyList<ChainMemberView> Members, ModeFactors Factors, IReadOnlyList<CoverageGapView> Gaps, IReadOnlyList<ChainNode> Tree, long Version) : IVersionedView
{
    internal static DecisionChainView Of(
        DecisionChain chain, IReadOnlyDictionary<Guid, (string Name, string? JobTitle)> contacts, IReadOnlySet<string> left, TimeSpan unmet, DateTimeOffset now, Language language)
    {
        // A contact that was taken away a moment ago is no longer drawn.
        var members = chain.Members.Where(m => contacts.ContainsKey(m.ContactId)).ToList();
        string NameOf(Guid id) => contacts[id].Name;
        return new DecisionChainView(
            chain.CustomerId,
            [.. members.Select(m => new ChainMemberView(
                m.ContactId, NameOf(m.ContactId), contacts[m.ContactId].JobTitle, m.Role, Terms.Name(m.Role, language), m.Attitude, m.ReportsTo, m.CoveredBy, m.LastMetAt, m.Note))],
            chain.Factors,
            [.. CoverageGap.Of(members, left, unmet, now).Select(gap => new CoverageGapView(
                gap.Kind, Terms.Name(gap.Kind, language), gap.Role, Terms.Name(gap.Role, language), gap.ContactId, gap.ContactId is { } id ? NameOf(id) : null, gap.LastMetAt))],
            TreeOf(members, NameOf), chain.Version);
    }

    private static IReadOnlyList<ChainNode> TreeOf(List<ChainMember> members, Func<Guid, string> nameOf)
    {
        var known = members.Select(m => m.ContactId).ToHashSet();
        var below = members.ToLookup(m => m.ReportsTo is { } superior && known.Contains(superior) ? superior : Guid.Empty);
        IReadOnlyList<ChainNode> Under(Guid superior) =>
            [.. below[superior].OrderBy(m => m.Role).Select(m => new ChainNode(m.ContactId, nameOf(m.ContactId), m.Role, m.Attitude, m.CoveredBy, Under(m.ContactId)))];
        return Under(Guid.Empty);
    }
}
