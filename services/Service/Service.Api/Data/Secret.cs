using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

/// <summary>Random bytes that belong to the data and are the same for all replicas.</summary>
internal sealed class Secret
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }
}

/// <summary>A key that signs links; see <see cref="Domain.Links.LinkKeyRing"/>.</summary>
internal sealed class StoredLinkKey
{
    public int Id { get; init; }

    public required byte[] Secret { get; init; }

    public DateTimeOffset SignsFrom { get; init; }

    public DateTimeOffset AcceptedUntil { get; init; }
}

/// <summary>Small tables of the house.</summary>
internal static class HouseholdMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Secret>(secret =>
        {
            secret.ToTable("Secrets").HasKey(s => s.Name);
            secret.Property(s => s.Name).HasMaxLength(60).IsUnicode(false);
            secret.Property(s => s.Value).HasMaxLength(64);
        });
        model.Entity<StoredLinkKey>(key =>
        {
            key.ToTable("LinkKeys").HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.Secret).HasMaxLength(64);
        });
    }
}
