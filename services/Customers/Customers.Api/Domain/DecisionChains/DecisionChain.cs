using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C11: the part somebody plays in a decision.</summary>
public enum ChainRole
{
    [Names("Approver", "批准人", "批准人")] Approver,
    [Names("Decider", "决策者", "決策者")] Decider,
    [Names("Supporter", "支撑者", "支撐者")] Supporter,
    [Names("Influencer", "影响者", "影響者")] Influencer,
}

/// <summary>C11: how somebody stands towards us.</summary>
public enum ChainAttitude
{
    [Names("Unknown", "未知", "未知")] Unknown,
    [Names("For us", "支持", "支持")] Supportive,
    [Names("Neutral", "中立", "中立")] Neutral,
    [Names("Against us", "反对", "反對")] Opposed,
}

/// <summary>A contact in the chain.</summary>
/// <param name="ReportsTo">Another contact of the chain.</param>
/// <param name="CoveredBy">Token subjects of those of us who look after this contact.</param>
public sealed record ChainMember(
    Guid ContactId, ChainRole Role, ChainAttitude Attitude, Guid? ReportsTo, IReadOnlyList<string> CoveredBy, DateTimeOffset? LastMetAt, string? Note);

/// <summary>C11: what shapes how this customer decides.</summary>
/// <param name="ProjectType">New, replacement, extension.</param>
/// <param name="Ownership">State-owned, private, listed, family.</param>
/// <param name="Control">Who holds the purse: headquarters, branch, a committee.</param>
/// <param name="Size">Of the organisation.</param>
/// <param name="ProjectLevel">Group, company, department.</param>
public sealed record ModeFactors(
    [property: StringLength(200)] string? ProjectType = null, [property: StringLength(200)] string? Ownership = null, [property: StringLength(200)] string? Control = null,
    [property: StringLength(200)] string? Size = null, [property: StringLength(200)] string? ProjectLevel = null);

/// <summary>
/// The decision chain of a customer (C11 决策链鱼骨图): which contacts decide, who reports to whom and who of us covers whom. One piece with
/// one version, so that two people cannot close a circle from two sides.
/// </summary>
public sealed class DecisionChain : Entity, IHasHistory
{
    public const int MostMembers = 200;

    /// <summary>So many stand one above the other at most; a tree of more could be neither drawn nor told.</summary>
    public const int MostLevels = 12;

    private DecisionChain() { }

    public Guid CustomerId { get; private set; }

    public IReadOnlyList<ChainMember> Members { get; private set; } = [];

    public ModeFactors Factors { get; private set; } = new();

    public Guid HistorySubject => CustomerId;

    public static DecisionChain Of(Guid customerId) => new() { CustomerId = customerId };

    /// <summary>Enters a contact or changes its place.</summary>
    public Refusal? Place(ChainMember member)
    {
        if (Members.Count >= MostMembers && Find(member.ContactId) is null)
            return Refusal.Conflict("chain.full", $"A decision chain has at most {MostMembers} contacts.");
        if (member.ReportsTo is { } superior)
        {
            if (superior == member.ContactId) return Refusal.Invalid("reportsTo", "chain.circle", "Nobody reports to themselves.");
            if (Find(superior) is null) return Refusal.Invalid("reportsTo", "chain.superior-unknown", "The contact reported to is not in the chain; enter it first.");
            // C11: whoever is reported to does not report back, however long the way.
            for (var at = Find(superior); at is not null; at = at.ReportsTo is { } next ? Find(next) : null)
                if (at.ReportsTo == member.ContactId) return Refusal.Invalid("reportsTo", "chain.circle", "That would close a circle: the contact reported to reports to this one.");
            // Whoever stood deeper before there was such a limit stays there, and what is said of them can be changed.
            if (Find(member.ContactId)?.ReportsTo != superior && LevelsTo(superior) + LevelsFrom(member.ContactId) > MostLevels)
                return Refusal.Invalid("reportsTo", "chain.too-deep", $"At most {MostLevels} contacts stand one above the other.");
        }
        Members = [.. Members.Where(m => m.ContactId != member.ContactId), member with { LastMetAt = member.LastMetAt ?? Find(member.ContactId)?.LastMetAt }];
        return null;
    }

    /// <summary>Takes a contact out; whoever reported to it reports to its superior from now on.</summary>
    public bool Remove(Guid contactId)
    {
        if (Find(contactId) is not { } gone) return false;
        Members = [.. Members.Where(m => m.ContactId != contactId).Select(m => m.ReportsTo == contactId ? m with { ReportsTo = gone.ReportsTo } : m)];
        return true;
    }

    /// <summary>Somebody of us has met the contact; the newest meeting counts.</summary>
    public bool Met(Guid contactId, DateTimeOffset at)
    {
        if (Find(contactId) is not { } member) return false;
        if (member.LastMetAt is null || member.LastMetAt < at) Members = [.. Members.Select(m => m.ContactId == contactId ? m with { LastMetAt = at } : m)];
        return true;
    }

    public void Describe(ModeFactors factors) => Factors = factors;

    private int LevelsTo(Guid contactId)
    {
        var levels = 0;
        for (var at = Find(contactId); at is not null; at = at.ReportsTo is { } next ? Find(next) : null) levels++;
        return levels;
    }

    private int LevelsFrom(Guid contactId) => 1 + Members.Where(m => m.ReportsTo == contactId).Select(m => LevelsFrom(m.ContactId)).DefaultIfEmpty().Max();

    public ChainMember? Find(Guid contactId) => Members.FirstOrDefault(m => m.ContactId == contactId);
}
