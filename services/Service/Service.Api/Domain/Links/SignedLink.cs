using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Links;

/// <summary>What a link may be used for; a link for one thing opens nothing else.</summary>
internal enum LinkPurpose : byte
{
    ComplaintStatus = 1,
    Survey = 2,
}

/// <summary>What a genuine link says.</summary>
internal readonly record struct LinkClaim(LinkPurpose Purpose, Guid Subject, DateTimeOffset ExpiresAt);

/// <summary>
/// S1, S7: a link that works without login: purpose, subject and expiry, signed with HMAC-SHA256. The token is 64 characters that
/// need no escaping in a URL. That a survey link works once is the survey's matter, which knows whether it was answered.
/// </summary>
/// <remarks>48 bytes: version, purpose, key id (4), expiry in Unix seconds (8), subject (16), the first 18 bytes of the HMAC.</remarks>
internal static class SignedLink
{
    private const byte Version = 1;
    private const int SignedLength = 30;
    private const int MacLength = 18;
    private const int TokenLength = SignedLength + MacLength;

    private static readonly Refusal Invalid = Refusal.Forbidden(
        "link.invalid", "This link is not one of ours, or it is incomplete; please use the whole link from the message.");

    /// <summary>The token for a link that expires at a whole second, rounded up.</summary>
    public static string Sign(LinkKeyRing ring, LinkPurpose purpose, Guid subject, DateTimeOffset expires, DateTimeOffset now)
    {
        var seconds = expires.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();
        var key = ring.ToSign(now, expires);
        Span<byte> token = stackalloc byte[TokenLength];
        token[0] = Version;
        token[1] = (byte)purpose;
        BinaryPrimitives.WriteInt32BigEndian(token[2..], key.Id);
        BinaryPrimitives.WriteInt64BigEndian(token[6..], seconds);
        subject.TryWriteBytes(token[14..], bigEndian: true, out _);
        Mac(key, token[..SignedLength], token[SignedLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>
    /// Reads a token. Refuses with <c>link.invalid</c>, saying nothing about what is wrong with it, or, for a genuine one,
    /// <c>link.expired</c>.
    /// </summary>
    public static Outcome<LinkClaim> Read(LinkKeyRing ring, LinkPurpose purpose, string? token, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[TokenLength];
        if (token is not { Length: TokenLength / 3 * 4 }
            || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != TokenLength
            || bytes[0] != Version)
            return Invalid;

        if (ring.ToVerify(BinaryPrimitives.ReadInt32BigEndian(bytes[2..]), now) is not { } key)
            return Invalid;

        Span<byte> mac = stackalloc byte[MacLength];
        Mac(key, bytes[..SignedLength], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[SignedLength..]) || bytes[1] != (byte)purpose)
            return Invalid;

        var expires = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[6..]));
        return now < expires
            ? new LinkClaim(purpose, new Guid(bytes[14..SignedLength], bigEndian: true), expires)
            : Refusal.Forbidden("link.expired", "This link has expired.");
    }

    private static void Mac(LinkKey key, ReadOnlySpan<byte> signed, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret.Span, signed, whole);
        whole[..MacLength].CopyTo(mac);
    }
}
