using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Fields;

/// <summary>
/// The custom fields as every form, list and index needs them, kept in memory: they are asked for with each row and change a few times
/// a year. A change is seen here at once, and by other replicas within seconds.
/// </summary>
internal sealed class FieldRegister(IServiceScopeFactory scopes, TimeProvider time, ILogger<FieldRegister> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile IReadOnlyDictionary<string, CustomField> fields = new Dictionary<string, CustomField>();

    public IReadOnlyDictionary<string, CustomField> Fields => fields;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A database that is not there yet is health's to tell; the service starts and finds the fields when it can.
            log.LogWarning(failure, "The custom fields could not be read at the start; it is tried again");
        }
        await base.StartAsync(cancellationToken);
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var known = new Dictionary<string, CustomField>(StringComparer.OrdinalIgnoreCase);
        // Where two codes differ in capitals only, as an earlier version took them, the older one counts: without it there would be no fields at all.
        foreach (var field in await db.Set<CustomField>().AsNoTracking().OrderBy(f => f.Key).ToListAsync(cancellationToken)) known.TryAdd(field.Code, field);
        fields = known;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The custom fields could not be read; the known ones hold");
            }
        }
    }
}
