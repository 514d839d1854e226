using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Protocol;

/// <summary>Restores what the gateway's hop has hidden: who asks, and that it was asked over TLS.</summary>
internal static class PublicAddress
{
    public static void AddPublicAddress(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<IdentityOptions>>((forwarded, identity) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in identity.Value.BelievedProxies) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });

    public static void UsePublicAddress(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((http, next) =>
        {
            // TLS ends before us. Cookies are made for the public address, and forms refuse to be sent in the clear.
            if (http.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.IsSecure) http.Request.Scheme = Uri.UriSchemeHttps;
            return next(http);
        });
    }
}
