using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Identity.Domain;

/// <summary>What a key is for.</summary>
public enum KeyUse
{
    /// <summary>Signs tokens; its public half is published.</summary>
    Signing,

    /// <summary>Encrypts what only this service reads again: authorization codes and refresh tokens.</summary>
    Encryption,
}

/// <summary>A key of this service. Its material is sealed by data protection and never leaves the house.</summary>
internal sealed class KeyRow : Entity
{
    public KeyUse Use { get; init; }

    /// <summary>Counts the keys of one use; unique, so that of two replicas that make a successor one gives way.</summary>
    public int Generation { get; init; }

    /// <summary>The <c>kid</c> of tokens and key set.</summary>
    public required string KeyId { get; init; }

    public required string Material { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ActiveFrom { get; init; }
}
