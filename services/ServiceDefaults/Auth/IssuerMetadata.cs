using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>
/// Keeps the issuer's metadata and keys, read again after five minutes (a key taken back because others know it is good for hardly longer:
/// the library waits up to 15 s more, <see cref="IssuerWatch"/> comes by every 10 s) and, for a key never seen, at once (30 s apart at most).
/// </summary>
internal static class IssuerMetadata
{
    private static readonly TimeSpan Regularly = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForUnknownKeys = TimeSpan.FromSeconds(30);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    public static ConfigurationManager<OpenIdConnectConfiguration> Watch(AuthOptions options)
    {
        var documents = new HttpDocumentRetriever(Client) { RequireHttps = options.Metadata.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
        return new ConfigurationManager<OpenIdConnectConfiguration>(
            options.Metadata, new OpenIdConnectConfigurationRetriever(), options.MetadataAddress is null ? documents : new FromInside(options, documents))
        {
            AutomaticRefreshInterval = Regularly,
            RefreshInterval = ForUnknownKeys,
            // It would believe keys of earlier metadata for an hour more: the very ones that were taken back.
            UseLastKnownGoodConfiguration = false,
        };
    }

    /// <summary>
    /// The metadata names the keys at the issuer's public address, which a service inside need not be able to reach: what lies under
    /// the issuer's address is read where the metadata is read.
    /// </summary>
    private sealed class FromInside(AuthOptions options, IDocumentRetriever documents) : IDocumentRetriever
    {
        private readonly Uri inside = new(options.Metadata);
        private readonly Uri issuer = new(options.Issuer);

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            documents.GetDocumentAsync(Reachable(new Uri(address)).AbsoluteUri, cancel);

        private Uri Reachable(Uri address) =>
            address.GetLeftPart(UriPartial.Authority) == issuer.GetLeftPart(UriPartial.Authority) ? new Uri(inside, address.PathAndQuery) : address;
    }
}
