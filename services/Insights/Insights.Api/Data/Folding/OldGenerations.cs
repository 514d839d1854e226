using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Clears the rows of generations that are neither read nor being written, a little at a time.</summary>
internal sealed class OldGenerations(IServiceScopeFactory scopes, TimeProvider time, ILogger<OldGenerations> log) : BackgroundService
{
    private const int Chunk = 5000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>Every replica has heard of a switch by then.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await ClearAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old read models could not be cleared; it is tried again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default));
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var generation in await OldAsync(cancellationToken)) await ClearAsync(generation, cancellationToken);
    }

    private async Task<List<int>> OldAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
        var pointer = await db.Pointers.AsNoTracking().SingleAsync(cancellationToken);
        if (pointer.SwitchedAt is { } switched && time.GetUtcNow() - switched < Grace) return [];
        return await db.States.IgnoreQueryFilters().Where(s => s.Gen != pointer.Current && s.Gen != pointer.Fresh).Select(s => s.Gen).ToListAsync(cancellationToken);
    }

    private async Task ClearAsync(int generation, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
        // The state comes last: while it is there, there may be more to clear.
        var tables = db.Model.GetEntityTypes().Where(type => typeof(ModelRow).IsAssignableFrom(type.ClrType)).OrderBy(type => type.ClrType == typeof(ModelState));
        foreach (var table in tables)
        {
            var sql = Delete(table, db.IsSqlite);
            int deleted;
            do
            {
                await db.BeginWriteAsync(cancellationToken);
                deleted = await db.Database.ExecuteSqlRawAsync(sql, [generation], cancellationToken);
                await db.CommitAsync(cancellationToken);
                await Task.Yield();
            }
            while (deleted == Chunk);
        }
    }

    private static string Delete(IEntityType table, bool sqlite)
    {
        var name = table.GetTableName();
        if (!sqlite) return $"DELETE TOP ({Chunk}) FROM [{name}] WHERE [Gen] = {{0}}";
        var key = string.Join(", ", table.FindPrimaryKey()!.Properties.Select(property => $"\"{property.GetColumnName()}\""));
        return $"DELETE FROM \"{name}\" WHERE ({key}) IN (SELECT {key} FROM \"{name}\" WHERE \"Gen\" = {{0}} LIMIT {Chunk})";
    }
}
