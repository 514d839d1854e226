using System.Text.Json;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Protocol;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Accounts;

/// <summary>What a client may do, in our words; the library keeps it as lists of permissions.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Confidential">It can keep a secret.</param>
/// <param name="CodeFlow">People sign in through it.</param>
/// <param name="ClientCredentials">It gets tokens of its own.</param>
/// <param name="RedirectUris">Where people may be sent back to.</param>
/// <param name="PostLogoutRedirectUris">Where people may be sent after signing out.</param>
/// <param name="Scope">Which of the platform's APIs it may call.</param>
internal sealed record ClientShape(
    string Name, bool Confidential, bool CodeFlow, bool ClientCredentials, IReadOnlyList<string> RedirectUris, IReadOnlyList<string> PostLogoutRedirectUris,
    string Scope)
{
    public static ClientShape Of(Client client)
    {
        var permissions = Read(client.Permissions);
        return new ClientShape(
            client.DisplayName ?? client.ClientId!,
            client.ClientType == ClientTypes.Confidential,
            permissions.Contains(Permissions.GrantTypes.AuthorizationCode),
            permissions.Contains(Permissions.GrantTypes.ClientCredentials),
            Read(client.RedirectUris),
            Read(client.PostLogoutRedirectUris),
            permissions.Contains(Permissions.Prefixes.Scope + CrmScopes.Internal) ? CrmScopes.Internal : CrmScopes.Api);
    }

    public void ApplyTo(Client client)
    {
        client.DisplayName = Name;
        client.ApplicationType ??= ApplicationTypes.Web;
        client.ClientType = Confidential ? ClientTypes.Confidential : ClientTypes.Public;
        client.ConsentType = ConsentTypes.Implicit;
        client.Permissions = Written([.. PermissionsOf()]);
        client.Requirements = Written(CodeFlow ? [Requirements.Features.ProofKeyForCodeExchange] : []);
        client.RedirectUris = Written(RedirectUris);
        client.PostLogoutRedirectUris = Written(PostLogoutRedirectUris);
    }

    private IEnumerable<string> PermissionsOf()
    {
        yield return Permissions.Endpoints.Token;
        yield return Permissions.Endpoints.Revocation;
        yield return Permissions.Prefixes.Scope + Scope;
        if (Confidential) yield return Permissions.Endpoints.Introspection;
        if (ClientCredentials) yield return Permissions.GrantTypes.ClientCredentials;
        if (!CodeFlow) yield break;
        yield return Permissions.Endpoints.Authorization;
        yield return Permissions.Endpoints.EndSession;
        yield return Permissions.GrantTypes.AuthorizationCode;
        yield return Permissions.GrantTypes.RefreshToken;
        yield return Permissions.ResponseTypes.Code;
        yield return Permissions.Scopes.Profile;
        yield return Permissions.Scopes.Email;
    }

    private static string? Written(IReadOnlyList<string> values) => values.Count == 0 ? null : JsonSerializer.Serialize(values);

    private static string[] Read(string? values) => values is null ? [] : JsonSerializer.Deserialize<string[]>(values)!;
}
