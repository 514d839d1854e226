namespace CrmPlatform.Identity.Domain;

/// <summary>How many wrong attempts close an account, and for how long.</summary>
internal sealed record Lockout(int Attempts, TimeSpan Duration);

/// <summary>
/// How the attempts to sign in to an account stand. It stands apart from the account, whose version a wrong password does not change.
/// An attempt is counted before it is checked: of many made at once, no more are checked than the rule allows.
/// </summary>
internal sealed class SignInState
{
    public Guid UserId { get; init; }

    public int Failures { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>The step of the last one-time password; it and earlier ones are used up.</summary>
    public long LastTotpStep { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>Counts an attempt. False when the account is locked and nothing may be checked.</summary>
    public bool Begin(DateTimeOffset now, Lockout rule)
    {
        if (IsLocked(now)) return false;
        if (LockedUntil is not null) (Failures, LockedUntil) = (0, null);
        if (++Failures >= rule.Attempts) LockedUntil = now + rule.Duration;
        return true;
    }

    /// <summary>The password was right and the second factor is still to come: the attempt is not held against anybody.</summary>
    public void GiveBack(Lockout rule)
    {
        if (Failures > 0) Failures--;
        if (Failures < rule.Attempts) LockedUntil = null;
    }

    public void UseStep(long step) => LastTotpStep = step;

    public void Succeed(DateTimeOffset now) => (Failures, LockedUntil, LastSignInAt) = (0, null, now);

    public void Unlock() => (Failures, LockedUntil) = (0, null);
}
