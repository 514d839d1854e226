using System.Diagnostics;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// The database of a service: its own tables and the house's (outbox, inbox, jobs, …). Add, publish, save once: a save writes the
/// changes, their history, their new versions and their events in one transaction.
/// </summary>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    private DbScope? scope;
    private bool? isSqlite;
    private bool gateHeld;
    private List<Action>? afterCommit;
    private HashSet<Guid>? erased;
    private EventsTaken? taken;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Change> Changes => Set<Change>();

    internal DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    internal DbSet<FeedState> FeedStates => Set<FeedState>();

    internal DbSet<InboxRow> Inbox => Set<InboxRow>();

    internal DbSet<FeedCheckpoint> FeedCheckpoints => Set<FeedCheckpoint>();

    internal DbSet<FailedDelivery> FailedDeliveries => Set<FailedDelivery>();

    internal DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    internal DbSet<Job> Jobs => Set<Job>();

    internal DbSet<Counter> Counters => Set<Counter>();

    /// <summary>Asked for often, and EF looks its answer up in the names of assemblies.</summary>
    public bool IsSqlite => isSqlite ??= Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Row scope (X1) as the query filters of the model see it; the narrowest when nobody has said.</summary>
    protected bool SeesAll => scope?.Caller.SeesAll ?? false;

    protected bool SeesTeam => scope?.Caller.SeesTeam ?? false;

    protected string Me => scope?.Caller.Subject ?? "";

    protected string MyTeam => scope?.Caller.TeamOrNone ?? "";

    /// <summary>Keeps the transaction of the first save open, so that more can join it before <see cref="CommitAsync"/>.</summary>
    internal bool HoldCommit { get; set; }

    internal void Enter(DbScope entered)
    {
        scope = entered;
        HoldCommit = false;
        afterCommit = null;
        erased = null;
        taken = null;
        Entered();
    }

    /// <summary>The context was lent to another scope: whatever a subclass keeps beside the tracked rows is forgotten here.</summary>
    protected virtual void Entered()
    {
    }

    /// <summary>Makes <paramref name="event"/> part of the next save; it is delivered after the commit, at least once.</summary>
    /// <param name="event">A record of this service's contracts.</param>
    /// <param name="subject">Whom or what it is about, so that an erasure finds it.</param>
    public void Publish(object @event, Guid subject) => Outbox.Add(new OutboxRow
    {
        Id = Guid.CreateVersion7(),
        Type = WireName.Of(@event.GetType()),
        Subject = subject,
        At = Scope.Time.GetUtcNow(),
        Payload = JsonSerializer.Serialize(@event, @event.GetType(), Json.Tolerant),
        TraceParent = Activity.Current?.Id,
    });

    /// <summary>
    /// X3: whether the next save gives it a new version. What stays as it is gets none and is not told of: the next change would come under the
    /// same version, and whoever has taken the one leaves the other.
    /// </summary>
    public bool IsChanging(IVersioned thing) => Entry(thing).State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    /// <summary>What a text said until the next save; null where it said nothing or says the same, and of what is new.</summary>
    /// <param name="thing">Tracked, as its property was changed.</param>
    public string? Before(IVersioned thing, string property)
    {
        if (Entry(thing) is not { State: EntityState.Modified } entry) return null;
        var (held, holds) = ((string?)entry.Property(property).OriginalValue, (string?)entry.Property(property).CurrentValue);
        return string.IsNullOrEmpty(held) || held == holds ? null : held;
    }

    /// <summary>The history of these things tells no values of what this scope still saves: a replaced name would stand there as the old one (C20).</summary>
    internal void Erase(IEnumerable<Guid> subjects) => (erased ??= []).UnionWith(subjects);

    /// <summary>The next save notes that these events have had their effect: as its first statement behind the rows, for a handler may let it end with the commit.</summary>
    internal void Take(EventsTaken events) => taken = events;

    /// <summary>Runs once the current change is durable.</summary>
    public void AfterCommit(Action action) => (afterCommit ??= []).Add(action);

    /// <summary>Begins a transaction that writes; on SQLite it waits for its turn at the gate.</summary>
    public async Task BeginWriteAsync(CancellationToken cancellationToken = default)
    {
        await Scope.Gate.EnterAsync(cancellationToken);
        gateHeld = true;
        try
        {
            await Database.BeginTransactionAsync(cancellationToken);
        }
        catch
        {
            LeaveGate();
            throw;
        }
    }

    /// <summary>
    /// As <see cref="BeginWriteAsync"/>, for a handler that writes in several steps: where a transaction has been opened around it (a
    /// POST with an idempotency key) it joins that one.
    /// </summary>
    public Task BeginOwnWriteAsync(CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is null ? BeginWriteAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Commits what <see cref="BeginOwnWriteAsync"/> began, unless somebody around it still has to add to it.</summary>
    public Task CommitOwnAsync(CancellationToken cancellationToken = default) => HoldCommit ? Task.CompletedTask : CommitAsync(cancellationToken);

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is { } transaction) await transaction.CommitAsync(cancellationToken);
        await EndWriteAsync();
        Committed();
    }

    /// <summary>
    /// Commits what <see cref="BeginWriteAsync"/> began, unless a wider piece of work (an idempotent POST) joins the same transaction
    /// and will commit it.
    /// </summary>
    public Task FinishWriteAsync(CancellationToken cancellationToken = default) => HoldCommit ? Task.CompletedTask : CommitAsync(cancellationToken);

    public async Task RollbackAsync()
    {
        if (Database.CurrentTransaction is { } transaction) await transaction.RollbackAsync();
        await EndWriteAsync();
        afterCommit = null;
    }

    /// <summary>Gives up what was not committed, so that a handler can look and judge anew in the same scope.</summary>
    internal async Task BeginAgainAsync()
    {
        await RollbackAsync();
        ChangeTracker.Clear();
        erased = null;
        taken = null;
        Entered();
    }

    public override Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => SaveChangesAsync(true, cancellationToken);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return PrepareChanges() ? await WriteAsync(acceptAllChangesOnSuccess, cancellationToken) : 0;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => SaveChangesAsync(acceptAllChangesOnSuccess).GetAwaiter().GetResult();

    public override void Dispose()
    {
        AbandonWrite();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        AbandonWrite();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, IsSqlite);

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        HouseModel.Build(modelBuilder, IsSqlite);
        BuildModel(modelBuilder);
        HouseModel.MapEntities(modelBuilder);
    }

    /// <summary>The service's own tables; what every <see cref="Entity"/> and the house need is mapped around it.</summary>
    protected abstract void BuildModel(ModelBuilder model);

    private DbScope Scope => scope ?? throw new InvalidOperationException("This context was not made by the container.");

    private bool PrepareChanges()
    {
        var now = Scope.Time.GetUtcNow();
        List<Change>? history = null;
        var any = taken is not null;
        var events = false;
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            any = true;
            if (entry.Entity is OutboxRow) events = true;
            if (entry.Entity is IHasHistory told && History.Of(entry, Scope.Caller, now, erased?.Contains(told.HistorySubject) ?? false) is { } change) (history ??= []).Add(change);
            if (entry.Entity is IVersioned thing && entry.State != EntityState.Deleted) entry.Property(nameof(IVersioned.Version)).CurrentValue = thing.Version + 1;
        }
        if (history is not null) Changes.AddRange(history);
        if (events) AfterCommit(Scope.Signal.Pulse);
        return any;
    }

    /// <summary>
    /// What belongs to the present changes but is written past the change tracker, in the same transaction, once the rows have their
    /// keys. Asked for before each save; null when there is nothing.
    /// </summary>
    protected virtual Func<CancellationToken, Task>? AfterRowsAreWritten() => null;

    private async Task<int> WriteAsync(bool acceptAll, CancellationToken cancellationToken)
    {
        var after = AfterRowsAreWritten();
        var inbox = taken;
        taken = null;
        var own = (HoldCommit || after is not null || inbox is not null) && Database.CurrentTransaction is null;
        if (own) await BeginWriteAsync(cancellationToken);
        if (Database.CurrentTransaction is not null)
        {
            var rows = own ? await SaveFirstAsync(acceptAll, cancellationToken) : await base.SaveChangesAsync(acceptAll, cancellationToken);
            if (inbox is not null) await inbox.WriteAsync(this, cancellationToken);
            if (after is not null) await after(cancellationToken);
            if (own && !HoldCommit) await CommitAsync(cancellationToken);
            return rows;
        }

        await Scope.Gate.EnterAsync(cancellationToken);
        int saved;
        try
        {
            saved = await base.SaveChangesAsync(acceptAll, cancellationToken);
        }
        finally
        {
            Scope.Gate.Leave();
        }
        Committed();
        return saved;
    }

    /// <summary>
    /// The first save of a transaction. When it fails there is nothing in front of it to keep, so all goes back. (A savepoint instead would
    /// cost: SQLite walks through its whole journal after each statement as long as one is open.)
    /// </summary>
    private async Task<int> SaveFirstAsync(bool acceptAll, CancellationToken cancellationToken)
    {
        Database.AutoSavepointsEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAll, cancellationToken);
        }
        catch
        {
            await Database.CurrentTransaction!.RollbackAsync(CancellationToken.None);
            await EndWriteAsync();
            throw;
        }
        finally
        {
            Database.AutoSavepointsEnabled = true;
        }
    }

    private void Committed()
    {
        var actions = afterCommit;
        afterCommit = null;
        if (actions is null) return;
        foreach (var action in actions) action();
    }

    private async Task EndWriteAsync()
    {
        if (Database.CurrentTransaction is { } transaction) await transaction.DisposeAsync();
        LeaveGate();
    }

    private void AbandonWrite()
    {
        if (!gateHeld) return;
        Database.CurrentTransaction?.Dispose();
        LeaveGate();
    }

    private void LeaveGate()
    {
        if (!gateHeld) return;
        gateHeld = false;
        Scope.Gate.Leave();
    }
}

/// <summary>What a context borrows from the request or piece of work it serves.</summary>
internal sealed class DbScope(CallerAccessor caller, TimeProvider time, WriteGate gate, OutboxSignal signal)
{
    public Caller Caller => caller.Caller;

    public TimeProvider Time => time;

    public WriteGate Gate => gate;

    public OutboxSignal Signal => signal;
}
