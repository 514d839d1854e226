using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain;

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
        : throw new InvalidOperationException($"Refused ({Refusal.Code}): {Refusal.Detail}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
