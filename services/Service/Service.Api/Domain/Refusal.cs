using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain;

/// <summary>What is wrong with one field of a request: its name in camelCase and a sentence that says what would be right.</summary>
internal sealed record FieldFault(string Field, string Message);

/// <summary>
/// The domain says no. <paramref name="Code"/> is stable and part of the interface (<c>complaint.step-out-of-order</c>);
/// <paramref name="Message"/> says what would be right.
/// </summary>
internal sealed record Refusal(string Code, string Message)
{
    /// <summary>The fields at fault, when the refusal is about particular fields.</summary>
    public ImmutableArray<FieldFault> Fields { get; init; } = [];

    /// <summary>What is missing, as stable codes, when the refusal is about something not done yet.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];
}

/// <summary>Either a value or a refusal; exactly one of the two.</summary>
internal readonly record struct Outcome<T>
    where T : notnull
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the domain said yes.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>The value; asking for it after a refusal is a mistake of the caller and throws.</summary>
    public T Value => Refusal is null
        ? value ?? throw new InvalidOperationException("An outcome that was never set has no value.")
        : throw new InvalidOperationException($"Refused ({Refusal.Code}): {Refusal.Message}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
