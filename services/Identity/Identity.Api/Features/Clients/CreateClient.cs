using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>A program that wants tokens.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Grants">How it comes to tokens.</param>
/// <param name="ClientId">By what it is known; null: one is made.</param>
/// <param name="Public">It cannot keep a secret and gets none.</param>
/// <param name="RedirectUris">Where people may be sent back to.</param>
/// <param name="PostLogoutRedirectUris">Where people may be sent after signing out.</param>
/// <param name="Roles">The roles of its own tokens.</param>
/// <param name="Team">The team of its own tokens.</param>
/// <param name="ActsFor">The id of the person its own tokens stand for, instead of roles and team.</param>
public sealed record CreateClientRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, MaxLength(2)] IReadOnlyList<ClientGrant> Grants,
    [property: RegularExpression("^[a-z0-9][a-z0-9._-]{0,99}$", ErrorMessage = "1 to 100 small letters, digits and . _ - are expected.")] string? ClientId = null,
    bool Public = false,
    [property: MaxLength(20)] IReadOnlyList<string>? RedirectUris = null,
    [property: MaxLength(20)] IReadOnlyList<string>? PostLogoutRedirectUris = null,
    [property: MaxLength(6)] IReadOnlyList<string>? Roles = null,
    [property: StringLength(100, MinimumLength = 1), RegularExpression(TeamName.Pattern, ErrorMessage = TeamName.Expected)] string? Team = null,
    Guid? ActsFor = null);

internal static class CreateClient
{
    public static async Task<Results<Created<NewClientView>, Invalid, Refused>> HandleAsync(
        CreateClientRequest request, IdentityDb db, ClientManager manager, TimeProvider time, CancellationToken cancellationToken)
    {
        var wanted = new ClientUpdate(
            request.Name, request.Grants, request.RedirectUris, request.PostLogoutRedirectUris, request.Roles, request.Team, request.ActsFor);
        if ((ClientChecks.Of(wanted, request.Public) ?? await db.OfPersonAsync(wanted.ActsFor, cancellationToken)) is { } refusal) return new Invalid(refusal);
        var client = new Client
        {
            ClientId = request.ClientId ?? $"client-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}",
            Origin = ClientOrigin.Api,
            CreatedAt = time.GetUtcNow(),
        };
        wanted.ApplyTo(client, confidential: !request.Public);
        var secret = request.Public ? null : Secrets.ClientSecret();
        if (secret is not null) await manager.ReplaceSecretAsync(client, secret, time.GetUtcNow(), cancellationToken);
        if (await IsTakenAsync(db, client, cancellationToken)) return IdTaken(client);
        db.Clients.Add(client);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await IsTakenAsync(db, client, cancellationToken)) return IdTaken(client);
            throw;
        }
        return TypedResults.Created($"/api/v1/clients/{client.Id}", new NewClientView(ClientViews.Show(client, time.GetUtcNow()), secret));
    }

    private static Task<bool> IsTakenAsync(IdentityDb db, Client client, CancellationToken cancellationToken) =>
        db.Clients.AnyAsync(other => other.ClientId == client.ClientId, cancellationToken);

    private static Refused IdTaken(Client client) => new("clients.id-taken", $"There is a client '{client.ClientId}' already. Choose another client id.");
}
