using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Start;

/// <summary>
/// Brings the clients of the configuration in line with it. A changed secret takes effect at once and its predecessor stays good for
/// a day, so that services restarted one after the other go on understanding each other.
/// </summary>
internal sealed class ConfiguredClients(IdentityDb db, ClientManager manager, IOptions<IdentityOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Whether nothing is to be changed: so it is at every start but the first and those after a change of the configuration.</summary>
    public async Task<bool> AreInLineAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync(cancellationToken);
        var inLine = !db.ChangeTracker.HasChanges() && !await Others().AnyAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return inLine;
    }

    public async Task BringInLineAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await RemoveOthersAsync(cancellationToken);
    }

    private IReadOnlyList<ClientSeed> Services => options.Value.RegisterServices
        ? [.. options.Value.Services.Select(service => new ClientSeed { ClientId = service.Key, Name = service.Key, Secret = service.Value.Secret })]
        : [];

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Services) await BringInLineAsync(service, CrmScopes.Internal, cancellationToken);
        foreach (var seed in options.Value.Clients) await BringInLineAsync(seed, CrmScopes.Api, cancellationToken);
    }

    // What the configuration no longer names was taken out of it so that it can no longer come in.
    private IQueryable<Client> Others()
    {
        List<string> named = [.. Services.Concat(options.Value.Clients).Select(seed => seed.ClientId)];
        return db.Clients.Where(client => client.Origin == ClientOrigin.Configuration && !named.Contains(client.ClientId!));
    }

    private async Task RemoveOthersAsync(CancellationToken cancellationToken)
    {
        var others = Others();
        await db.Tokens.Where(token => others.Contains(token.Application!)).ExecuteDeleteAsync(cancellationToken);
        await db.Grants.Where(grant => others.Contains(grant.Application!)).ExecuteDeleteAsync(cancellationToken);
        db.Clients.RemoveRange(await others.ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task BringInLineAsync(ClientSeed seed, string scope, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientId == seed.ClientId, cancellationToken);
        var wanted = new ClientShape(
            seed.Name ?? seed.ClientId, seed.Secret is not null, CodeFlow: seed.RedirectUris.Length > 0, ClientCredentials: seed.Secret is not null,
            seed.RedirectUris, seed.PostLogoutRedirectUris, scope);
        if (client is null)
        {
            client = new Client { ClientId = seed.ClientId, CreatedAt = time.GetUtcNow() };
            db.Clients.Add(client);
        }
        client.Origin = ClientOrigin.Configuration;
        wanted.ApplyTo(client);
        if (!client.Roles.SequenceEqual(seed.Roles)) client.Roles = [.. seed.Roles];
        client.Team = seed.Team;
        if (seed.Secret is null) client.ClientSecret = null;
        else if (client.ClientSecret is null || !await manager.IsSecretAsync(client, seed.Secret, cancellationToken))
            await manager.ReplaceSecretAsync(client, seed.Secret, time.GetUtcNow() + Overlap, cancellationToken);
    }
}
