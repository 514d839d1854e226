namespace CrmPlatform.ServiceDefaults.Domain;

/// <summary>Why the domain refuses. A kind of its own for each way a client can react.</summary>
public enum RefusalKind
{
    /// <summary>The thing's state forbids it now.</summary>
    Conflict,

    /// <summary>What was asked for cannot be right in any state.</summary>
    Invalid,

    /// <summary>The caller may not do this.</summary>
    Forbidden,
}

/// <summary>A domain rule said no: a stable code for programs, a sentence for people, and the facts behind it.</summary>
/// <param name="Kind">How a client should react.</param>
/// <param name="Code">Stable, lower case, <c>thing.reason</c>, for instance <c>stage.evidence-missing</c>.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail)
{
    /// <summary>The request field that is wrong, when there is one.</summary>
    public string? Field { get; init; }

    /// <summary>Facts a client can act on, for instance the evidence that is missing.</summary>
    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public static Refusal Conflict(string code, string detail, params (string Name, object? Value)[] facts) =>
        new(RefusalKind.Conflict, code, detail) { Facts = ToFacts(facts) };

    public static Refusal Invalid(string field, string code, string detail) =>
        new(RefusalKind.Invalid, code, detail) { Field = field };

    public static Refusal Forbidden(string code, string detail) => new(RefusalKind.Forbidden, code, detail);

    private static Dictionary<string, object?>? ToFacts((string Name, object? Value)[] facts) =>
        facts.Length == 0 ? null : facts.ToDictionary(fact => fact.Name, fact => fact.Value);
}
