using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C19: judges the values of custom fields, for the API and the import alike.</summary>
internal static class CustomValues
{
    public static string Column(string code) => $"custom.{code}";

    /// <param name="written">By code, as people write values.</param>
    /// <param name="role">The category, which may require some.</param>
    /// <param name="fields">The organisation's fields.</param>
    /// <param name="known">What the customer has already, as it is stored.</param>
    /// <param name="wrong">Takes what is wrong with each field.</param>
    /// <returns>What is to be stored, where nothing is wrong.</returns>
    public static IReadOnlyDictionary<string, string> Read(
        IReadOnlyDictionary<string, string?>? written, CustomerRole role, IReadOnlyDictionary<string, CustomField> fields, IReadOnlyDictionary<string, string> known, List<Refusal> wrong)
    {
        var before = wrong.Count;
        var read = new Dictionary<string, string>();
        foreach (var (code, text) in written ?? new Dictionary<string, string?>())
        {
            if (Judge(code, text, fields, known, out var field, out var stored) is { } refusal) wrong.Add(refusal);
            else if (stored is not null) read[field!.Code] = stored;
        }
        // What was written and is wrong is not missing, too.
        wrong.AddRange(fields.Values.Where(field => field.Active && field.RequiredFor.Contains(role) && !read.ContainsKey(field.Code) && wrong.Skip(before).All(refusal => refusal.Field != Column(field.Code)))
            .Select(field => Refusal.Invalid(Column(field.Code), "field.required", $"'{field.Name}' is required for every {EnumCode.Of(role)}.")).ToList());
        return read.Count > 0 ? CustomFields.Sorted(read) : CustomFields.None;
    }

    /// <summary>A reference leads to one of these customers; null when all do.</summary>
    /// <param name="customers">Whom a reference may lead to.</param>
    /// <param name="values">What is to be stored.</param>
    /// <param name="fields">The organisation's fields.</param>
    /// <param name="known">What the customer has already: that may lead to one of another team or to one that has been merged since, and who changes something else has no part in it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<Refusal?> CheckReferencesAsync(
        IQueryable<Customer> customers, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, CustomField> fields, IReadOnlyDictionary<string, string> known,
        CancellationToken cancellationToken)
    {
        foreach (var (code, value) in values)
        {
            if (fields.GetValueOrDefault(code) is not { Type: CustomFieldType.Reference } || known.GetValueOrDefault(code) == value) continue;
            var id = Guid.Parse(CustomFields.Plain(value));
            if (!await customers.AnyAsync(c => c.Id == id, cancellationToken)) return Refusal.Invalid(Column(code), "field.reference", $"There is no customer '{id}' that you may see.");
        }
        return null;
    }

    private static Refusal? Judge(
        string code, string? text, IReadOnlyDictionary<string, CustomField> fields, IReadOnlyDictionary<string, string> known, out CustomField? field, out string? stored)
    {
        stored = null;
        if (!fields.TryGetValue(code, out field)) return Refusal.Invalid(Column(code), "field.unknown", $"There is no custom field '{code}'.");
        if (string.IsNullOrWhiteSpace(text)) return null;
        if ((stored = field.Read(text)) is null) return Refusal.Invalid(Column(code), "field.invalid", field.Expected);
        return field.Active || known.GetValueOrDefault(field.Code) == stored
            ? null
            : Refusal.Invalid(Column(code), "field.retired", $"'{field.Name}' is retired: it keeps its values and takes no new ones.");
    }
}
