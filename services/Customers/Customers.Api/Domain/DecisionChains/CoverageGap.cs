using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C11: where our coverage of a customer has a hole.</summary>
public enum CoverageGapKind
{
    [Names("Nobody in this role", "该角色无人", "該角色無人")] RoleEmpty,
    [Names("Decider not met for too long", "决策者久未拜访", "決策者久未拜訪")] DeciderUnmet,
    [Names("Nobody of us covers this contact", "无人负责该联系人", "無人負責該聯繫人")] Uncovered,
}

/// <param name="Role">The role concerned.</param>
/// <param name="ContactId">The contact concerned; null for an empty role.</param>
/// <param name="LastMetAt">Of a decider: when somebody last met them; null for never.</param>
public sealed record CoverageGap(CoverageGapKind Kind, ChainRole Role, Guid? ContactId, DateTimeOffset? LastMetAt)
{
    /// <param name="members">The map.</param>
    /// <param name="left">Those of us who have left: they cover nobody any more.</param>
    /// <param name="unmet">A decider who was not met for longer is a gap.</param>
    /// <param name="now">The present.</param>
    // C11: gaps are computed from the map and never stored: a role with nobody, a decider nobody has met for 90 days, a contact without any of us.
    public static IReadOnlyList<CoverageGap> Of(IReadOnlyList<ChainMember> members, IReadOnlySet<string> left, TimeSpan unmet, DateTimeOffset now) =>
    [
        .. Enum.GetValues<ChainRole>().Where(role => members.All(m => m.Role != role)).Select(role => new CoverageGap(CoverageGapKind.RoleEmpty, role, null, null)),
        .. members.Where(m => m.Role == ChainRole.Decider && (m.LastMetAt is not { } met || now - met > unmet))
            .Select(m => new CoverageGap(CoverageGapKind.DeciderUnmet, m.Role, m.ContactId, m.LastMetAt)),
        .. members.Where(m => m.CoveredBy.All(left.Contains)).Select(m => new CoverageGap(CoverageGapKind.Uncovered, m.Role, m.ContactId, null)),
    ];
}
