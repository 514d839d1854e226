using CrmPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Accounts;

/// <summary>Removes what nothing depends on any more: expired tokens and grants, sessions long over, audit lines past their time.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, IOptions<IdentityOptions> options, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old tokens and records could not be removed; it is tried again");
            }
        }
    }

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<IdentityDb>();
        var now = time.GetUtcNow();
        var lifetimes = options.Value.Tokens;
        // A used refresh token is kept as long as it might have lived: coming back is how a theft shows.
        var old = now - lifetimes.Refresh;
        await services.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(old, cancellationToken);
        await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(old, cancellationToken);
        await ExpiredAccessTokensAsync(db, now, cancellationToken);

        var audited = now - options.Value.KeepAudit;
        await db.BeginWriteAsync(cancellationToken);
        await db.Sessions.Where(session => session.ExpiresAt < audited).ExecuteDeleteAsync(cancellationToken);
        await db.SignInRecords.Where(record => record.At < audited).ExecuteDeleteAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    // Most tokens are access tokens of programs, and nobody asks about one that has expired.
    private static async Task ExpiredAccessTokensAsync(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expired = now.UtcDateTime;
        await db.BeginWriteAsync(cancellationToken);
        await db.Tokens.Where(token => token.Type == TokenTypeIdentifiers.AccessToken && token.ExpirationDate < expired)
            .ExecuteDeleteAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }
}
