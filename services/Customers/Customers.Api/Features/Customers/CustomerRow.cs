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
    /// <param name="request">What the row asks for.</param>
    public static RowError? Read(ImportRow row, IEnumerable<string> customFields, Customer? known, out CustomerRequest request)
    {
        request = null!;
        if (row["name"] is not { } name) return row.Error("name", "required", "name is blank.");
        if (row["role"] is not { } roleText) return row.Error("role", "required", "role is blank; a category is chosen before the file is opened.");
        if (One<CustomerRole>(row, "role", out var role) is { } wrongRole) return wrongRole;
        if (One<CustomerKind>(row, "kind", out var kind) is { } wrongKind) return wrongKind;
        if (One<SalesChannel>(row, "channel", out var channel) is { } wrongChannel) return wrongChannel;
        if (One<LeadSource>(row, "source", out var source) is { } wrongSource) return wrongSource;
        if (One<ValueGrade>(row, "grade", out var grade) is { } wrongGrade) return wrongGrade;
        if (Degrees(row, "latitude", out var latitude) is { } wrongLatitude) return wrongLatitude;
        if (Degrees(row, "longitude", out var longitude) is { } wrongLongitude) return wrongLongitude;

        var stored = known is null ? null : CustomerRequest.Of(known);
        var place = stored?.Address;
        var address = new AddressView(Text("street", place?.Street), Text("city", place?.City), Text("region", place?.Region), Text("postalCode", place?.PostalCode),
            Text("country", place?.Country)?.ToUpperInvariant(), row.Has("latitude") ? latitude : place?.Latitude, row.Has("longitude") ? longitude : place?.Longitude);
        request = new CustomerRequest(kind ?? stored?.Kind ?? CustomerKind.Organisation, role!.Value, name, row.Has("channel") ? channel : stored?.Channel,
            Text("phone", stored?.Phone), Text("email", stored?.Email), Text("taxId", stored?.TaxId), row["externalId"], address, row["language"] ?? stored?.Language, source ?? stored?.Source,
            stored?.ReferredBy, row.Has("tags") ? row["tags"]?.Split([';', '；', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : stored?.Tags,
            known is null ? row["ownerId"] : known.OwnerId, known is null ? row["team"] : known.Team, grade ?? stored?.Grade,
            Custom: customFields.ToDictionary(code => code, code => Text(CustomValues.Column(code), stored?.Custom?.GetValueOrDefault(code))));
        return Judge(row, request, "") ?? Judge(row, address, "address.");

        string? Text(string field, string? kept) => row.Has(field) ? row[field] : kept;
    }

    private static RowError? One<T>(ImportRow row, string field, out T? value) where T : struct, Enum
    {
        value = null;
        if (row[field] is not { } text) return null;
        if (!EnumCode.TryParse<T>(text.ToLowerInvariant(), out var parsed))
            return row.Error(field, "unknown-value", $"'{text}' is not one of: {string.Join(", ", EnumCode.All<T>())}.");
        value = parsed;
        return null;
    }

    private static RowError? Degrees(ImportRow row, string field, out double? degrees)
    {
        degrees = null;
        if (row[field] is not { } text) return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) || !double.IsFinite(parsed)) return row.Error(field, "number.invalid", $"'{text}' is no position in degrees.");
        degrees = parsed;
        return null;
    }

    private static RowError? Judge(ImportRow row, object request, string prefix)
    {
        var complaints = new List<ValidationResult>();
        if (Validator.TryValidateObject(request, new ValidationContext(request), complaints, validateAllProperties: true)) return null;
        var field = JsonNamingPolicy.CamelCase.ConvertName(complaints[0].MemberNames.FirstOrDefault() ?? "");
        return row.Error(prefix + field, "validation", ValidationTexts.In(complaints[0].ErrorMessage, Language.English));
    }
}
