using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain;

/// <summary>Collects what is wrong with the fields of a record, so that a person sees all of it at once.</summary>
internal sealed class FieldChecks
{
    private readonly ImmutableArray<FieldFault>.Builder faults = ImmutableArray.CreateBuilder<FieldFault>();

    /// <summary>A text that has to be there and not longer than this many characters.</summary>
    public FieldChecks Text(string field, string? text, int longest = 4_000)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(new FieldFault(field, "is required"));
        else if (text.Length > longest)
            faults.Add(new FieldFault(field, $"has at most {longest} characters"));
        return this;
    }

    /// <summary>Whatever must hold; the message says what would be right.</summary>
    public FieldChecks That(bool holds, string field, string message)
    {
        if (!holds)
            faults.Add(new FieldFault(field, message));
        return this;
    }

    /// <summary>Null when nothing is wrong.</summary>
    public Refusal? Refuse(string code, string message) =>
        faults.Count == 0 ? null : new Refusal(code, message) { Fields = faults.ToImmutable() };
}
