using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OpenIddict.Server;

namespace CrmPlatform.Identity.Keys;

internal static class KeysSetup
{
    public static void AddKeyRing(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<KeyRing>();
        services.AddLoop<KeyWorker>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, RingChanges>();
        services.AddOptions<OpenIddictServerOptions>().Configure<KeyRing>((server, ring) =>
        {
            server.SigningCredentials.AddRange(ring.Current.Signing);
            server.EncryptionCredentials.AddRange(ring.Current.Encryption);
        });
        // Other services read the key set from the issuer; the issuer has it at hand, and need not call itself to start.
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<KeyRing, IOptions<IdentityOptions>>((jwt, ring, options) => jwt.ConfigurationManager = new OwnMetadata(ring, options.Value.PublicUrl));
    }

    private sealed class RingChanges(KeyRing ring) : IOptionsChangeTokenSource<OpenIddictServerOptions>
    {
        public string Name => Options.DefaultName;

        public IChangeToken GetChangeToken() => ring.Changes;
    }

    private sealed class OwnMetadata(KeyRing ring, string issuer) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            var metadata = new OpenIdConnectConfiguration { Issuer = issuer };
            foreach (var key in ring.Current.Signing) metadata.SigningKeys.Add(key.Key);
            return Task.FromResult(metadata);
        }

        public void RequestRefresh()
        {
            // There is nothing staler than the ring itself.
        }
    }
}
