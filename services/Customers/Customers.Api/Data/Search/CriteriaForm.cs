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

    /// <summary>Whether a filter asks for what a field is now and will not be any more: for any value of one that goes, or for one it cannot have then.</summary>
    /// <param name="criteria">The filter.</param>
    /// <param name="now">The field.</param>
    /// <param name="then">As it will be; null when it goes.</param>
    public static bool AsksInVain(CustomerCriteria? criteria, CustomField now, CustomField? then) =>
        (criteria?.Field ?? []).Any(condition => condition.StartsWith($"{now.Code}:", StringComparison.OrdinalIgnoreCase) && Asks(condition, now) && !Asks(condition, then));

    private static bool Asks(string condition, CustomField? field) =>
        field is not null && FieldFilter.Parse(condition, new Dictionary<string, CustomField>(StringComparer.OrdinalIgnoreCase) { [field.Code] = field }, out _) is not null;

    public static string NoPhone(string phone) => $"'{phone}' is no part of a phone number: three digits or more are expected, such as 8000 or +86 138 0013 8000.";
}
