using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Protocol;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>What can be changed of a client.</summary>
public sealed record ClientUpdate(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, MaxLength(2)] IReadOnlyList<ClientGrant> Grants,
    [property: MaxLength(20)] IReadOnlyList<string>? RedirectUris = null,
    [property: MaxLength(20)] IReadOnlyList<string>? PostLogoutRedirectUris = null,
    [property: MaxLength(6)] IReadOnlyList<string>? Roles = null,
    [property: StringLength(100, MinimumLength = 1), RegularExpression(TeamName.Pattern, ErrorMessage = TeamName.Expected)] string? Team = null,
    Guid? ActsFor = null)
{
    internal static ClientUpdate Of(Client client)
    {
        var shape = ClientShape.Of(client);
        return new ClientUpdate(
            shape.Name, ClientViews.GrantsOf(shape), shape.RedirectUris, shape.PostLogoutRedirectUris, client.Roles, TeamName.Of(client.Team), client.ActsFor);
    }

    internal void ApplyTo(Client client, bool confidential)
    {
        new ClientShape(
            Name.Trim(), confidential, Grants.Contains(ClientGrant.AuthorizationCode), Grants.Contains(ClientGrant.ClientCredentials),
            RedirectUris ?? [], PostLogoutRedirectUris ?? [], CrmScopes.Api).ApplyTo(client);
        var roles = (Roles ?? []).Distinct().ToList();
        if (!roles.SequenceEqual(client.Roles)) client.Roles = roles;
        (client.Team, client.ActsFor) = (TeamName.Of(Team), ActsFor);
    }
}

internal static class ChangeClient
{
    public static async Task<Results<Ok<ClientView>, Missing, Stale, Invalid, Refused>> HandleAsync(
        Guid id, MergePatch<ClientUpdate> patch, IfMatch ifMatch, IdentityDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (client is null) return new Missing("client", id);
        if (!ifMatch.Matches(client)) return new Stale(client.Version);
        if (ClientChecks.OfOrigin(client) is { } configured) return new Refused(configured);
        if (!patch.TryApply(ClientUpdate.Of(client), out var wanted, out var problem)) return problem!;
        var confidential = ClientShape.Of(client).Confidential;
        if ((ClientChecks.Of(wanted, !confidential) ?? await db.OfPersonAsync(wanted.ActsFor, cancellationToken)) is { } refusal) return new Invalid(refusal);
        // A team that nobody speaks of stays as it stands: customers bear it letter by letter.
        var team = patch.Mentions("team") ? TeamName.Of(wanted.Team) : client.Team;
        wanted.ApplyTo(client, confidential);
        client.Team = team;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ClientViews.Show(client, time.GetUtcNow()));
    }
}
