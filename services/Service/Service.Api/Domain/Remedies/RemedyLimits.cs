using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: how much each role may give for one complaint without a second pair of eyes, by kind, in the unit of the kind.</summary>
internal sealed record RemedyLimits(ImmutableDictionary<string, ImmutableDictionary<RemedyKind, long>> ByRole)
{
    public static readonly RemedyLimits Default = new(new Dictionary<string, ImmutableDictionary<RemedyKind, long>>
    {
        ["agent"] = Of(refund: 20_000, replacement: 50_000, points: 1_000, discount: 1_000),
        ["sales"] = Of(refund: 0, replacement: 0, points: 500, discount: 500),
        ["manager"] = Of(refund: 500_000, replacement: 1_000_000, points: 20_000, discount: 3_000),
        ["admin"] = Of(refund: 5_000_000, replacement: 5_000_000, points: 200_000, discount: 10_000),
    }.ToImmutableDictionary());

    /// <summary>The highest limit any of the roles has; an apology has none.</summary>
    public long Of(IEnumerable<string> roles, RemedyKind kind) => kind == RemedyKind.Apology
        ? long.MaxValue
        : roles.Select(role => ByRole.TryGetValue(role, out var limits) ? limits.GetValueOrDefault(kind) : 0).DefaultIfEmpty(0).Max();

    /// <summary>The roles that may decide on this much, for the message to who may not.</summary>
    public ImmutableArray<string> RolesFor(long amount, RemedyKind kind) =>
        [.. ByRole.Keys.Where(role => Of([role], kind) >= amount).OrderBy(role => Of([role], kind)).ThenBy(role => role, StringComparer.Ordinal)];

    private static ImmutableDictionary<RemedyKind, long> Of(long refund, long replacement, long points, long discount) =>
        new Dictionary<RemedyKind, long>
        {
            [RemedyKind.Refund] = refund,
            [RemedyKind.Replacement] = replacement,
            [RemedyKind.Points] = points,
            [RemedyKind.Discount] = discount,
        }.ToImmutableDictionary();
}
