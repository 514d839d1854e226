using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmPlatform.Customers.Tests.Databases;

/// <summary>SQLite takes a text of any length, SQL Server refuses one that is longer than its column: so whatever a test has a service save is measured here.</summary>
internal sealed class WideEnough : SaveChangesInterceptor
{
    public static readonly WideEnough Instance = new();

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
            foreach (var property in entry.Properties.Concat(entry.ComplexProperties.SelectMany(complex => complex.Properties))) Measure(property);
        return ValueTask.FromResult(result);
    }

    private static void Measure(PropertyEntry property)
    {
        if (property.CurrentValue is not { } value || property.Metadata.GetMaxLength() is not { } most || most <= 0) return;
        var stored = property.Metadata.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        if (stored is string text && text.Length > most)
            throw new InvalidOperationException($"{property.Metadata.DeclaringType.DisplayName()}.{property.Metadata.Name} holds {most} characters, and {text.Length} are to be written.");
    }
}
