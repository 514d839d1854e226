using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
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

/// <summary>Merges another file into the one of the path.</summary>
/// <param name="DuplicateId">The file that goes into this one.</param>
/// <param name="Take">Fields to take from it; all others stay as this one has them, and what this one lacks is filled in.</param>
/// <param name="TakeParts">Parts of one per customer to take from it: <c>qualifications</c>, <c>profiles</c>, <c>relationships</c>, <c>decisionChains</c>, <c>accountPlans</c>; else this one keeps its own.</param>
public sealed record MergeRequest(
    Guid DuplicateId, [property: MaxLength(20)] IReadOnlyList<MergeField>? Take = null, [property: MaxLength(20)] IReadOnlyList<string>? TakeParts = null,
    [property: StringLength(400)] string? Reason = null);

/// <summary>C16: merges two files, field by field; contacts, purchases, points, history and lists go along.</summary>
internal static class MergeCustomers
{
    public static async Task<Results<Ok<MergeView>, Missing, Invalid, Denied, Refused, Stale>> HandleAsync(
        Guid id, MergeRequest request, IfMatch ifMatch, CustomersDb db, StandingSignal signal, Caller caller, CallerAccessor rights, TimeProvider time, IOptions<CustomersOptions> options,
        CancellationToken cancellationToken)
    {
        if (request.DuplicateId == id) return new Invalid("duplicateId", "A customer cannot be merged into itself.", "merge.itself");
        if (request.TakeParts?.FirstOrDefault(part => !MergeTables.Parts.Contains(part, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return new Invalid("takeParts", $"'{unknown}' is no part of a customer that there is one of; these are: {string.Join(", ", MergeTables.Parts)}.", "merge.part-unknown");
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } survivor) return new Missing("customer", id);
        if (!ifMatch.Matches(survivor)) return new Stale(survivor.Version);
        var merged = await db.Customers.IgnoreQueryFilters(CustomersDb.WithMerged).SingleOrDefaultAsync(c => c.Id == request.DuplicateId, cancellationToken);
        if (merged is null) return new Invalid("duplicateId", $"There is no customer '{request.DuplicateId}' that you may see.", "merge.unknown");

        var (before, now) = (survivor.ToData(), time.GetUtcNow());
        var after = MergeChoice.Combine(before, merged.ToData(), [.. request.Take ?? []]);
        if (rights.RefuseGrade(before.Grade, after.Grade) is { } notTheirs) return new Denied(notTheirs);
        if (RefuseOwner(rights, survivor, merged, after) is { } notGiven) return notGiven.Kind == RefusalKind.Forbidden ? new Denied(notGiven) : new Refused(notGiven);
        if (after.ReferredBy is not null) after = MergeChoice.NotByItself(after, [.. await db.GoneIntoAsync(id, cancellationToken), .. await db.GoneIntoAsync(merged.Id, cancellationToken)]);
        if (merged.GoInto(survivor) is { } refusal) return new Refused(refusal);
        if (survivor.Change(after, caller.Subject, now) is { } wrong) return wrong.Field is null ? new Refused(wrong) : new Invalid(wrong);

        survivor.TakeScores(merged, caller.Subject, now);
        var merge = CustomerMerge.Of(survivor, merged, before, after, request.Reason, caller.Subject, now);
        db.CustomerMerges.Add(merge);
        // Both files count up, also where the merge changed nothing: of two merges that meet in one file, one has to look again.
        db.Entry(survivor).Property(c => c.SearchName).IsModified = true;
        await foreach (var pair in db.DuplicatePairs.IgnoreQueryFilters()
            .Where(pair => (pair.FirstId == id && pair.SecondId == merged.Id) || (pair.FirstId == merged.Id && pair.SecondId == id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            pair.AreMerged(caller.Subject, now);
        db.Tell(survivor);
        db.Tell(merged);
        await db.TellTransferAsync(survivor, (before.OwnerId, before.Team!), "came with a merged file", caller.Subject, now, cancellationToken);
        db.Publish(new CustomersMerged(merge.Id, id, merged.Id, caller.Subject, now), id);
        // C5: what happened with the one happened with the other.
        db.Touch(id, new Touch(merged.QuietSince, merged.LastContactAt, merged.LastBusinessAt, Reassess: true));
        // E6: and the deals of both say in which phase of the sale they are.
        if (merged.SalesPhaseAt is { } entered) db.Touch(id, new Touch(Phase: (merged.SalesPhase, entered)));
        db.FollowDeals(id);
        db.AfterCommit(signal.Pulse);
        await SaveAsync(db, merge, request.TakeParts ?? [], cancellationToken);
        return TypedResults.Ok(MergeView.Of(merge, survivor.Version, options.Value));
    }

    // C6: a merge is no way around a claim or a transfer, whichever of the two files stays. What nobody has may go into somebody's.
    private static Refusal? RefuseOwner(CallerAccessor rights, Customer survivor, Customer merged, CustomerData after)
    {
        var given = new[] { survivor, merged }.FirstOrDefault(file => (file.OwnerId, file.Team) != (after.OwnerId, after.Team) && !rights.MayTransfer(file) && (file == survivor || file.InPool || file.OwnerId is not null));
        if (given is null) return null;
        return given.InPool
            ? Refusal.Conflict("pool.claim-first", $"'{given.Name}' is in the public pool; claim it there, then merge.")
            : Refusal.Forbidden("merge.transfer-not-permitted", $"'{given.Name}' would get another owner or team; that takes the right {Permissions.CustomersTransfer}.");
    }

    private static async Task SaveAsync(CustomersDb db, CustomerMerge merge, IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await new RowMover(db).HandOverAsync(merge, parts, cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
    }
}
