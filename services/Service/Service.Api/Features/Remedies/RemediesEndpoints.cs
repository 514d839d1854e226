using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Remedies;

internal static class RemediesEndpoints
{
    public static void MapRemedies(this RouteGroupBuilder api)
    {
        var ofOne = api.MapGroup("/complaints/{id:guid}/remedies").WithTags("Remedies");
        ofOne.MapGet("", OfComplaintAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-remedies").WithSummary("What was proposed and given, also for merged duplicates.");
        ofOne.MapGet("/{remedyId:guid}", OneAsync).RequirePermission(Permissions.ComplaintsRead).WithName("get-remedy").WithSummary("One remedy.");
        var write = ofOne.MapGroup("").RequirePermission(Permissions.ComplaintsWrite);
        write.MapPost("", ProposeRemedy.HandleAsync).WithName("propose-remedy").WithSummary("Proposes a remedy; within one's limit it is booked at once.");
        write.MapPost("/{remedyId:guid}/withdraw", DecideRemedy.WithdrawAsync).RequireIfMatch().WithName("withdraw-remedy").WithSummary("Takes a proposal back.");
        var approve = ofOne.MapGroup("").RequirePermission(Permissions.RemediesApprove);
        approve.MapPost("/{remedyId:guid}/approve", DecideRemedy.ApproveAsync).RequireIfMatch().WithName("approve-remedy").WithSummary("Approves somebody else's proposal; it is booked at once.");
        approve.MapPost("/{remedyId:guid}/reject", DecideRemedy.RejectAsync).RequireIfMatch().WithName("reject-remedy").WithSummary("Says no, with a reason.");

        var all = api.MapGroup("/remedies").WithTags("Remedies");
        all.MapGet("", ListAsync).RequirePermission(Permissions.RemediesApprove).WithName("list-all-remedies").WithSummary("Remedies of all complaints, for instance those that wait for approval.");
        all.MapGet("/limits", RemedyLimitRules.GetAsync).RequirePermission(Permissions.ComplaintsRead).WithName("get-remedy-limits").WithSummary("How much each role may give.");
        all.MapPut("/limits", RemedyLimitRules.PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-remedy-limits").WithSummary("Changes the limits.");
    }

    private static async Task<Results<Ok<Page<RemedyView>>, Missing>> OfComplaintAsync(Guid id, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken)
    {
        if (await RootAsync(db, id, cancellationToken) is not { } root) return new Missing("complaint", id);
        var rows = await desk.OfAll(root).AsNoTracking().OrderBy(r => r.Key).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<RemedyView>([.. rows.Select(row => RemedyView.Of(row, desk.Currency))], null));
    }

    private static async Task<Results<Ok<RemedyView>, Missing>> OneAsync(Guid id, Guid remedyId, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken)
    {
        if (await RootAsync(db, id, cancellationToken) is not { } root) return new Missing("complaint", id);
        return await desk.OfAll(root).AsNoTracking().SingleOrDefaultAsync(r => r.Id == remedyId, cancellationToken) is { } row
            ? TypedResults.Ok(RemedyView.Of(row, desk.Currency))
            : new Missing("remedy", remedyId);
    }

    private static Task<Guid?> RootAsync(ComplaintsDb db, Guid id, CancellationToken cancellationToken) =>
        db.Complaints.Where(c => c.Id == id).Select(c => (Guid?)c.RootId).SingleOrDefaultAsync(cancellationToken);

    private static async Task<Ok<Page<RemedyView>>> ListAsync(
        ComplaintsDb db, RemedyDesk desk, Cursors cursors, CancellationToken cancellationToken, Coded<RemedyState>? state = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"remedies:{state}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Remedies.AsNoTracking().Where(r => r.Key < before);
        if (state?.Value is { } one) rows = rows.Where(r => r.State == one);
        return TypedResults.Ok(cursors.PageByKey(await rows.OrderByDescending(r => r.Key).Take(limit + 1).ToListAsync(cancellationToken), limit, list, r => r.Key, r => RemedyView.Of(r, desk.Currency)));
    }
}
