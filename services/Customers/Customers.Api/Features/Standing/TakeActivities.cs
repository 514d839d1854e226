using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>An activity as far as Customers cares.</summary>
/// <param name="Reached">Somebody was dealt with; a call that nobody answers is an activity and no contact.</param>
/// <param name="Attended">Somebody was at it, or tried: what a machine does and an event nobody comes to leave the customer alone.</param>
/// <param name="Met">Contacts of the customer whom somebody met there.</param>
internal sealed record ActivityTold(Guid SourceId, long Version, Guid CustomerId, DateTimeOffset At, int Minutes, bool Reached, bool Attended, bool Imported, IReadOnlyList<Guid>? Met = null);

/// <summary>C5, C6, C10, C11: what happened with customers in Engagement moves their last contact and the pool's clock, costs minutes, and says whom of the decision chain somebody met.</summary>
internal sealed class ActivityIntake(CustomersDb db, StandingSignal signal)
{
    public async Task TakeAsync(IReadOnlyList<ActivityTold> told, CancellationToken cancellationToken)
    {
        if (told.Count == 0) return;
        var newest = told.GroupBy(one => one.SourceId).Select(same => same.MaxBy(one => one.Version)!).ToList();
        var stands = await db.StandsForAsync(newest.Select(one => one.CustomerId), cancellationToken);
        var known = await KnownAsync(newest, cancellationToken);
        var chains = await ChainsAsync(newest, stands, cancellationToken);
        foreach (var one in newest)
        {
            if (!stands.TryGetValue(one.CustomerId, out var customerId)) continue;
            var mark = known.GetValueOrDefault(one.SourceId);
            if (mark is null)
                db.ActivityMarks.Add(new ActivityMark { SourceId = one.SourceId, CustomerId = customerId, At = one.At, Minutes = one.Minutes, Version = one.Version });
            else if (mark.Version < one.Version) (mark.At, mark.Minutes, mark.Version) = (one.At, one.Minutes, one.Version);
            // Who was there is what the newest state of a visit says.
            if ((mark is null || mark.Version <= one.Version) && chains.GetValueOrDefault(customerId) is { } chain)
                foreach (var contact in one.Met ?? []) chain.Met(contact, one.At);
            // C6, E6, C13: neither a machine nor what was brought in from another system says that somebody looked after the customer here.
            db.Touch(customerId, new Touch(ActivityAt: one.Imported || !one.Attended ? null : one.At, ContactAt: one.Reached ? one.At : null, Quietly: one.Imported));
        }
        db.AfterCommit(signal.Pulse);
    }

    private async Task<Dictionary<Guid, DecisionChain>> ChainsAsync(List<ActivityTold> told, IReadOnlyDictionary<Guid, Guid> stands, CancellationToken cancellationToken)
    {
        var customers = told.Where(one => one.Met is { Count: > 0 }).Select(one => stands.GetValueOrDefault(one.CustomerId)).Distinct().ToArray();
        return customers.Length == 0 ? [] : await db.DecisionChains.Where(chain => customers.Contains(chain.CustomerId)).ToDictionaryAsync(chain => chain.CustomerId, cancellationToken);
    }

    // Only a visit comes more than once: calls and other activities are facts.
    private async Task<Dictionary<Guid, ActivityMark>> KnownAsync(List<ActivityTold> told, CancellationToken cancellationToken)
    {
        var visits = told.Where(one => one.Version > 1).Select(one => one.SourceId).ToArray();
        return visits.Length == 0 ? [] : await db.ActivityMarks.Where(mark => visits.Contains(mark.SourceId)).ToDictionaryAsync(mark => mark.SourceId, cancellationToken);
    }
}

internal sealed class TakeCalls(ActivityIntake intake) : IHandleBatch<CallLogged>
{
    public Task HandleAsync(IReadOnlyList<Received<CallLogged>> batch, CancellationToken cancellationToken) => intake.TakeAsync(
        [.. batch.Select(r => r.Event).Select(call => new ActivityTold(call.CallId, 1, call.CustomerId, call.At, call.Minutes ?? 0, call.Contact ?? call.Reached, call.Contact != false, call.Imported))], cancellationToken);
}

internal sealed class TakeVisits(ActivityIntake intake) : IHandleBatch<VisitChanged>
{
    private const string Done = "done";

    public Task HandleAsync(IReadOnlyList<Received<VisitChanged>> batch, CancellationToken cancellationToken) => intake.TakeAsync(
        [.. batch.Select(r => r.Event).Where(visit => visit.State == Done).Select(visit => new ActivityTold(
            visit.VisitId, visit.Version, visit.CustomerId, visit.EndedAt ?? visit.StartedAt ?? visit.PlannedAt, visit.MinutesSpent ?? 0, visit.Contact ?? true, visit.Contact ?? true, visit.Imported, visit.ContactIds))], cancellationToken);
}

internal sealed class TakeOtherActivities(ActivityIntake intake) : IHandleBatch<ActivityRecorded>
{
    public Task HandleAsync(IReadOnlyList<Received<ActivityRecorded>> batch, CancellationToken cancellationToken) => intake.TakeAsync(
        [.. batch.Select(r => r.Event).Select(done => new ActivityTold(done.ActivityId, 1, done.CustomerId, done.At, done.Minutes ?? 0, done.Contact ?? true, done.Contact ?? true, done.Imported, done.ContactIds))], cancellationToken);
}
