using CrmPlatform.ServiceDefaults.Domain;
using OpenIddict.EntityFrameworkCore.Models;

namespace CrmPlatform.Identity.Data;

/// <summary>Where a client is kept up.</summary>
public enum ClientOrigin
{
    /// <summary>Made and changed through the API.</summary>
    Api,

    /// <summary>Set by configuration and brought in line with it at every start.</summary>
    Configuration,
}

/// <summary>A program that asks for tokens: for people who sign in through it, or for itself.</summary>
internal sealed class Client : OpenIddictEntityFrameworkCoreApplication<Guid, Grant, Token>, IVersioned, IHasHistory
{
    public Client() => Id = Guid.CreateVersion7();

    public long Version { get; private set; }

    Guid IHasHistory.HistorySubject => Id;

    public ClientOrigin Origin { get; set; }

    /// <summary>The roles of its own tokens; those of people carry the people's.</summary>
    public List<string> Roles { get; set; } = [];

    public string? Team { get; set; }

    /// <summary>The person its own tokens stand for: their name, roles and team are that person's.</summary>
    public Guid? ActsFor { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    [Untold]
    public override string? ClientSecret { get; set; }

    /// <summary>The hash of the secret before the present one.</summary>
    [Untold]
    public string? PreviousSecret { get; set; }

    /// <summary>Until when the previous secret is accepted beside the present one.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; set; }

    [Untold]
    public override string? ConcurrencyToken { get; set; } = Guid.NewGuid().ToString();
}

/// <summary>What a person has granted to a client in one sign-in: the family of all tokens that came of it.</summary>
internal sealed class Grant : OpenIddictEntityFrameworkCoreAuthorization<Guid, Client, Token>
{
    /// <summary>The sign-in it came of; when that ends, the grant ends with it.</summary>
    public Guid? SessionId { get; set; }
}

/// <summary>A token as it is remembered: that it was given out, redeemed, revoked.</summary>
internal sealed class Token : OpenIddictEntityFrameworkCoreToken<Guid, Client, Grant>;
