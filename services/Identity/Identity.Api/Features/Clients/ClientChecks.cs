using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>What a client must fulfil, whoever changes it.</summary>
internal static class ClientChecks
{
    public static Refusal? Of(ClientUpdate client, bool isPublic)
    {
        if (client.Grants.Count == 0)
            return Refusal.Invalid("grants", "clients.grants-missing", "At least one of authorization-code, client-credentials is expected.");
        if (isPublic && client.Grants.Contains(ClientGrant.ClientCredentials))
            return Refusal.Invalid("grants", "clients.secret-needed", "A public client has no secret and cannot sign in by itself.");
        if (client.Grants.Contains(ClientGrant.AuthorizationCode) && client.RedirectUris is not { Count: > 0 })
            return Refusal.Invalid("redirectUris", "clients.redirect-missing", "Somebody who signs in must be sent back: give at least one address.");
        if (Addresses(client).FirstOrDefault(address => !IsSafe(address.Value)) is { Field: { } field, Value: { } wrong })
        {
            return Refusal.Invalid(field, "clients.redirect-unsafe",
                $"'{wrong}': an https address, http on this machine, or an app's own scheme is expected, without a fragment.");
        }
        if (client.Roles?.FirstOrDefault(role => !Roles.All.Contains(role)) is { } stranger)
            return Refusal.Invalid("roles", "clients.roles-unknown", $"'{stranger}' is no role. Known: {string.Join(", ", Roles.All)}.");
        return client.ActsFor is not null && (client.Roles is { Count: > 0 } || client.Team is not null)
            ? Refusal.Invalid("actsFor", "clients.acts-for-has-roles", "A client that acts for a person has that person's roles and team: leave roles and team out.")
            : null;
    }

    public static async Task<Refusal?> OfPersonAsync(this IdentityDb db, Guid? actsFor, CancellationToken cancellationToken) =>
        actsFor is { } id && !await db.Users.AnyAsync(user => user.Id == id && user.Active, cancellationToken)
            ? Refusal.Invalid("actsFor", "clients.acts-for-nobody", $"There is no active user '{id}'.")
            : null;

    /// <summary>What the configuration sets is changed there, or the next start would undo it.</summary>
    public static Refusal? OfOrigin(Client client) => client.Origin == ClientOrigin.Configuration
        ? Refusal.Conflict("clients.configured", $"'{client.ClientId}' is set by configuration. Change it there.")
        : null;

    private static IEnumerable<(string? Field, string? Value)> Addresses(ClientUpdate client) =>
        (client.RedirectUris ?? []).Select(uri => ((string?)"redirectUris", (string?)uri))
            .Concat((client.PostLogoutRedirectUris ?? []).Select(uri => ((string?)"postLogoutRedirectUris", (string?)uri)));

    private static bool IsSafe(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) || uri.Scheme.Contains('.', StringComparison.Ordinal));
}
