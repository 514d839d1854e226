using System.Security.Cryptography;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.Identity.Keys;

/// <summary>The keys as they are in use, the one that signs or encrypts first.</summary>
internal sealed record KeySet(IReadOnlyList<SigningCredentials> Signing, IReadOnlyList<EncryptingCredentials> Encryption)
{
    public static KeySet Empty { get; } = new([], []);

    public bool SameAs(KeySet other) =>
        Signing.Select(key => key.Key.KeyId).SequenceEqual(other.Signing.Select(key => key.Key.KeyId))
        && Encryption.Select(key => key.Key.KeyId).SequenceEqual(other.Encryption.Select(key => key.Key.KeyId));
}

/// <summary>
/// The signing and encryption keys of all replicas. They lie sealed in the database; each replica reads them again every minute and
/// makes a successor when the youngest has grown old. A key is published before it signs and after it has signed, so that changing
/// keys signs nobody out.
/// </summary>
internal sealed class KeyRing(
    IServiceScopeFactory scopes, IDataProtectionProvider protection, KeySchedule schedule, TimeProvider time, ILogger<KeyRing> log) : IDisposable
{
    private const int RsaBits = 2048;
    private const int SecretBytes = 32;

    private readonly IDataProtector seal = protection.CreateProtector("keys");
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SemaphoreSlim due = new(0);
    private CancellationTokenSource changed = new();

    public KeySet Current { get; private set; } = KeySet.Empty;

    public IChangeToken Changes => new CancellationChangeToken(changed.Token);

    /// <summary>Reads the keys, makes the ones that are due, and destroys those nothing depends on any more.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            var keys = await db.Keys.AsNoTracking().ToListAsync(cancellationToken);
            if (await MakeDueAsync(db, keys, cancellationToken)) keys = await db.Keys.AsNoTracking().ToListAsync(cancellationToken);
            await DestroyOldAsync(db, keys, cancellationToken);
            Use(new KeySet(
                [.. Ordered(keys, KeyUse.Signing).Select(key => new SigningCredentials(RsaKey(key), SecurityAlgorithms.RsaSha256))],
                [.. Ordered(keys, KeyUse.Encryption).Select(key =>
                    new EncryptingCredentials(SecretKey(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512))]));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Makes the next keys before their time, as part of the caller's change; the ring reads them once that is saved.</summary>
    /// <param name="db">The caller's database, not yet saved.</param>
    /// <param name="activeFrom">When they begin to sign.</param>
    /// <param name="forgetOld">Destroys the old ones: every token signed with them is void at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RotateAsync(IdentityDb db, DateTimeOffset activeFrom, bool forgetOld, CancellationToken cancellationToken)
    {
        var keys = await db.Keys.ToListAsync(cancellationToken);
        foreach (var use in Enum.GetValues<KeyUse>()) db.Keys.Add(Make(use, (Youngest(keys, use)?.Generation ?? 0) + 1, activeFrom));
        if (forgetOld) db.Keys.RemoveRange(keys);
        db.AfterCommit(() => due.Release());
        log.LogWarning("The keys are rotated by command; the new ones sign from {ActiveFrom:O}", activeFrom);
    }

    /// <summary>Waits until the keys should be looked at again.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(due.WaitAsync(ended.Token), Task.Delay(longest, time, ended.Token));
        await ended.CancelAsync();
    }

    public void Dispose()
    {
        due.Dispose();
        gate.Dispose();
        changed.Dispose();
    }

    private async Task<bool> MakeDueAsync(IdentityDb db, List<KeyRow> keys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var use in Enum.GetValues<KeyUse>())
        {
            var youngest = Youngest(keys, use);
            if (!schedule.NeedsSuccessor([.. keys.Where(key => key.Use == use)], now)) continue;
            var key = Make(use, (youngest?.Generation ?? 0) + 1, youngest is null ? now : now + schedule.Announced);
            db.Keys.Add(key);
            log.LogInformation("A new {Use} key {KeyId} is published and in use from {ActiveFrom:O}", use, key.KeyId, key.ActiveFrom);
        }
        if (!db.ChangeTracker.HasChanges()) return false;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another replica was faster: its keys are as good.
            db.ChangeTracker.Clear();
        }
        return true;
    }

    private async Task DestroyOldAsync(IdentityDb db, List<KeyRow> keys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var use in keys.GroupBy(key => key.Use))
        {
            var gone = use.Except(schedule.Published([.. use], now)).ToList();
            if (gone.Count == 0) continue;
            db.Keys.RemoveRange(gone);
            foreach (var key in gone) log.LogInformation("The {Use} key {KeyId} is destroyed: every token it signed has expired", key.Use, key.KeyId);
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another replica has destroyed them.
            db.ChangeTracker.Clear();
        }
    }

    private IEnumerable<KeyRow> Ordered(IReadOnlyList<KeyRow> all, KeyUse use)
    {
        var now = time.GetUtcNow();
        var keys = all.Where(key => key.Use == use).ToList();
        var active = KeySchedule.Active(keys, now);
        return schedule.Published(keys, now).OrderByDescending(key => key == active).ThenByDescending(key => key.Generation);
    }

    private void Use(KeySet keys)
    {
        if (keys.SameAs(Current)) return;
        Current = keys;
        Interlocked.Exchange(ref changed, new CancellationTokenSource()).Cancel();
    }

    private KeyRow Make(KeyUse use, int generation, DateTimeOffset activeFrom)
    {
        using var rsa = use == KeyUse.Signing ? RSA.Create(RsaBits) : null;
        var material = rsa?.ExportRSAPrivateKey() ?? RandomNumberGenerator.GetBytes(SecretBytes);
        return new KeyRow
        {
            Use = use,
            Generation = generation,
            KeyId = $"{activeFrom:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}",
            Material = Convert.ToBase64String(seal.Protect(material)),
            CreatedAt = time.GetUtcNow(),
            ActiveFrom = activeFrom,
        };
    }

    private static KeyRow? Youngest(IEnumerable<KeyRow> keys, KeyUse use) => keys.Where(key => key.Use == use).MaxBy(key => key.Generation);

    private RsaSecurityKey RsaKey(KeyRow key)
    {
        using var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(Open(key), out _);
        return new RsaSecurityKey(rsa.ExportParameters(true)) { KeyId = key.KeyId };
    }

    private SymmetricSecurityKey SecretKey(KeyRow key) => new(Open(key)) { KeyId = key.KeyId };

    private byte[] Open(KeyRow key)
    {
        try
        {
            return seal.Unprotect(Convert.FromBase64String(key.Material));
        }
        catch (CryptographicException lost)
        {
            throw new InvalidOperationException(
                $"The {key.Use} key {key.KeyId} cannot be opened: the data-protection keys that seal it are not here. Bring them back "
                + "(Identity:DataDirectory or DataProtection:Directory), or delete the rows of table Keys to begin with new ones, which signs everybody out.", lost);
        }
    }
}
