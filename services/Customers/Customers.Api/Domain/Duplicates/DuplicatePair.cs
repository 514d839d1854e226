using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum DuplicateState
{
    [Names("Open", "待处理", "待處理")] Open,
    [Names("Not a duplicate", "非重复", "非重複")] Dismissed,
    [Names("Merged", "已合并", "已合併")] Merged,
}

/// <summary>Two stored files that may be the same customer (C16), until somebody says whether they are.</summary>
public sealed class DuplicatePair : Entity
{
    private DuplicatePair() { }

    /// <summary>The one with the lower id, which is the older file.</summary>
    public Guid FirstId { get; private set; }

    public Guid SecondId { get; private set; }

    public int Score { get; private set; }

    public IReadOnlyList<LikenessKind> Kinds { get; private set; } = [];

    public DuplicateState State { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public static DuplicatePair Of(Guid one, Guid other, Likeness likeness, DateTimeOffset now)
    {
        var (first, second) = InOrder(one, other);
        return new DuplicatePair { FirstId = first, SecondId = second, Score = likeness.Score, Kinds = likeness.Kinds, FoundAt = now };
    }

    public static (Guid First, Guid Second) InOrder(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    public Refusal? Dismiss(string by, DateTimeOffset now)
    {
        if (State != DuplicateState.Open) return Refusal.Conflict("duplicate.decided", $"This pair has been decided: {EnumCode.Of(State)}.");
        (State, DecidedBy, DecidedAt) = (DuplicateState.Dismissed, by, now);
        return null;
    }

    public void AreMerged(string by, DateTimeOffset now) => (State, DecidedBy, DecidedAt) = (DuplicateState.Merged, by, now);

    public void Reopen() => (State, DecidedBy, DecidedAt) = (DuplicateState.Open, null, null);
}
