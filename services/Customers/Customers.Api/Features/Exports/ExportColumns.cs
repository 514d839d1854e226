using System.Globalization;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>A column: its name, which an import knows where there is such a field, and what stands in it.</summary>
internal sealed record ExportColumn(string Name, Func<Customer, SensitiveProfile?, object?> Value);

internal static class ExportColumns
{
    private static readonly ExportColumn[] Standard =
    [
        Of("externalId", c => c.ExternalId),
        Of("name", c => c.Name),
        Of("kind", c => EnumCode.Of(c.Kind)),
        Of("role", c => EnumCode.Of(c.Role)),
        Of("channel", c => EnumCode.OfNullable(c.Channel)),
        Of("phone", c => c.Phone),
        Of("email", c => c.Email),
        Of("taxId", c => c.TaxId),
        Of("street", c => c.Address.Street),
        Of("city", c => c.Address.City),
        Of("region", c => c.Address.Region),
        Of("postalCode", c => c.Address.PostalCode),
        Of("country", c => c.Address.Country),
        Of("latitude", c => c.Address.Latitude),
        Of("longitude", c => c.Address.Longitude),
        Of("language", c => c.Language),
        Of("source", c => EnumCode.Of(c.Source)),
        Of("referredBy", c => c.ReferredBy?.ToString()),
        Of("tags", c => string.Join(';', c.Tags)),
        Of("ownerId", c => c.OwnerId),
        Of("team", c => c.Team),
        Of("grade", c => EnumCode.Of(c.Grade)),
        Of("createdAt", c => c.CreatedAt),
        Of("createdBy", c => c.CreatedBy),
        Of("crmId", c => c.Id.ToString()),
        Of("class", c => EnumCode.Of(c.Class)),
        Of("maturity", c => EnumCode.Of(c.Maturity)),
        Of("heat", c => EnumCode.Of(c.Heat)),
        Of("zone", c => EnumCode.OfNullable(c.Zone)),
        Of("stage", c => EnumCode.Of(c.Stage)),
        Of("isProblem", c => c.IsProblem),
        Of("inPool", c => c.InPool),
        Of("status", c => EnumCode.Of(c.Status)),
    ];

    private static readonly ExportColumn[] Sensitive =
    [
        new("annualIncome", (_, s) => s?.AnnualIncome),
        new("incomeCurrency", (_, s) => s?.Currency),
        new("funds", (_, s) => s?.Funds),
        new("health", (_, s) => s?.Health),
        new("family", (_, s) => s?.Family),
    ];

    public static IEnumerable<ExportColumn> All(FieldRegister register) => [.. Standard, .. Custom(register), .. Sensitive];

    public static bool IsSensitive(string name) => Sensitive.Any(column => column.Name == name);

    public static IReadOnlyList<ExportColumn> Of(ExportRequest request, FieldRegister register)
    {
        if (request.Columns is not { } names) return [.. Standard, .. Custom(register), .. request.Sensitive ? Sensitive : []];
        var all = All(register).ToDictionary(column => column.Name);
        return [.. names.Where(all.ContainsKey).Select(name => all[name])];
    }

    /// <summary>As an import reads it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<ExportColumn> Custom(FieldRegister register) => register.Fields.Values.Where(field => field.Active).OrderBy(field => field.Code, StringComparer.Ordinal)
        .Select(field => Of($"custom.{field.Code}", c => c.Custom.TryGetValue(field.Code, out var stored) ? CustomFields.Plain(stored) : null));

    private static ExportColumn Of(string name, Func<Customer, object?> value) => new(name, (customer, _) => value(customer));
}
