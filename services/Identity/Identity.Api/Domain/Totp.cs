using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CrmPlatform.Identity.Domain;

/// <summary>Time-based one-time passwords (RFC 6238: HMAC-SHA-1, six digits, steps of 30 seconds), as every authenticator app speaks them.</summary>
internal static class Totp
{
    public const int StepSeconds = 30;
    private const int SecretBytes = 20;

    // One step either way, for clocks that are a little off and people who type slowly (RFC 6238, section 5.2).
    private const int Tolerance = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>RFC 4226, section 5.3.</summary>
    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as the apps implement it; HMAC does not need SHA-1 to be free of collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step a code belongs to, or null when it is wrong or not later than <paramref name="lastUsed"/>: a code is good once.</summary>
    public static long? Verify(byte[] secret, string code, DateTimeOffset now, long lastUsed)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length != 6) return null;
        long? found = null;
        var current = StepOf(now);
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            var same = CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeAt(secret, step)), System.Text.Encoding.UTF8.GetBytes(typed));
            if (same && step > lastUsed) found = step;
        }
        return found;
    }

    /// <summary>The address an authenticator app takes the secret from.</summary>
    public static string AddressOf(byte[] secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32.Write(secret)}"
        + $"&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period={StepSeconds}";
}
