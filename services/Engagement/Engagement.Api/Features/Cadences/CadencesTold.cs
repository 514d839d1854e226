using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>C6, E6: tells once of cadences that were changed before anybody was told of changes; later changes are told as they are made.</summary>
internal sealed class CadencesTold(IServiceScopeFactory scopes) : IRound
{
    private bool told;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (told) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngagementDb>();
        var known = await db.SettingAsync<ToldSince?>(ToldSince.Name, null, cancellationToken);
        if (known.Version == 0)
        {
            var cadences = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
            try
            {
                await db.WriteSettingAsync(ToldSince.Name, new ToldSince(cadences.Version), cancellationToken, known.Version);
                // Without a change those hold that the service came with, and everybody else has them too.
                if (cadences.Version > 0) await db.TellCadencesAsync(cadences.Value, cadences.Version, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException twin) when (twin is DbUpdateConcurrencyException || twin.IsUniqueViolation())
            {
                // Another replica has told of them.
            }
        }
        told = true;
    }

    /// <param name="Version">Of the cadences then.</param>
    internal sealed record ToldSince(long Version)
    {
        public const string Name = "cadences-told";
    }
}
