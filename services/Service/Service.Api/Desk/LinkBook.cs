using System.Security.Cryptography;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// Signs and reads links that work without login. A new key is made every 90 days, an hour before it begins to sign, so that every
/// replica has read it by then; it is accepted until the last link it can have signed has expired.
/// </summary>
internal sealed class LinkBook(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SignsFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLink = TimeSpan.FromDays(366);
    private static readonly TimeSpan Notice = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Known? known;

    /// <summary>The public address of a complaint's status. Not to be called inside a transaction.</summary>
    public async Task<string> StatusLinkAsync(Guid complaint, CancellationToken cancellationToken) => Address("complaints/status",
        await SignAsync(LinkPurpose.ComplaintStatus, complaint, time.GetUtcNow().AddDays(options.Value.StatusLinkDays), cancellationToken));

    /// <summary>Has the keys at hand, so that signing inside a transaction needs nothing of the database.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => RingAsync(cancellationToken);

    public async Task<string> SignAsync(LinkPurpose purpose, Guid subject, DateTimeOffset expires, CancellationToken cancellationToken) =>
        SignedLink.Sign(await RingAsync(cancellationToken), purpose, subject, expires, time.GetUtcNow());

    public async Task<Outcome<LinkClaim>> ReadAsync(LinkPurpose purpose, string token, CancellationToken cancellationToken) =>
        SignedLink.Read(await RingAsync(cancellationToken), purpose, token, time.GetUtcNow());

    public string Address(string what, string token) => $"{options.Value.PublicUrl.ToString().TrimEnd('/')}/api/v1/public/service/{what}/{token}";

    public void Dispose() => gate.Dispose();

    /// <summary>The key that seals the Message-ID of a mail of now: accepted for as long as the links in it.</summary>
    public async Task<LinkKey> MailKeyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return (await RingAsync(cancellationToken)).ToSign(now, now.AddDays(options.Value.StatusLinkDays));
    }

    public async Task<LinkKeyRing> RingAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is { } fresh && now < fresh.Until) return fresh.Ring;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (known is { } current && now < current.Until) return current.Ring;
            var ring = new LinkKeyRing(await KeysAsync(now, cancellationToken));
            known = new Known(ring, now + Remember);
            return ring;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<IReadOnlyList<LinkKey>> KeysAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        var keys = await ReadAsync(db, now, cancellationToken);
        if (keys.Count > 0 && keys.Max(key => key.SignsFrom) + SignsFor > now) return keys;
        var from = keys.Count == 0 ? now : now + Notice;
        db.LinkKeys.Add(new StoredLinkKey
        {
            Id = keys.Count == 0 ? 1 : keys.Max(key => key.Id) + 1,
            Secret = RandomNumberGenerator.GetBytes(32),
            SignsFrom = from,
            AcceptedUntil = from + SignsFor + LongestLink + SignsFor,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (keys.Count > 0 || failure.IsUniqueViolation())
        {
            // Another replica made it at the same moment; and where there is a key that signs, the next one can wait.
        }
        return await ReadAsync(db, now, cancellationToken);
    }

    private static async Task<IReadOnlyList<LinkKey>> ReadAsync(ComplaintsDb db, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await db.LinkKeys.AsNoTracking().Where(key => key.AcceptedUntil > now).ToListAsync(cancellationToken))
            .Select(key => new LinkKey(key.Id, key.Secret, key.SignsFrom, key.AcceptedUntil))];

    private sealed record Known(LinkKeyRing Ring, DateTimeOffset Until);
}
