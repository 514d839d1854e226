using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Causes;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Causes;

public sealed record WhysRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Problem);

public sealed record WhyAnswerRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Answer);

/// <param name="Cause">The cause in the tree that the last answer comes down to.</param>
/// <param name="EnoughBecause">Why fewer than five questions were enough.</param>
public sealed record ConcludeRequest([property: Required, StringLength(100, MinimumLength = 1)] string Cause, [property: StringLength(4000)] string? EnoughBecause = null);

/// <param name="AskNext">What the next why asks about; null when five are answered or the root is found.</param>
public sealed record WhysView(Guid Id, Guid ComplaintId, string Problem, IReadOnlyList<string> Answers, string? AskNext, string? RootCause, string? EnoughBecause, string By, DateTimeOffset At, long Version)
    : IVersionedView
{
    internal static WhysView Of(WhysRow w) => new(
        w.Id, w.ComplaintId, w.Whys.Problem, w.Whys.Answers, w.Whys.NextQuestionAbout, w.Whys.RootCauseId, w.Whys.EnoughBecause, w.By, w.At, w.Version);
}

/// <summary>S8: why, and why that, until the root is found; the complaint is then traced to it.</summary>
internal static class AskWhy
{
    public static async Task<Results<Ok<Page<WhysView>>, Missing>> ListAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        var rows = await db.Whys.AsNoTracking().Where(row => row.ComplaintId == id).OrderBy(row => row.Key).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<WhysView>([.. rows.Select(WhysView.Of)], null));
    }

    public static async Task<Results<Created<WhysView>, Missing>> BeginAsync(Guid id, WhysRequest request, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        var row = new WhysRow { ComplaintId = id, Whys = new FiveWhys(request.Problem.Trim()), By = caller.Subject, At = time.GetUtcNow() };
        db.Whys.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/complaints/{id}/causes", WhysView.Of(row));
    }

    public static async Task<Results<Ok<WhysView>, Missing, Invalid, Refused, Stale>> AnswerAsync(
        Guid id, Guid chainId, WhyAnswerRequest request, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, chainId, cancellationToken) is not { } row) return new Missing("chain of whys", chainId);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var answered = row.Whys.Answer(request.Answer.Trim());
        if (answered.Refusal is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        row.Whys = answered.Value;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(WhysView.Of(row));
    }

    public static async Task<Results<Ok<WhysView>, Missing, Invalid, Refused, Stale>> ConcludeAsync(
        Guid id, Guid chainId, ConcludeRequest request, IfMatch ifMatch, ComplaintsDb db, ComplaintActs acts, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, chainId, cancellationToken) is not { } row) return new Missing("chain of whys", chainId);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var tree = await CauseTreeEndpoints.TreeAsync(db, cancellationToken);
        var concluded = row.Whys.Conclude(request.Cause, tree, request.EnoughBecause);
        if (concluded.Refusal is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid("cause", refusal.Detail, refusal.Code) : new Refused(refusal);
        row.Whys = concluded.Value;
        var complaint = await db.Complaints.SingleAsync(c => c.Id == id, cancellationToken);
        complaint.TraceTo(request.Cause);
        // S9: of those that say the same the one that carries on counts.
        var root = complaint.IsMerged ? await db.AllComplaints.SingleAsync(c => c.Id == complaint.RootId, cancellationToken) : complaint;
        if (root.CauseId is null)
        {
            root.TraceTo(request.Cause);
            await acts.SettleAsync(root, cancellationToken);
        }
        await LinkRecurrenceAsync(db, complaint.Id, complaint.OpenedAt, request.Cause, tree, caller, time, cancellationToken);
        await acts.SaveAsync(complaint, cancellationToken);
        return TypedResults.Ok(WhysView.Of(row));
    }

    /// <summary>S8: the recurrence link. What was to prevent it was done before it came: the two complaints know of each other.</summary>
    private static async Task LinkRecurrenceAsync(
        ComplaintsDb db, Guid complaint, DateTimeOffset openedAt, string cause, CauseTree tree, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = tree.PathTo(cause).Select(c => c.Id).ToArray();
        var origins = await db.CorrectiveActions.Where(action => path.Contains(action.CauseCode) && action.DoneAt != null && action.DoneAt < openedAt && action.ComplaintId != null && action.ComplaintId != complaint)
            .Select(action => action.ComplaintId!.Value).Distinct().ToListAsync(cancellationToken);
        foreach (var origin in origins)
        {
            if (await db.Links.AnyAsync(link => link.FromId == complaint && link.ToId == origin && link.Kind == LinkKind.Recurrence, cancellationToken)) continue;
            db.Links.Add(new LinkRow { FromId = complaint, ToId = origin, Kind = LinkKind.Recurrence, Note = cause, By = caller.Subject, At = time.GetUtcNow() });
        }
    }

    private static Task<WhysRow?> FindAsync(ComplaintsDb db, Guid id, Guid chain, CancellationToken cancellationToken) =>
        db.Whys.SingleOrDefaultAsync(row => row.Id == chain && row.ComplaintId == id && db.Complaints.Any(c => c.Id == id), cancellationToken);
}
