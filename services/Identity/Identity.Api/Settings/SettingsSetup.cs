using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Settings;

internal static class SettingsSetup
{
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsCheck>();
        services.AddOptions<IdentityOptions>().Bind(builder.Configuration.GetSection(IdentityOptions.Section)).ValidateOnStart();
        // Its own API believes its own tokens.
        services.AddOptions<AuthOptions>().Configure<IOptions<IdentityOptions>>((auth, identity) =>
        {
            auth.Issuer = identity.Value.PublicUrl;
            auth.Audience = identity.Value.Audience;
        });
        services.AddSingleton(provider =>
        {
            var passwords = provider.GetRequiredService<IOptions<IdentityOptions>>().Value.Passwords;
            return new PasswordRules(passwords.Shortest, passwords.Longest);
        });
        services.AddSingleton(provider =>
        {
            var lockout = provider.GetRequiredService<IOptions<IdentityOptions>>().Value.Lockout;
            return new Lockout(lockout.Attempts, lockout.Duration);
        });
        services.AddSingleton(provider => ScheduleOf(provider.GetRequiredService<IOptions<IdentityOptions>>().Value));
        builder.KeepProtectionKeysApart();
    }

    // Codes and refresh tokens are signed too: a key stays until the longest of them has expired.
    private static KeySchedule ScheduleOf(IdentityOptions options) =>
        new(options.Keys.Lifetime, options.Keys.Announced, options.Tokens.Refresh > options.Tokens.Access ? options.Tokens.Refresh : options.Tokens.Access);

    // The database holds what these keys seal: they lie elsewhere, unless a certificate seals them in their turn.
    private static void KeepProtectionKeysApart(this WebApplicationBuilder builder)
    {
        var elsewhere = new[] { "DataProtection:Directory", "DataProtection:CertificatePath" };
        if (elsewhere.Any(setting => !string.IsNullOrEmpty(builder.Configuration[setting]))) return;
        // It warns that the keys lie there in the clear; that is why nobody else can open the folder.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .PostConfigure<IOptions<IdentityOptions>, ILoggerFactory>((keys, identity, log) => keys.XmlRepository =
                new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    PrivateFiles.DirectoryIn(identity.Value.DataDirectory, "protection"), log));
    }
}
