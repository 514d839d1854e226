using CrmPlatform.Identity.Data;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace CrmPlatform.Identity.Accounts;

/// <summary>The library's keeper of clients, which lets a secret's predecessor in for a while when it has been changed.</summary>
internal sealed class ClientManager(
    IOpenIddictApplicationCache<Client> cache, ILogger<OpenIddictApplicationManager<Client>> logger, IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<Client> store, TimeProvider time) : OpenIddictApplicationManager<Client>(cache, logger, options, store)
{
    public override async ValueTask<bool> ValidateClientSecretAsync(Client application, string secret, CancellationToken cancellationToken = default) =>
        await base.ValidateClientSecretAsync(application, secret, cancellationToken)
        || (application.PreviousSecret is { } previous && time.GetUtcNow() < application.PreviousSecretUntil
            && await ValidateClientSecretAsync(secret, previous, cancellationToken));

    /// <summary>Whether this is a client's present secret.</summary>
    public ValueTask<bool> IsSecretAsync(Client client, string secret, CancellationToken cancellationToken) =>
        base.ValidateClientSecretAsync(client, secret, cancellationToken);

    /// <summary>Gives a client a new secret; the present one is good until <paramref name="overlapEnds"/>. The caller saves.</summary>
    public async Task ReplaceSecretAsync(Client client, string secret, DateTimeOffset overlapEnds, CancellationToken cancellationToken)
    {
        var overlaps = client.ClientSecret is not null && overlapEnds > time.GetUtcNow();
        (client.PreviousSecret, client.PreviousSecretUntil) = (overlaps ? client.ClientSecret : null, overlaps ? overlapEnds : null);
        client.ClientSecret = await ObfuscateClientSecretAsync(secret, cancellationToken);
    }
}
