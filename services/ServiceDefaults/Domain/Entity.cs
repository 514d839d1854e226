namespace CrmPlatform.ServiceDefaults.Domain;

/// <summary>What an <c>ETag</c> and a change history need of a stored thing, whoever's base class it has.</summary>
public interface IVersioned
{
    /// <summary>What the world knows it by.</summary>
    Guid Id { get; }

    /// <summary>Counts the saved states, from 1. It is the concurrency token; saving sets it.</summary>
    long Version { get; }
}

/// <summary>
/// A stored thing with an identity. <see cref="Key"/> orders rows inside the database (clustered on SQL Server, the last word of
/// every keyset) and never leaves the service; <see cref="Id"/> is what the world knows it by.
/// </summary>
public abstract class Entity : IVersioned
{
    public long Key { get; private set; }

    public Guid Id { get; protected init; } = Guid.CreateVersion7();

    public long Version { get; private set; }
}

/// <summary>An entity whose changes are written to the history of <see cref="HistorySubject"/> (C21).</summary>
public interface IHasHistory
{
    /// <summary>The thing a reader of the history asks for, for instance the customer a contact belongs to.</summary>
    Guid HistorySubject { get; }

    /// <summary>Whether its history begins with its entry.</summary>
    bool ToldWhenEntered => true;
}

/// <summary>
/// What it said stands in the history of its deletion. For what is kept under somebody else's history: an erasure (C20) finds it by whom it belonged to,
/// and would find what is kept under an id of its own no more.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ToldWhenDeletedAttribute : Attribute;

/// <summary>Keeps a property's values out of the change history: that it changed is recorded, from what to what is not.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UntoldAttribute : Attribute
{
    /// <summary>Not even that it changed is recorded: the property follows from others, or serves the database only.</summary>
    public bool Entirely { get; init; }
}
