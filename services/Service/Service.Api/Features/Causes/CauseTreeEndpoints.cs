using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Causes;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Causes;

/// <param name="ParentCode">Null for a branch of the tree itself; another one moves it with all under it.</param>
public sealed record CauseRequest([property: Required, StringLength(200, MinimumLength = 1)] string Name, [property: StringLength(100)] string? ParentCode = null);

/// <param name="Path">From the branch down to it, by code.</param>
public sealed record CauseView(string Code, string Name, string? ParentCode, IReadOnlyList<string> Path, long Version) : IVersionedView;

/// <param name="Share">Percent of all traced complaints.</param>
/// <param name="Vital">One of the few that make most of them.</param>
public sealed record ParetoBarView(string Code, string Name, int Count, decimal Share, decimal CumulativeShare, bool Vital);

/// <summary>S8: the tree of causes, and which few of them make most of the complaints.</summary>
internal static class CauseTreeEndpoints
{
    public static async Task<Ok<Page<CauseView>>> ListAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Causes.AsNoTracking().ToListAsync(cancellationToken);
        var tree = TreeOf(rows);
        return TypedResults.Ok(new Page<CauseView>([.. rows.Select(row => View(row, tree)).OrderBy(view => string.Join('/', view.Path), StringComparer.Ordinal)], null));
    }

    public static async Task<Results<Created<CauseView>, Ok<CauseView>, Invalid, Stale>> PutAsync(
        [StringLength(100)] string code, CauseRequest request, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Causes.ToListAsync(cancellationToken);
        var row = rows.Find(cause => cause.Code == code);
        if (!ifMatch.Matches(row)) return new Stale(row?.Version ?? 0);
        var tree = TreeOf(rows).With(new Cause(code, request.ParentCode, request.Name.Trim()));
        if (tree.Refusal is { } refusal) return new Invalid(refusal.Field == "parentId" ? "parentCode" : "code", refusal.Detail, refusal.Code);
        var entered = row is null;
        if (row is null) db.Causes.Add(row = CauseRow.Enter(code, request.ParentCode, request.Name.Trim()));
        else row.Change(request.ParentCode, request.Name.Trim());
        await db.SaveChangesAsync(cancellationToken);
        var view = View(row, tree.Value);
        return entered ? TypedResults.Created("/api/v1/causes", view) : TypedResults.Ok(view);
    }

    public static async Task<Ok<Page<ParetoBarView>>> ParetoAsync(
        ComplaintsDb db, CancellationToken cancellationToken, [Range(1, CauseTree.MaximumDepth)] int level = 1, [Range(1, 100)] int vitalShare = 80, DateTimeOffset? from = null, DateTimeOffset? before = null)
    {
        var tree = await TreeAsync(db, cancellationToken);
        // S9: of a complaint that came twice the one that carries on counts.
        var traced = db.Complaints.AsNoTracking().Where(c => c.CauseId != null && c.MergedAt == null);
        if (from is { } begin) traced = traced.Where(c => c.OpenedAt >= begin);
        if (before is { } end) traced = traced.Where(c => c.OpenedAt < end);
        var found = await traced.Select(c => new { c.Id, c.CauseId, c.OpenedAt }).ToListAsync(cancellationToken);
        var bars = Pareto.Of(found.Select(c => new CauseOccurrence(c.Id, c.CauseId!, c.OpenedAt)), tree, level, vitalShare * 100);
        return TypedResults.Ok(new Page<ParetoBarView>([.. bars.Select(bar => new ParetoBarView(bar.CauseId, bar.Name, bar.Count, bar.Share / 100m, bar.CumulativeShare / 100m, bar.IsVital))], null));
    }

    public static async Task<CauseTree> TreeAsync(ComplaintsDb db, CancellationToken cancellationToken) => TreeOf(await db.Causes.AsNoTracking().ToListAsync(cancellationToken));

    private static CauseTree TreeOf(IEnumerable<CauseRow> rows) => CauseTree.Of(rows.Select(row => row.ToDomain())).Value;

    private static CauseView View(CauseRow row, CauseTree tree) => new(row.Code, row.Name, row.ParentCode, [.. tree.PathTo(row.Code).Select(cause => cause.Id)], row.Version);
}
