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
    public static RowError? Read(ImportRow row, IEnumerable<string> customFields, out CustomerRequest request)
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

        var address = new AddressView(row["street"], row["city"], row["region"], row["postalCode"], row["country"]?.ToUpperInvariant(), latitude, longitude);
        request = new CustomerRequest(kind ?? CustomerKind.Organisation, role!.Value, name, channel, row["phone"], row["email"], row["taxId"], row["externalId"],
            address, row["language"], source, null, row["tags"]?.Split([';', '；', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            row["ownerId"], row["team"], grade, Custom: customFields.ToDictionary(code => code, code => row[CustomValues.Column(code)]));
        return Judge(row, request, "") ?? Judge(row, address, "address.");
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
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)) return row.Error(field, "number.invalid", $"'{text}' is no position in degrees.");
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
