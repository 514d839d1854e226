using System.Security.Cryptography;
using CrmPlatform.Service.Data;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>Makes a secret when it is first wanted; all replicas then read the same one.</summary>
internal sealed class Secrets(IServiceScopeFactory scopes)
{
    public async Task<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        if (await FindAsync(db, name, cancellationToken) is { } known) return known;
        db.Secrets.Add(new Secret { Name = name, Value = RandomNumberGenerator.GetBytes(32) });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another replica was first; its secret is the one.
        }
        return await FindAsync(db, name, cancellationToken) ?? throw new InvalidOperationException($"The secret {name} could not be made.");
    }

    private static Task<byte[]?> FindAsync(ComplaintsDb db, string name, CancellationToken cancellationToken) =>
        db.Secrets.AsNoTracking().Where(secret => secret.Name == name).Select(secret => secret.Value).SingleOrDefaultAsync(cancellationToken);
}
