using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>Reads a row of an import into the request that the API takes, and judges it by the request's own rules.</summary>
internal static class CustomerRow
{
    /// <param name="row">Of the file.</param>
    /// <param name="customFields">The codes of all custom fields.</param>
    /// <param name="known">The customer that the row changes: it keeps what the file has no column for.</param>
    /// <param name="wrong">Takes what is wrong with each field.</param>
    /// <returns>What the row asks for; null without a category, by which the rest is judged.</returns>
    public static CustomerRequest? Read(ImportRow row, IEnumerable<string> customFields, Customer? known, List<RowError> wrong)
    {
        var name = row["name"];
        if (name is null) wrong.Add(row.Error("name", "required", "name is blank."));
        if (row["role"] is null) wrong.Add(row.Error("role", "required", "role is blank; a category is chosen before the file is opened."));
        var role = One<CustomerRole>(row, "role", wrong);
        var kind = One<CustomerKind>(row, "kind", wrong);
        var channel = One<SalesChannel>(row, "channel", wrong);
        var source = One<LeadSource>(row, "source", wrong);
        var grade = One<ValueGrade>(row, "grade", wrong);
        var latitude = Degrees(row, "latitude", wrong);
        var longitude = Degrees(row, "longitude", wrong);

        var stored = known is null ? null : CustomerRequest.Of(known);
        var place = stored?.Address;
        var address = new AddressView(Text("street", place?.Street), Text("city", place?.City), Text("region", place?.Region), Text("postalCode", place?.PostalCode),
            Text("country", place?.Country)?.ToUpperInvariant(), row.Has("latitude") ? latitude : place?.Latitude, row.Has("longitude") ? longitude : place?.Longitude);
        var request = new CustomerRequest(kind ?? stored?.Kind ?? CustomerKind.Organisation, role ?? default, name ?? "", row.Has("channel") ? channel : stored?.Channel,
            Text("phone", stored?.Phone), Text("email", stored?.Email), Text("taxId", stored?.TaxId), row["externalId"], address, row["language"] ?? stored?.Language, source ?? stored?.Source,
            stored?.ReferredBy, row.Has("tags") ? row["tags"]?.Split([';', '；', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : stored?.Tags,
            known is null ? row["ownerId"] : known.OwnerId, known is null ? row["team"] : known.Team, grade ?? stored?.Grade,
            Custom: customFields.ToDictionary(code => code, code => Text(CustomValues.Column(code), stored?.Custom?.GetValueOrDefault(code))));
        Judge(row, request, "", wrong);
        Judge(row, address, "address.", wrong);
        return role is null ? null : request;

        string? Text(string field, string? kept) => row.Has(field) ? row[field] : kept;
    }

    private static T? One<T>(ImportRow row, string field, List<RowError> wrong) where T : struct, Enum
    {
        if (row[field] is not { } text) return null;
        if (EnumCode.TryParse<T>(text.ToLowerInvariant(), out var parsed)) return parsed;
        wrong.Add(row.Error(field, "unknown-value", $"'{text}' is not one of: {string.Join(", ", EnumCode.All<T>())}."));
        return null;
    }

    private static double? Degrees(ImportRow row, string field, List<RowError> wrong)
    {
        if (row[field] is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)) return parsed;
        wrong.Add(row.Error(field, "number.invalid", $"'{text}' is no position in degrees."));
        return null;
    }

    private static void Judge(ImportRow row, object request, string prefix, List<RowError> wrong)
    {
        var complaints = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new ValidationContext(request), complaints, validateAllProperties: true)) return;
        foreach (var complaint in complaints)
        {
            var field = prefix + JsonNamingPolicy.CamelCase.ConvertName(complaint.MemberNames.FirstOrDefault() ?? "");
            if (wrong.All(known => known.Field != field)) wrong.Add(row.Error(field, "validation", ValidationTexts.In(complaint.ErrorMessage, Language.English)));
        }
    }
}
