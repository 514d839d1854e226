using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain;

/// <summary>Collects what is wrong with the fields of a record, so that a person sees all of it at once.</summary>
internal sealed class FieldChecks
{
    /// <summary>The most characters of a text, where nothing else is said.</summary>
    public const int LongestText = 4_000;

    private readonly List<(string Field, string Message)> faults = [];

    /// <summary>A text that has to be there and not longer than this many characters.</summary>
    public FieldChecks Text(string field, string? text, int longest = LongestText)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add((field, "is required"));
        else if (text.Length > longest)
            faults.Add((field, $"must have at most {longest} characters"));
        return this;
    }

    /// <summary>Whatever must hold; the message says what would be right, as a demand: "must lie in the future".</summary>
    public FieldChecks That(bool holds, string field, string message)
    {
        if (!holds)
            faults.Add((field, message));
        return this;
    }

    /// <summary>Null when nothing is wrong; else a refusal that <see cref="FieldErrors"/> reads all fields from.</summary>
    public Refusal? Refuse(string code, string message) => faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, code, message)
    {
        Field = faults[0].Field,
        Facts = new Dictionary<string, object?>
        {
            [FieldErrors.Fact] = faults.GroupBy(fault => fault.Field)
                .ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray()),
        },
    };
}

/// <summary>Reads what is wrong with which field out of a refusal, in the shape a validation problem has.</summary>
internal static class FieldErrors
{
    internal const string Fact = "errors";

    /// <summary>The messages by field; a refusal about one field alone gives that one.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(Refusal refusal) =>
        refusal.Facts?.GetValueOrDefault(Fact) as IReadOnlyDictionary<string, string[]>
        ?? new Dictionary<string, string[]> { [refusal.Field ?? ""] = [refusal.Detail] };
}
