using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Accounts;

/// <summary>Checks what people show to come in, counts the attempts, and writes down what came of them.</summary>
internal sealed class SignInDesk(
    IdentityDb db, UserManager<User> users, IPasswordHasher<User> hasher, AccountKeeper keeper, SessionRegister sessions, SignInLog log, Lockout lockout,
    CallerAccessor caller, TimeProvider time)
{
    private static readonly User Nobody = new();
    private static readonly Lock DummyLock = new();
    private static string? dummyHash;

    /// <summary>The person, when user name and password are right; otherwise null, and which of the two was wrong stands in the audit only.</summary>
    public async Task<User?> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var user = await users.FindByNameAsync(userName);
        if (user is null or { Active: false })
        {
            // As much work as for a real one, so that the time taken does not tell which names exist.
            hasher.VerifyHashedPassword(Nobody, DummyHash(), password);
            return await RefuseAsync(user is null ? SignInOutcome.UnknownUser : SignInOutcome.Inactive, user, cancellationToken);
        }
        if (!await ChangeStateAsync(user, state => state.Begin(time.GetUtcNow(), lockout), cancellationToken))
        {
            hasher.VerifyHashedPassword(Nobody, DummyHash(), password);
            return await RefuseAsync(SignInOutcome.Locked, user, cancellationToken);
        }
        if (!await users.CheckPasswordAsync(user, password)) return await RefuseAsync(SignInOutcome.WrongPassword, user, cancellationToken);
        await ChangeStateAsync(user, state => { state.GiveBack(lockout); return true; }, cancellationToken);
        return user;
    }

    /// <summary>C21: what a person changes of the own account at a page bears their name in its history; there is no token that would say it.</summary>
    public void ActAs(User user) => caller.ActFor(Caller.ForJob(user.Id.ToString(), user.Name, user.Team, RowScope.None));

    /// <summary>Whether a one-time password or a recovery code is right; either is good once.</summary>
    public async Task<bool> CheckCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        ActAs(user);
        var now = time.GetUtcNow();
        var secret = keeper.TotpSecretOf(user) ?? throw new InvalidOperationException("There is no second factor to check.");
        long? step = null;
        var open = await ChangeStateAsync(user, state =>
        {
            if (!state.Begin(now, lockout)) return false;
            step = Totp.Verify(secret, code, now, state.LastTotpStep);
            if (step is { } used) state.UseStep(used);
            return true;
        }, cancellationToken);
        if (open && step is not null) return true;
        if (open && user.RecoveryCodes.Remove(Secrets.HashOfRecoveryCode(code)))
        {
            // A new list, or the change would not be seen.
            user.RecoveryCodes = [.. user.RecoveryCodes];
            log.Add(SignInOutcome.RecoveryCodeUsed, user);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The same code, sent at the same moment, has come first.
                db.ChangeTracker.Clear();
            }
        }
        await RefuseAsync(open ? SignInOutcome.WrongCode : SignInOutcome.Locked, user, cancellationToken);
        return false;
    }

    /// <summary>Whether the first code of a new second factor is right; it cannot be used again.</summary>
    public async Task<bool> AcceptFirstCodeAsync(User user, byte[] secret, string code, CancellationToken cancellationToken) =>
        Totp.Verify(secret, code, time.GetUtcNow(), lastUsed: 0) is { } step
        && await ChangeStateAsync(user, state => { state.UseStep(step); return true; }, cancellationToken);

    /// <summary>Everything wanted was shown: the attempts are forgotten and a session begins.</summary>
    public async Task<Session> CompleteAsync(User user, bool secondFactor, CancellationToken cancellationToken)
    {
        await ChangeStateAsync(user, state => { state.Succeed(time.GetUtcNow()); return true; }, cancellationToken);
        var session = sessions.Start(user, secondFactor, log.Origin);
        log.Add(SignInOutcome.Succeeded, user, sessionId: session.Id);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    private async Task<User?> RefuseAsync(SignInOutcome outcome, User? user, CancellationToken cancellationToken)
    {
        log.Add(outcome, user);
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    // The update that changes nothing locks the row, so that attempts made at once are counted one after the other.
    private async Task<bool> ChangeStateAsync(User user, Func<SignInState, bool> change, CancellationToken cancellationToken)
    {
        await db.BeginWriteAsync(cancellationToken);
        await db.SignInStates.Where(state => state.UserId == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(state => state.Failures, state => state.Failures), cancellationToken);
        var state = await db.SignInStates.SingleAsync(state => state.UserId == user.Id, cancellationToken);
        var result = change(state);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        db.Entry(state).State = EntityState.Detached;
        return result;
    }

    private string DummyHash()
    {
        lock (DummyLock) return dummyHash ??= hasher.HashPassword(Nobody, Secrets.Password());
    }
}
