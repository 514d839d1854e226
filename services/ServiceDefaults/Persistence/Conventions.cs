using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>What makes one model right on SQL Server and on SQLite.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder conventions, bool sqlite)
    {
        conventions.Properties<string>().HaveMaxLength(400);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40).AreUnicode(false);
        if (sqlite)
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
            conventions.Properties<Guid>().HaveConversion<OrderedGuidBytes>();
        }
        else
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcOnly>();
        }
    }

    /// <summary>SQLite has no instant: UTC ticks sort and compare as instants do.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    /// <summary>The same instant on both databases, whatever offset it came with.</summary>
    private sealed class UtcOnly() : ValueConverter<DateTimeOffset, DateTimeOffset>(value => value.ToUniversalTime(), value => value);

    /// <summary>Sixteen bytes in reading order, so that version-7 ids arrive at the end of their index.</summary>
    private sealed class OrderedGuidBytes() : ValueConverter<Guid, byte[]>(
        value => value.ToByteArray(true), bytes => new Guid(bytes, true));
}
