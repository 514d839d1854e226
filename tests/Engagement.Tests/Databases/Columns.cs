using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Tests.Databases;

/// <summary>SQL Server refuses what is longer than its column; SQLite takes it all.</summary>
public sealed class Columns
{
    // What people write may consist of signs that take six letters each in JSON, and lists grow.
    [Fact]
    public void A_column_of_words_or_lists_in_JSON_has_room_for_them()
    {
        using var db = ApprovedSql.Context<EngagementSqlServer>();
        var columns = db.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredProperties())
            .Where(property => property.ClrType != typeof(string) && property.GetValueConverter()?.ProviderClrType == typeof(string) && Grows(property.ClrType, []))
            // The ten keys of the kit, and no others.
            .Where(property => property.DeclaringType.ClrType != typeof(CanvassRoute) || property.Name != nameof(CanvassRoute.Packed)).ToList();
        Assert.True(columns.Count > 30, $"{columns.Count} columns hold words or lists in JSON.");
        Assert.All(columns, property => Assert.True("nvarchar(max)" == property.GetColumnType(), $"{property.DeclaringType.ShortName()}.{property.Name} is {property.GetColumnType()}."));
    }

    /// <summary>Whether a text or a list is written down anywhere in it; what is only reckoned from the rest is as short as that.</summary>
    private static bool Grows(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(System.Collections.IEnumerable).IsAssignableFrom(type)) return true;
        return type.Namespace?.StartsWith("CrmPlatform.", StringComparison.Ordinal) == true && !type.IsEnum && seen.Add(type) && type.GetProperties().Any(property => property.CanWrite && Grows(property.PropertyType, seen));
    }
}
