using System.Text.Json;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What a filter that is kept for later (a saved segment, an export) has to be, so that it does not fail when nobody looks.</summary>
internal static class CriteriaForm
{
    public static Refusal? Check(CustomerCriteria? criteria, string prefix, FieldRegister register, string region)
    {
        foreach (var condition in criteria?.Field ?? [])
            if (FieldFilter.Parse(condition, register.Fields, out var wrong) is null) return Refusal.Invalid($"{prefix}.field", "field.condition", wrong!);
        return criteria?.Phone?.Trim() is { Length: > 0 } phone && Phone.DigitsOfQuery(phone, region) is null ? Refusal.Invalid($"{prefix}.phone", "phone.invalid", NoPhone(phone)) : null;
    }

    /// <summary>The filter of a saved segment; null for a list.</summary>
    public static CustomerCriteria? CriteriaOf(Segment segment) => segment.Criteria is null ? null : JsonSerializer.Deserialize<CustomerCriteria>(segment.Criteria, Json.Tolerant);

    /// <summary>Whether a filter asks for what a field will not be any more: for any value of one that goes, or for one it cannot have.</summary>
    /// <param name="criteria">The filter.</param>
    /// <param name="code">The field's.</param>
    /// <param name="field">As it will be; null when it goes.</param>
    public static bool AsksInVain(CustomerCriteria? criteria, string code, CustomField? field)
    {
        var there = field is null ? [] : new Dictionary<string, CustomField>(StringComparer.OrdinalIgnoreCase) { [code] = field };
        return (criteria?.Field ?? []).Any(condition => condition.StartsWith($"{code}:", StringComparison.OrdinalIgnoreCase) && FieldFilter.Parse(condition, there, out _) is null);
    }

    public static string NoPhone(string phone) => $"'{phone}' is no part of a phone number: three digits or more are expected, such as 8000 or +86 138 0013 8000.";
}
