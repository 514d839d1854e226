using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>Writes down what a save changes (C21); every <see cref="IHasHistory"/> entity is watched without being asked.</summary>
internal static class History
{
    private static readonly ConcurrentDictionary<PropertyInfo, UntoldAttribute?> Untold = new();

    public static Change? Of(EntityEntry entry, Caller caller, DateTimeOffset now, bool withoutValues = false)
    {
        var thing = (IHasHistory)entry.Entity;
        if (entry.State == EntityState.Added && !thing.ToldWhenEntered) return null;
        var fields = entry.State switch
        {
            EntityState.Modified => Differences(entry).ToList(),
            EntityState.Deleted when Attribute.IsDefined(entry.Metadata.ClrType, typeof(ToldWhenDeletedAttribute)) => LastWords(entry).ToList(),
            _ => null,
        };
        if (fields is { Count: 0 } && entry.State == EntityState.Modified) return null;
        if (withoutValues) fields = fields?.ConvertAll(field => new FieldChange(field.Field, null, null));
        var action = entry.State switch { EntityState.Added => ByHandHistory.Created, EntityState.Deleted => ByHandHistory.Deleted, _ => ByHandHistory.Updated };
        return ByHandHistory.Of(thing.HistorySubject, ThingOf(entry.Metadata.ClrType), ((IVersioned)entry.Entity).Id, action, fields, caller, now);
    }

    private static IEnumerable<FieldChange> Differences(EntityEntry entry) =>
        Scalars("", entry.Properties)
            .Concat(entry.ComplexProperties.SelectMany(complex => Complex("", complex)))
            .Concat(entry.ComplexCollections.Where(list => list.IsModified).Select(list => new FieldChange(Name(list.Metadata.Name), null, Text(list.CurrentValue))));

    private static IEnumerable<FieldChange> LastWords(EntityEntry entry) =>
        from property in entry.Properties
        where property.Metadata.Name != nameof(IVersioned.Version) && !property.Metadata.IsShadowProperty() && !property.Metadata.IsKey() && !property.Metadata.IsForeignKey()
            && property.OriginalValue is not null and not Guid && UntoldOf(property.Metadata.PropertyInfo) is null
        select new FieldChange(Name(property.Metadata.Name), Text(property.OriginalValue), null);

    private static IEnumerable<FieldChange> Complex(string prefix, ComplexPropertyEntry complex)
    {
        var inner = $"{prefix}{Name(complex.Metadata.Name)}.";
        if (UntoldOf(complex.Metadata.PropertyInfo) is not null)
        {
            return Scalars(inner, complex.Properties).Any() ? [new FieldChange(inner.TrimEnd('.'), null, null)] : [];
        }
        return Scalars(inner, complex.Properties).Concat(complex.ComplexProperties.SelectMany(nested => Complex(inner, nested)));
    }

    private static IEnumerable<FieldChange> Scalars(string prefix, IEnumerable<PropertyEntry> properties)
    {
        foreach (var property in properties)
        {
            if (!property.IsModified || property.Metadata.Name == nameof(IVersioned.Version) || property.Metadata.IsShadowProperty()) continue;
            if (Equals(property.OriginalValue, property.CurrentValue)) continue;
            var untold = UntoldOf(property.Metadata.PropertyInfo);
            if (untold is { Entirely: true }) continue;
            var name = prefix + Name(property.Metadata.Name);
            yield return untold is not null
                ? new FieldChange(name, null, null)
                : new FieldChange(name, Text(property.OriginalValue), Text(property.CurrentValue));
        }
    }

    private static UntoldAttribute? UntoldOf(PropertyInfo? property) =>
        property is null ? null : Untold.GetOrAdd(property, static p => p.GetCustomAttribute<UntoldAttribute>());

    // A class may be called after the row it is kept in; to who reads the history it is the thing itself.
    private static string ThingOf(Type clr) => JsonNamingPolicy.KebabCaseLower.ConvertName(clr.Name.EndsWith("Row", StringComparison.Ordinal) ? clr.Name[..^3] : clr.Name);

    private static string Name(string clr) => JsonNamingPolicy.CamelCase.ConvertName(clr);

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTimeOffset instant => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        Enum name => EnumCode.OfObject(name),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value, Json.Tolerant),
    };
}
