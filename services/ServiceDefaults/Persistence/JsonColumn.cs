using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.ServiceDefaults.Persistence;

public static class JsonColumn
{
    private const int Unlimited = -1;

    /// <summary>
    /// Keeps an immutable value (a record, a list of records) as JSON text in one column. Unlike an owned JSON document it is one
    /// property, so the history knows it before and after a change.
    /// </summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property, int maxLength = Unlimited)
    {
        property.HasConversion(
            value => JsonSerializer.Serialize(value, Json.Tolerant),
            text => JsonSerializer.Deserialize<T>(text, Json.Tolerant)!,
            new ValueComparer<T>(
                (left, right) => ReferenceEquals(left, right) || JsonSerializer.Serialize(left, Json.Tolerant) == JsonSerializer.Serialize(right, Json.Tolerant),
                value => JsonSerializer.Serialize(value, Json.Tolerant).GetHashCode(StringComparison.Ordinal),
                value => value));
        return property.HasMaxLength(maxLength);
    }
}
