using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Merging;

/// <summary>
/// C16: takes a merge back within 30 days. Every row the merge moved goes home; fields that still say what the merge made them say go
/// back too. What was changed since, or was spent, stays as it is. Whoever made the merge takes back all of it; for anybody else an owner, team or
/// grade that goes back is a transfer or a classification like any other.
/// </summary>
internal static class UndoMerge
{
    public static async Task<Results<Ok<MergeView>, Missing, Invalid, Denied, Refused, Stale>> HandleAsync(
        Guid id, Guid mergeId, IfMatch ifMatch, CustomersDb db, PointsBook points, StandingSignal signal, Caller caller, CallerAccessor rights, TimeProvider time, IOptions<CustomersOptions> options,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } survivor) return new Missing("customer", id);
        if (!ifMatch.Matches(survivor)) return new Stale(survivor.Version);
        if (await db.CustomerMerges.SingleOrDefaultAsync(m => m.Id == mergeId && m.SurvivorId == id, cancellationToken) is not { } merge)
            return await db.RefuseWithinAsync(id, mergeId, cancellationToken) is { } within ? new Refused(within) : new Missing("merge", mergeId);
        var now = time.GetUtcNow();
        if (merge.Undo(caller.Subject, now, options.Value.MergeUndoWindow) is { } refusal) return new Refused(refusal);
        var merged = await db.AllCustomers.SingleAsync(c => c.Id == merge.MergedId, cancellationToken);
        if (merged.Status == CustomerStatus.Erased) return new Refused("merge.erased", "The merged customer has been erased; there is nothing to take back.");

        var from = (survivor.OwnerId, survivor.Team);
        var (later, files) = await db.LaterAsync(merge, cancellationToken);
        var brought = later.ConvertAll(other => files[other.MergedId]);
        var (contact, business, quiet) = merge.Lasts(survivor, merged, brought);
        // C16: what two files brought alike, or what the undone one was first with, is there as long as one of them is.
        var says = (merge.Before, merge.After);
        var ones = await db.OnesAsync(merge, later, cancellationToken);
        for (var at = 0; at < later.Count; at++) says = later[at].Forget(merge, merged, brought[at], brought[..at], says, ones[at]);
        var alone = MergeChoice.Separate(survivor.ToData(), says.Before, says.After);
        if (merge.By != caller.Subject && RefuseOthers(rights, survivor, alone) is { } notTheirs) return notTheirs.Kind == RefusalKind.Forbidden ? new Denied(notTheirs) : new Refused(notTheirs);
        if (survivor.Change(alone, caller.Subject, now) is { } wrong)
            return wrong.Field is null ? new Refused(wrong) : new Invalid(wrong);
        merged.ComeBackFrom(survivor, isGivenBack: from != (survivor.OwnerId, survivor.Team));
        await GiveScoresBackAsync(db, survivor, merge, caller.Subject, now, cancellationToken);
        db.Entry(survivor).Property(c => c.SearchName).IsModified = true;
        await foreach (var pair in db.DuplicatePairs.IgnoreQueryFilters()
            .Where(pair => (pair.FirstId == id && pair.SecondId == merged.Id) || (pair.FirstId == merged.Id && pair.SecondId == id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            pair.Reopen();
        db.Tell(survivor);
        db.Tell(merged);
        // What came with the merged file goes home, and not to whoever gets the survivor back; who hears of the transfer first is told so.
        db.Publish(new CustomerMergeUndone(merge.Id, id, merged.Id, caller.Subject, now), id);
        await db.TellTransferAsync(survivor, from, "the merge was undone", caller.Subject, now, cancellationToken, parted: merged.Id);
        db.Touch(id, new Touch(Reassess: true));
        db.Touch(merged.Id, new Touch(Reassess: true));
        db.AfterCommit(signal.Pulse);
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await new RowMover(db).HandBackAsync(merge, cancellationToken);
        // Past the change tracker, as activities move them; whoever came in between has moved them on.
        var (wasContact, wasBusiness, wasQuiet) = (survivor.LastContactAt, survivor.LastBusinessAt, survivor.QuietSince);
        await db.AllCustomers.Where(c => c.Id == id && c.LastContactAt == wasContact && c.LastBusinessAt == wasBusiness && c.QuietSince == wasQuiet).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.LastContactAt, contact).SetProperty(c => c.LastBusinessAt, business).SetProperty(c => c.QuietSince, quiet), cancellationToken);
        await points.SettleAsync(id, merge.MergedId, merge.Id, caller.Subject, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(MergeView.Of(merge, survivor.Version, options.Value));
    }

    // C5, C6: what somebody else has merged is no way around a claim, a transfer or a manager's word.
    private static Refusal? RefuseOthers(CallerAccessor rights, Customer survivor, CustomerData alone)
    {
        if ((survivor.OwnerId, survivor.Team) == (alone.OwnerId, alone.Team) || rights.MayTransfer(survivor)) return rights.RefuseGrade(survivor.Grade, alone.Grade);
        return survivor.InPool
            ? Refusal.Conflict("pool.claim-first", $"'{survivor.Name}' is in the public pool; claim it there, then undo the merge.")
            : Refusal.Forbidden("merge.transfer-not-permitted", $"'{survivor.Name}' would go back to another owner or team; that takes the right {Permissions.CustomersTransfer}, or to have made the merge.");
    }

    /// <summary>C4: the scores that the merge brought, unless something has been said since.</summary>
    private static async Task GiveScoresBackAsync(CustomersDb db, Customer survivor, CustomerMerge merge, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var axis in Customer.Scores)
        {
            var last = await db.StandingEntries.AsNoTracking().Where(entry => entry.CustomerId == survivor.Id && entry.Axis == axis).OrderByDescending(entry => entry.Key).FirstOrDefaultAsync(cancellationToken);
            if (last is { From: null } && last.At == merge.At) survivor.GiveScoreBack(axis, by, now);
        }
    }

    public static async Task<Results<Ok<Page<MergeView>>, Missing>> ListAsync(
        Guid id, CustomersDb db, Cursors cursors, IOptions<CustomersOptions> options, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } survivor) return new Missing("customer", id);
        var list = $"merges:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.CustomerMerges.AsNoTracking().Where(m => m.SurvivorId == id && m.Key < before).OrderByDescending(m => m.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, m => m.Key, m => MergeView.Of(m, survivor.Version, options.Value)));
    }
}
