using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Data.Fields;

/// <summary>One condition on a custom field: <c>size:12</c>, <c>size:&gt;=12</c>, <c>size:&lt;=20</c>, or <c>nickname:Li*</c> for a beginning (C19).</summary>
/// <param name="From">The first term that matches.</param>
/// <param name="To">The last one, or the first behind them all.</param>
/// <param name="WithTo">Whether <paramref name="To"/> matches too.</param>
internal sealed record FieldFilter(string From, string To, bool WithTo = true)
{
    /// <summary>The field and the customer that a reference is asked to lead to.</summary>
    public (string Field, Guid Customer)? Reference { get; init; }

    /// <summary>Null and what is wrong when the condition is none.</summary>
    public static FieldFilter? Parse(string condition, IReadOnlyDictionary<string, CustomField> fields, out string? wrong)
    {
        wrong = null;
        var at = condition.IndexOf(':', StringComparison.Ordinal);
        if (at <= 0 || !fields.TryGetValue(condition[..at], out var field))
        {
            wrong = $"'{condition}' is no condition on a custom field, such as size:12, size:>=12 or nickname:Li*. Known: {string.Join(", ", fields.Keys.Order())}.";
            return null;
        }
        var value = condition[(at + 1)..];
        var beginning = CustomFields.Key(field.Code, "");
        if (field.Type == CustomFieldType.Text && value.EndsWith('*'))
        {
            var start = CustomFields.Key(field.Code, SearchText.Normalise(value[..^1]));
            return new FieldFilter(start, SearchText.Behind(start), WithTo: false);
        }
        var (sign, bare) = value.StartsWith(">=", StringComparison.Ordinal) || value.StartsWith("<=", StringComparison.Ordinal) ? (value[..2], value[2..]) : ("", value);
        if (field.Read(bare) is not { } stored)
        {
            wrong = $"'{bare}' is no value of '{field.Code}': {field.Expected}";
            return null;
        }
        var term = CustomFields.TermOf(field.Code, stored);
        if (field.Type == CustomFieldType.Reference && sign.Length == 0) return new FieldFilter(term, term) { Reference = (field.Code, Guid.Parse(CustomFields.Plain(stored))) };
        return sign switch { ">=" => new FieldFilter(term, SearchText.Behind(beginning), WithTo: false), "<=" => new FieldFilter(beginning, term), _ => new FieldFilter(term, term) };
    }
}
