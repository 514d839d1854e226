using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>The stage of the relationship (C9).</summary>
public sealed partial class Customer
{
    /// <summary>What <c>StageChanged</c> and the history call the end of a relationship.</summary>
    public const string Ended = "ended";

    public RelationshipStage Stage { get; private set; }

    /// <summary>When the relationship ended; its stage is the one it ended from.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedReason { get; private set; }

    /// <summary>C9: to the next stage, when its gate is open.</summary>
    public Refusal? Advance(RelationshipStage to, IReadOnlySet<EvidenceKind> gathered, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (StageGates.Refuse(Stage, EndedAt is not null, to, gathered) is { } closed) return closed;
        Note(Axis.Stage, EnumCode.Of(Stage), EnumCode.Of(to), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        Stage = to;
        return null;
    }

    /// <summary>C9: any stage may end at any time, with a reason.</summary>
    public Refusal? EndRelationship(string reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (EndedAt is not null) return Refusal.Conflict("stage.ended", "The relationship has already ended.", ("stage", EnumCode.Of(Stage)));
        Note(Axis.Stage, EnumCode.Of(Stage), Ended, StandingOrigin.ByHand, by, now, InOwnWords(reason));
        (EndedAt, EndedReason) = (now, reason);
        WatchForPool();
        return null;
    }

    /// <summary>C9: reopened into the stage it ended from.</summary>
    public Refusal? ReopenRelationship(string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (EndedAt is null) return Refusal.Conflict("stage.not-ended", "The relationship has not ended; there is nothing to reopen.", ("stage", EnumCode.Of(Stage)));
        Note(Axis.Stage, Ended, EnumCode.Of(Stage), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        (EndedAt, EndedReason) = (null, null);
        // C6: it has its whole cadence again.
        QuietSince = now;
        WatchForPool();
        return null;
    }
}
