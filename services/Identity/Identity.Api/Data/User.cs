using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.AspNetCore.Identity;

namespace CrmPlatform.Identity.Data;

/// <summary>A person's account. Attempts to sign in are counted beside it (<see cref="Domain.SignInState"/>).</summary>
internal sealed class User : IdentityUser<Guid>, IVersioned, IHasHistory
{
    public User() => Id = Guid.CreateVersion7();

    public long Version { get; private set; }

    Guid IHasHistory.HistorySubject => Id;

    /// <summary>As colleagues call the person; the <c>name</c> claim.</summary>
    public string Name { get; set; } = "";

    public string? Team { get; set; }

    public List<string> Roles { get; set; } = [];

    public bool Active { get; set; } = true;

    /// <summary>The password was given out by somebody else and is good for one sign-in.</summary>
    public bool MustChangePassword { get; set; }

    public bool SecondFactorRequired { get; set; }

    /// <summary>Sealed by data protection; null while there is no second factor.</summary>
    [Untold]
    public string? TotpSecret { get; set; }

    /// <summary>Hashes of those not used yet.</summary>
    [Untold]
    public List<string> RecoveryCodes { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    [Untold]
    public override string? PasswordHash { get; set; }

    [Untold]
    public override string? SecurityStamp { get; set; }
}
