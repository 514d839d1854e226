using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Where the keys lie that seal cursors, links and secrets, and what seals them in their turn.</summary>
internal static class KeyProtection
{
    public static void AddKeyProtection(this IServiceCollection services, ConfigurationManager configuration, string service)
    {
        var protection = services.AddDataProtection().SetApplicationName($"crm-{service}");
        if (configuration["DataProtection:Directory"] is { Length: > 0 } directory)
            protection.PersistKeysToFileSystem(new DirectoryInfo(directory));
        if (configuration["DataProtection:CertificatePath"] is not { Length: > 0 } path) return;
        // A certificate is changed by putting the new one beside the old: what the old one sealed must be opened for as long as it is kept.
        var certificates = Read(path, configuration["DataProtection:CertificatePassword"]);
        protection.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate(certificates);
    }

    /// <summary>The certificates of a PKCS#12 file that have their private key, the newest first.</summary>
    private static X509Certificate2[] Read(string path, string? password)
    {
        X509Certificate2[] certificates;
        try
        {
            certificates = [.. X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password)
                .Where(certificate => certificate.HasPrivateKey).OrderByDescending(certificate => certificate.NotBefore)];
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw SettingMistakes.Wrong(typeof(KeyProtection), $"DataProtection:CertificatePath: {path} cannot be read as a PKCS#12 file with DataProtection:CertificatePassword: {failure.Message}");
        }
        return certificates.Length > 0
            ? certificates
            : throw SettingMistakes.Wrong(typeof(KeyProtection), $"DataProtection:CertificatePath: {path} has no certificate with its private key.");
    }
}
