using CrmPlatform.Engagement.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>A rule as it stands, with its version; 0 while it is the one the service came with.</summary>
internal readonly record struct Setting<T>(T Value, long Version);

/// <summary>Reads and writes rules that are data. They are few and small, and each is read where it is needed.</summary>
internal static class Settings
{
    public static async Task<Setting<T>> SettingAsync<T>(this EngagementDb db, string name, T initial, CancellationToken cancellationToken)
    {
        var stored = await db.Settings.AsNoTracking().Where(setting => setting.Name == name).Select(setting => new { setting.Json, setting.Version }).SingleOrDefaultAsync(cancellationToken);
        return stored is null ? new Setting<T>(initial, 0) : new Setting<T>(DomainData.Read<T>(stored.Json), stored.Version);
    }

    /// <summary>Makes the new rule part of the next save; the row whose version the answer carries.</summary>
    /// <param name="seen">The version that the new rule follows: one that somebody else has written since is not overwritten unseen (X2). Null for any.</param>
    public static async Task<SettingDocument> WriteSettingAsync<T>(this EngagementDb db, string name, T value, CancellationToken cancellationToken, long? seen = null)
    {
        var json = DomainData.Write(value);
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Name == name, cancellationToken) is { } stored)
        {
            if (seen is not null && stored.Version != seen) throw new DbUpdateConcurrencyException($"Setting {name} was changed at this moment.");
            stored.Replace(json);
            return stored;
        }
        var written = SettingDocument.Of(name, json);
        db.Settings.Add(written);
        return written;
    }
}
