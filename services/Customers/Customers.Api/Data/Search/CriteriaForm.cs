using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What a filter that is kept for later (a saved segment, an export) has to be, so that it does not fail when nobody looks.</summary>
internal static class CriteriaForm
{
    public static Refusal? Check(CustomerCriteria? criteria, string prefix, FieldRegister register)
    {
        foreach (var condition in criteria?.Field ?? [])
            if (FieldFilter.Parse(condition, register.Fields, out var wrong) is null) return Refusal.Invalid($"{prefix}.field", "field.condition", wrong!);
        return criteria?.Phone?.Trim() is { Length: > 0 } phone && Phone.DigitsOfQuery(phone) is null ? Refusal.Invalid($"{prefix}.phone", "phone.invalid", NoPhone(phone)) : null;
    }

    public static string NoPhone(string phone) => $"'{phone}' is no part of a phone number: three digits or more are expected, such as 8000 or +86 138 0013 8000.";
}
