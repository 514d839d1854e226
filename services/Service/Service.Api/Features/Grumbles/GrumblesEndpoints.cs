using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Grumbles;

internal static class GrumblesEndpoints
{
    public static void MapGrumbles(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/grumbles").WithTags("Grumbles");
        group.MapGet("", ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-grumbles").WithSummary("Grumbles, newest first: of a customer, or those a complaint cites.");
        group.MapPost("", RecordGrumble.HandleAsync).RequirePermission(Permissions.ComplaintsWrite).WithName("record-grumble").WithSummary("Records a grumble; the third in 90 days opens a complaint.");
    }

    private static async Task<Ok<Page<GrumbleView>>> ListAsync(
        ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, Guid? customerId = null, Guid? complaintId = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"grumbles:{customerId}:{complaintId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Grumbles.AsNoTracking().Where(g => g.Key < before);
        if (customerId is { } asked)
        {
            var customer = await db.StandsAsAsync(asked, cancellationToken);
            rows = rows.Where(g => g.CustomerId == customer);
        }
        if (complaintId is { } complaint) rows = rows.Where(g => g.CitedBy == complaint);
        return TypedResults.Ok(cursors.PageByKey(await rows.OrderByDescending(g => g.Key).Take(limit + 1).ToListAsync(cancellationToken), limit, list, g => g.Key, g => GrumbleView.Of(g)));
    }
}
