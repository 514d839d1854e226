using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

public sealed class SharedKeys
{
    [Fact]
    public async Task Without_a_common_folder_what_one_process_seals_another_opens_with_the_key_in_the_database()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, ["--DataProtection:Directory="]);
        var text = maker.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("cursor");
        Assert.Equal(1, await maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().DataProtectionKeys.CountAsync()));

        await maker.StopAsync();
        await maker.StartAgainAsync();
        Assert.Equal("cursor", maker.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(text));
        Assert.Equal(1, await maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().DataProtectionKeys.CountAsync()));
    }

    [Fact]
    public async Task A_certificate_is_changed_by_putting_the_new_one_beside_the_old()
    {
        using var folder = new TempFolder();
        using var old = Certificate("old", DateTimeOffset.UtcNow.AddYears(-1));
        using var @new = Certificate("new", DateTimeOffset.UtcNow.AddDays(-1));
        var keys = Path.Combine(folder.Path, "keys");
        var text = await WithAsync([old], protector => protector.Protect("secret"));
        Assert.Equal("secret", await WithAsync([old, @new], protector => protector.Unprotect(text)));
        await Assert.ThrowsAsync<CryptographicException>(() => WithAsync([@new], protector => protector.Unprotect(text)));

        // A key that is made while both are there is sealed by the newer one.
        Directory.Delete(keys, recursive: true);
        text = await WithAsync([old, @new], protector => protector.Protect("secret"));
        Assert.Equal("secret", await WithAsync([@new], protector => protector.Unprotect(text)));

        async Task<string> WithAsync(X509Certificate2[] certificates, Func<IDataProtector, string> use)
        {
            var file = Path.Combine(folder.Path, "protection.pfx");
            await File.WriteAllBytesAsync(file, new X509Certificate2Collection(certificates).Export(X509ContentType.Pkcs12, "open sesame")!, TestContext.Current.CancellationToken);
            await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker,
                [$"--DataProtection:Directory={keys}", $"--DataProtection:CertificatePath={file}", "--DataProtection:CertificatePassword=open sesame"]);
            return use(maker.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test"));
        }
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset from)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, from.AddYears(2));
    }
}
