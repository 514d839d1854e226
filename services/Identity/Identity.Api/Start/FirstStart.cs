using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Keys;
using CrmPlatform.Identity.Settings;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Start;

/// <summary>Tells the operator something that belongs into no log: by default it is written to the console.</summary>
public delegate void TellOperator(string text);

/// <summary>What must be there before the first request: keys, the clients of the configuration, and somebody who can sign in.</summary>
internal sealed class FirstStart(
    IServiceScopeFactory scopes, KeyRing ring, IOptions<IdentityOptions> options, TimeProvider time, TellOperator tell, ILogger<FirstStart> log)
    : IHostedLifecycleService
{
    public const string AdministratorFile = "administrator.txt";
    private const string AdministratorName = "admin";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                throw new InvalidOperationException(
                    "The schema of identity's database is not there or not up to date: run `migrate` first, or set Database:MigrateOnStart.");
            }
        }
        await ring.RefreshAsync(cancellationToken);
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another replica starts for the first time too and was faster; what it has made is found now.
            await PrepareAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<IdentityDb>();
        var clients = services.GetRequiredService<ConfiguredClients>();
        // A commit waits for the disk, and a start for the commit: where nothing is to be changed nothing is written.
        if (await db.Users.AnyAsync(cancellationToken) && await clients.AreInLineAsync(cancellationToken)) return;
        await db.BeginWriteAsync(cancellationToken);
        // The counter's row is the lock: one replica after the other.
        await db.TakeAsync("starts", 1, cancellationToken);
        await clients.BringInLineAsync(cancellationToken);
        var password = await db.Users.AnyAsync(cancellationToken) ? null : Secrets.Password();
        var path = Path.Combine(options.Value.DataDirectory, AdministratorFile);
        if (password is not null)
        {
            services.GetRequiredService<AccountKeeper>()
                .Add(new User { UserName = AdministratorName, Name = "Administrator", Roles = [Roles.Admin], CreatedAt = time.GetUtcNow() }, password);
            PrivateFiles.DirectoryIn(options.Value.DataDirectory, "");
            await PrivateFiles.WriteAsync(path, $"user name: {AdministratorName}\npassword: {password}\n", cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        if (password is not null) Tell(password, path);
    }

    private void Tell(string password, string path)
    {
        log.LogInformation("The first administrator was created; the password is in {Path}", path);
        tell($"""

            The first administrator was created. This is shown once:
                user name  {AdministratorName}
                password   {password}
            It is also in {path}, which only you can read.

            """);
    }
}

internal static class StartSetup
{
    public static void AddFirstStart(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<TellOperator>(Console.Out.WriteLine);
        builder.Services.AddScoped<ConfiguredClients>();
        builder.Services.AddHostedService<FirstStart>();
    }
}
