using System.Security.Cryptography;
using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.DataProtection;

namespace CrmPlatform.Customers.Data.Profiles;

/// <summary>
/// C2: encrypts the sensitive fields for the database and back, with the keys that all replicas share. Each text names the key it was
/// sealed with, so that keys can be renewed without touching the rows: what is read with an older key is sealed anew.
/// </summary>
internal sealed class SensitiveSeal(IDataProtectionProvider protection, ILogger<SensitiveSeal> log)
{
    private readonly IDataProtector protector = protection.CreateProtector("customers.profile.sensitive");

    public string? Seal(SensitiveProfile fields) =>
        fields.IsEmpty ? null : Convert.ToBase64String(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(fields, Json.Tolerant)));

    /// <param name="cipher">What the database holds.</param>
    /// <param name="outdated">True when a newer key should seal it.</param>
    /// <exception cref="ProblemException">500 when the key is not among the service's keys.</exception>
    public SensitiveProfile Open(string cipher, out bool outdated)
    {
        try
        {
            var plain = ((IPersistedDataProtector)protector).DangerousUnprotect(
                Convert.FromBase64String(cipher), ignoreRevocationErrors: false, out outdated, out _);
            return JsonSerializer.Deserialize<SensitiveProfile>(plain, Json.Tolerant)!;
        }
        catch (CryptographicException failure)
        {
            log.LogError(failure, "Sensitive fields cannot be read: their key is missing or was revoked");
            throw new ProblemException(StatusCodes.Status500InternalServerError, "profile.key-missing",
                "The sensitive fields cannot be read, because the key they were sealed with is missing. Restore the service's data-protection keys.");
        }
    }
}
