using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Causes;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Causes;

/// <param name="Owner">Token subject of who sees to it.</param>
/// <param name="CheckAfterDays">How many days after it was done it is checked against recurrence.</param>
/// <param name="ComplaintId">The complaint it came from.</param>
public sealed record ActionRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Cause, [property: Required, StringLength(4000, MinimumLength = 1)] string What,
    [property: Required, StringLength(200, MinimumLength = 1)] string Owner, DateTimeOffset DueAt, [property: Range(7, 730)] int CheckAfterDays = 90, Guid? ComplaintId = null);

/// <summary>What can be changed of a corrective action until it is done (JSON Merge Patch).</summary>
public sealed record ActionChange(
    [property: Required, StringLength(4000, MinimumLength = 1)] string What, [property: Required, StringLength(200, MinimumLength = 1)] string Owner, DateTimeOffset DueAt,
    [property: Range(7, 730)] int CheckAfterDays);

/// <param name="Verdict">What the check found, once it was made.</param>
/// <param name="Before">Complaints of the cause in as many days before.</param>
public sealed record ActionView(
    Guid Id, string Cause, string What, string Owner, DateTimeOffset DueAt, bool Overdue, DateTimeOffset? DoneAt, int CheckAfterDays, DateTimeOffset? CheckDueAt, Effectiveness? Verdict, int? Before,
    int? After, Guid? ComplaintId, long Version) : IVersionedView
{
    internal static ActionView Of(ActionRow a, DateTimeOffset now) => new(
        a.Id, a.CauseCode, a.Action.What, a.Owner, a.DueAt, a.Action.IsOverdueAt(now), a.DoneAt, a.Action.CheckAfterDays, a.Action.CheckDueAt, a.Verdict, a.Before, a.After, a.ComplaintId, a.Version);
}

/// <param name="Recurrences">Complaints that came after it was done, as far as you may see them; <paramref name="After"/> counts them all.</param>
public sealed record EffectivenessView(Effectiveness Effectiveness, int Before, int After, IReadOnlyList<Guid> Recurrences, DateTimeOffset? CheckDueAt);

/// <summary>S8: corrective actions, with an owner, a due date, and a check whether they helped.</summary>
internal static class Actions
{
    public static async Task<Ok<Page<ActionView>>> ListAsync(
        ComplaintsDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken, string? cause = null, string? owner = null, bool? done = null, bool? overdue = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"actions:{cause}:{owner}:{done}:{overdue}";
        var (after, now) = (cursors.KeyOf(cursor, list) ?? 0, time.GetUtcNow());
        var rows = db.CorrectiveActions.AsNoTracking().Where(a => a.Key > after);
        if (cause is not null) rows = rows.Where(a => a.CauseCode == cause);
        if (owner is not null) rows = rows.Where(a => a.Owner == owner);
        if (done is { } isDone) rows = rows.Where(a => (a.DoneAt != null) == isDone);
        if (overdue is { } late) rows = late ? rows.Where(a => a.DoneAt == null && a.DueAt < now) : rows.Where(a => a.DoneAt != null || a.DueAt >= now);
        return TypedResults.Ok(cursors.PageByKey(await rows.OrderBy(a => a.Key).Take(limit + 1).ToListAsync(cancellationToken), limit, list, a => a.Key, a => ActionView.Of(a, now)));
    }

    public static async Task<Results<Created<ActionView>, Invalid>> AddAsync(ActionRequest request, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (action, now) = (new CorrectiveAction(request.Cause, request.What.Trim(), request.Owner, request.DueAt, request.CheckAfterDays), time.GetUtcNow());
        if (action.Check(now) is { } refusal) return new Invalid(FieldErrors.Of(refusal), refusal.Code);
        if (!await db.Causes.AnyAsync(cause => cause.Code == request.Cause, cancellationToken)) return new Invalid("cause", $"There is no cause '{request.Cause}'.", "cause.unknown");
        if (await WhyNotOwnerAsync(request.Owner, db, caller, cancellationToken) is { } unknown) return unknown;
        if (request.ComplaintId is { } complaint && !await db.Complaints.AnyAsync(c => c.Id == complaint, cancellationToken))
            return new Invalid("complaintId", $"There is no complaint '{complaint}' that you may see.", "complaint.unknown");
        var row = ActionRow.Enter(action, request.ComplaintId);
        db.CorrectiveActions.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/actions/{row.Id}", ActionView.Of(row, now));
    }

    // Where nobody is registered yet, everybody may be named.
    private static async Task<Invalid?> WhyNotOwnerAsync(string owner, ComplaintsDb db, Caller caller, CancellationToken cancellationToken) =>
        owner != caller.Subject && !await db.Staff.AnyAsync(s => s.StaffId == owner && s.Active, cancellationToken) && await db.Staff.AnyAsync(cancellationToken)
            ? new Invalid("owner", $"'{owner}' is no active member of staff.", "corrective-action.owner-unknown")
            : null;

    public static async Task<Results<Ok<ActionView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Guid id, MergePatch<ActionChange> patch, IfMatch ifMatch, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.CorrectiveActions.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row) return new Missing("action", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var (action, now) = (row.Action, time.GetUtcNow());
        if (!patch.TryApply(new ActionChange(action.What, action.Owner, action.DueAt, action.CheckAfterDays), out var wanted, out var problem)) return problem!;
        if (wanted.Owner != action.Owner && await WhyNotOwnerAsync(wanted.Owner, db, caller, cancellationToken) is { } unknown) return unknown;
        var changed = action.Change(wanted.What.Trim(), wanted.Owner, wanted.DueAt, wanted.CheckAfterDays, now);
        if (changed.Refusal is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        row.Take(changed.Value);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ActionView.Of(row, now));
    }

    public static async Task<Results<Ok<ActionView>, Missing>> OneAsync(Guid id, ComplaintsDb db, TimeProvider time, CancellationToken cancellationToken) =>
        await db.CorrectiveActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is { } row ? TypedResults.Ok(ActionView.Of(row, time.GetUtcNow())) : new Missing("action", id);

    public static async Task<Results<Ok<ActionView>, Missing, Refused, Stale>> CompleteAsync(Guid id, IfMatch ifMatch, ComplaintsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.CorrectiveActions.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row) return new Missing("action", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var done = row.Action.Complete(time.GetUtcNow());
        if (done.Refusal is { } refusal) return new Refused(refusal);
        row.Take(done.Value);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ActionView.Of(row, time.GetUtcNow()));
    }

    /// <summary>How it looks now; the check itself is made when its time has come, and its verdict stays.</summary>
    public static async Task<Results<Ok<EffectivenessView>, Missing>> EffectivenessAsync(
        Guid id, ComplaintsDb db, EffectivenessCheck check, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.CorrectiveActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row) return new Missing("action", id);
        var verdict = await check.JudgeAsync(row.Action, time.GetUtcNow(), cancellationToken);
        // X1: all recurrences count; which they are is told of those the caller may see.
        Guid[] recurrences = [.. verdict.Recurrences];
        var seen = await db.Complaints.Where(c => recurrences.Contains(c.Id)).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        return TypedResults.Ok(new EffectivenessView(verdict.Effectiveness, verdict.Before, verdict.After, [.. recurrences.Where(seen.Contains)], row.Action.CheckDueAt));
    }
}
