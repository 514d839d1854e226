using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>
/// Takes one kind of event into the read models. What it does is the same for live traffic and for a rebuild, and its outcome does not
/// depend on the order in which events arrive (I14).
/// </summary>
internal abstract class Fold<TEvent>(InsightsDb db, FoldSignal signal) : IHandleBatch<TEvent>
{
    protected InsightsDb Db => db;

    public virtual Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken)
    {
        db.Fold(token => ApplyAsync(batch, token));
        db.AfterCommit(signal.Pulse);
        return Task.CompletedTask;
    }

    /// <summary>Inside the transaction, with a generation entered.</summary>
    public abstract Task ApplyAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken);

    protected async Task AddUpAsync(TallyDelta delta, CancellationToken cancellationToken)
    {
        await db.AddUpAsync(
            [.. delta.Values.Where(pair => pair.Value != default).Select(pair => new TallyRow
            {
                Gen = db.Generation,
                Grain = pair.Key.Grain,
                Measure = pair.Key.Measure,
                Period = pair.Key.Period,
                Team = pair.Key.Team,
                Person = pair.Key.Person,
                Count = pair.Value.Count,
                Amount = pair.Value.Amount,
            })], cancellationToken);
        await db.AddUpAsync(
            [.. delta.Leads.Where(pair => pair.Value != default).Select(pair => new LeadDayRow
            {
                Gen = db.Generation,
                Day = pair.Key.Day,
                Source = pair.Key.Source,
                CampaignId = pair.Key.CampaignId,
                Team = pair.Key.Team,
                Person = pair.Key.Person,
                Received = pair.Value.Received,
                Converted = pair.Value.Converted,
                Disqualified = pair.Value.Disqualified,
            })], cancellationToken);
    }
}

/// <summary>Says in this process that read models have changed.</summary>
internal sealed class FoldSignal
{
    private long count;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Grows with each change this process made.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Take this before looking; it completes at the first change after it was taken.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse()
    {
        Interlocked.Increment(ref count);
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
