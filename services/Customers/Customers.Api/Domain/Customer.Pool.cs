using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>Whether and by which cadence a customer may fall back into the public pool (C6 公海).</summary>
public enum PoolWatch
{
    /// <summary>Never: a key customer, one in the pool, one whose relationship has ended, or no longer active.</summary>
    None,
    ClassA,
    ClassB,
    ClassC,

    /// <summary>In the pool when it was merged into another file; an undo puts it there again.</summary>
    WhenParted,

    /// <summary>Not in the pool, but merged into a file that was; an undo that takes back the owner puts that one there again.</summary>
    SurvivorWhenParted,
}

/// <summary>The public pool (C6): whoever is left alone too long may be claimed by anybody.</summary>
public sealed partial class Customer
{
    public bool InPool { get; private set; }

    /// <summary>Since when nothing has happened with the customer; moved by activities past the change tracker.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset QuietSince { get; private set; }

    [Untold(Entirely = true)]
    public PoolWatch PoolWatch { get; private set; }

    /// <summary>E6: what its cadence depends on beside class and stage; Engagement says it, past the change tracker.</summary>
    [Untold(Entirely = true)]
    public SalesPhase SalesPhase { get; private set; }

    /// <summary>Since when; of what comes later, an earlier one is passed over.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? SalesPhaseAt { get; private set; }

    /// <summary>C6: key customers are never in the pool.</summary>
    public bool IsKey => Grade is ValueGrade.Strategic or ValueGrade.Important;

    /// <summary>Nobody has it any more; anybody may claim it.</summary>
    public bool FallIntoPool()
    {
        // An earlier release went on watching those whose relationship had ended.
        WatchForPool();
        if (PoolWatch == PoolWatch.None) return false;
        GoIntoPool();
        return true;
    }

    /// <summary>C6: whoever has it gives it back; a key customer keeps its account manager.</summary>
    public Refusal? ReleaseIntoPool()
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (IsKey) return Refusal.Conflict("pool.key-customer", "A strategic or important customer never goes into the pool; transfer it to another account manager.");
        if (InPool) return Refusal.Conflict("pool.in-pool", "This customer is in the pool already.");
        GoIntoPool();
        return null;
    }

    /// <summary>C6: whoever claims it has it from now on, in their own team.</summary>
    public Refusal? ClaimFor(string ownerId, string? team, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (!InPool) return Refusal.Conflict("pool.not-in-pool", "This customer is not in the pool; somebody has it already.", ("ownerId", OwnerId), ("team", Team));
        (OwnerId, Team, InPool, QuietSince) = (ownerId, team ?? Team, false, now);
        WatchForPool();
        return null;
    }

    private void GoIntoPool()
    {
        (OwnerId, InPool) = (null, true);
        WatchForPool();
    }

    // C9: of a relationship that has ended nobody is reminded (E6), so nobody has neglected it.
    private void WatchForPool()
    {
        if (Status == CustomerStatus.Merged) return;
        PoolWatch = Status != CustomerStatus.Active || InPool || IsKey || EndedAt is not null
            ? PoolWatch.None
            : Class switch { AbcClass.A => PoolWatch.ClassA, AbcClass.B => PoolWatch.ClassB, _ => PoolWatch.ClassC };
    }
}
