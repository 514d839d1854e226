using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Domain.Work;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>Enters activities with what goes with them: the entry on the timeline (E11) and the clock of the follow-up cycle (E6).</summary>
internal static class ActivityStore
{
    // Written out, for either database: with every call EF would put it together anew, which takes longer than to run it.
    private static readonly string BeginPeriod = $$"""
        UPDATE "Customers" SET "Since" = {1}, "Round" = 1, "RoundBegan" = {1}, "Version" = "Version" + 1, "Cycle" = CASE
            WHEN "Cycle" = {{CycleState.Off:D}} THEN {{CycleState.Off:D}} WHEN "CycleTaskId" IS NULL THEN {{CycleState.Waiting:D}} ELSE {{CycleState.Contacted:D}} END
        WHERE "Id" = {0} AND "Since" < {1}
        """;

    public static void Enter(this EngagementDb db, Activity activity)
    {
        db.Activities.Add(activity);
        db.Timeline.Add(activity.ToEntry());
        if (activity.IsContact) db.NoteContact(activity.CustomerId, activity.At);
    }

    /// <summary>Tells others of a tracked activity that has just been changed: of a visit, whose states they follow; the other kinds are told of once they are done.</summary>
    public static void Tell(this EngagementDb db, Activity activity)
    {
        if (activity is Visit visit && db.IsChanging(visit)) db.Publish(visit.ToEvent(visit.Version + 1), visit.CustomerId);
    }

    /// <summary>Lets the timeline follow a changed activity. To be called before the change, and applied after it.</summary>
    public static async Task<Action> FollowAsync(this EngagementDb db, Activity activity, CancellationToken cancellationToken)
    {
        var (at, wasContact) = (activity.At, activity.IsContact);
        // Where it is not, somebody moved both between the two looks: who saves then would come too late in any case.
        var entry = await db.Timeline.IgnoreQueryFilters().SingleOrDefaultAsync(e => e.CustomerId == activity.CustomerId && e.At == at && e.SourceId == activity.Id, cancellationToken)
            ?? throw new DbUpdateConcurrencyException($"Activity {activity.Id} was moved on the timeline at this moment.");
        return () =>
        {
            entry.Follow(activity.ToEntry());
            if (activity.IsContact && !wasContact) db.NoteContact(activity.CustomerId, activity.At);
        };
    }

    /// <summary>When somebody last spoke with the customer, of whatever team; by the customer's index, from the newest on.</summary>
    /// <param name="firsts">Only under these files it was first entered for; null for all.</param>
    public static async Task<DateTimeOffset?> LastContactAsync(this EngagementDb db, Guid customerId, CancellationToken cancellationToken, Guid[]? firsts = null)
    {
        var all = db.Activities.IgnoreQueryFilters().AsNoTracking().Where(a => a.CustomerId == customerId && a.State == ActivityState.Done && a.Party == ContactParty.Human);
        if (firsts is not null) all = all.Where(a => firsts.Contains(a.FirstCustomerId));
        var held = all.OrderByDescending(a => a.At).ThenByDescending(a => a.Key).AsAsyncEnumerable();
        await foreach (var activity in held.WithCancellation(cancellationToken))
            if (activity.IsContact) return activity.At;
        return null;
    }

    /// <summary>
    /// E6: begins a new period of the customer's clock, unless a later contact is known. One statement past the change tracker: calls
    /// logged at the same moment must not refuse each other.
    /// </summary>
    public static void NoteContact(this EngagementDb db, Guid customerId, DateTimeOffset at) => db.Alongside(cancellationToken =>
        db.Database.ExecuteSqlRawAsync(BeginPeriod, db.IsSqlite ? [customerId.ToByteArray(bigEndian: true), at.UtcTicks] : [customerId, at.ToUniversalTime()], cancellationToken));

    /// <summary>
    /// E6: takes back what <see cref="NoteContact"/> noted of a contact that was another customer's after all. A contact of its own that
    /// became known meanwhile counts.
    /// </summary>
    /// <param name="before">Where the clock stood before that contact; null where nobody knows: then only a contact of its own sets it back.</param>
    public static void ForgetContact(this EngagementDb db, Guid customerId, DateTimeOffset at, FollowUpClock? before) => db.Alongside(async cancellationToken =>
    {
        var own = await db.LastContactAsync(customerId, cancellationToken);
        var clock = own is { } last ? before?.Contacted(last) ?? FollowUpClock.Start(customerId, last) : before;
        if (clock is null || clock.Since >= at) return;
        // First the row, so that whoever closes its task at this moment is before or after all of this.
        var taken = await db.AllCustomers.Where(customer => customer.Id == customerId && customer.Since == at)
            .ExecuteUpdateAsync(set => set
                .SetProperty(customer => customer.Since, clock.Since)
                .SetProperty(customer => customer.RoundBegan, clock.RoundBegan)
                .SetProperty(customer => customer.Version, customer => customer.Version + 1),
                cancellationToken);
        if (taken == 0) return;
        var (round, open) = await db.RoundToGoOnWithAsync(clock, cancellationToken);
        var asItWas = open?.EscalatedAt is null ? CycleState.TaskOpen : CycleState.Escalated;
        var openId = open?.Id;
        await db.AllCustomers.Where(customer => customer.Id == customerId)
            .ExecuteUpdateAsync(set => set
                .SetProperty(customer => customer.Round, round)
                .SetProperty(customer => customer.Cycle, customer =>
                    customer.Cycle == CycleState.Contacted && customer.CycleTaskId == openId && customer.IsActive && !customer.RelationshipEnded ? asItWas : customer.Cycle),
                cancellationToken);
    });

    /// <summary>
    /// The task of a period that is done was closed for the contact now forgotten: the customer is as overdue as it was, so another round
    /// counts from the same day. One still open goes on.
    /// </summary>
    private static async Task<(int Round, WorkTask? Open)> RoundToGoOnWithAsync(this EngagementDb db, FollowUpClock clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (customerId, period) = (clock.CustomerId, clock.PeriodKey);
            var task = await db.Tasks.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(t => t.FirstCustomerId == customerId && t.Occasion == period, cancellationToken);
            if (task?.State != TaskState.Done) return (clock.Round, task?.State == TaskState.Open ? task : null);
            clock = clock with { Round = clock.Round + 1 };
        }
    }

}
