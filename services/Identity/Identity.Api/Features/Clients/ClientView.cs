using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>How a client comes to tokens.</summary>
public enum ClientGrant
{
    /// <summary>People sign in through it (authorization code with PKCE, and refresh tokens).</summary>
    AuthorizationCode,

    /// <summary>It signs in by itself.</summary>
    ClientCredentials,
}

/// <summary>A client, without its secret.</summary>
/// <param name="Public">It cannot keep a secret (an app in a browser or on a device).</param>
/// <param name="ActsFor">The person whose rights and name its own tokens carry.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the present one is accepted.</param>
public record ClientView(
    Guid Id, string ClientId, string Name, ClientOrigin Origin, bool Public, IReadOnlyList<ClientGrant> Grants, string Scope,
    IReadOnlyList<string> RedirectUris, IReadOnlyList<string> PostLogoutRedirectUris, IReadOnlyList<string> Roles, string? Team, Guid? ActsFor,
    DateTimeOffset? PreviousSecretUntil, DateTimeOffset CreatedAt, long Version) : IVersionedView;

/// <summary>A client just registered, with its secret; it is shown this once.</summary>
public sealed record NewClientView(ClientView Client, string? ClientSecret) : ClientView(Client);

/// <summary>A client's new secret; it is shown this once.</summary>
public sealed record NewSecretView(Guid Id, string ClientId, string ClientSecret, DateTimeOffset? PreviousSecretUntil, long Version) : IVersionedView;

internal static class ClientViews
{
    public static ClientView Show(Client client, DateTimeOffset now)
    {
        var shape = ClientShape.Of(client);
        return new ClientView(
            client.Id, client.ClientId!, shape.Name, client.Origin, !shape.Confidential, GrantsOf(shape), shape.Scope, shape.RedirectUris,
            shape.PostLogoutRedirectUris, client.Roles, client.Team, client.ActsFor,
            client.PreviousSecretUntil > now ? client.PreviousSecretUntil : null, client.CreatedAt, client.Version);
    }

    public static ClientGrant[] GrantsOf(ClientShape shape) =>
        [.. new[] { (shape.CodeFlow, ClientGrant.AuthorizationCode), (shape.ClientCredentials, ClientGrant.ClientCredentials) }
            .Where(grant => grant.Item1).Select(grant => grant.Item2)];
}
