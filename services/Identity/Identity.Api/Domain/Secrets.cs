using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CrmPlatform.Identity.Domain;

/// <summary>Makes what nobody may guess.</summary>
internal static class Secrets
{
    // Nothing that is mistaken for something else when read aloud or typed from paper.
    private const string Readable = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A password to be told to a person: four groups of five, 99 bits.</summary>
    public static string Password() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Readable, 5)));

    /// <summary>A client's secret: 256 bits.</summary>
    public static string ClientSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Ten codes for the day the phone is lost, 79 bits each.</summary>
    public static IReadOnlyList<string> RecoveryCodes() =>
        [.. Enumerable.Range(0, 10).Select(_ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Readable, 4))))];

    /// <summary>How a recovery code is kept. It is long and random, so that a fast hash without salt gives nothing away.</summary>
    public static string HashOfRecoveryCode(string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToLowerInvariant())));
}
