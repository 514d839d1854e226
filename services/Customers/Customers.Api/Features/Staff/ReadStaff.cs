using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Staff;

internal static class ReadStaff
{
    public static async Task<Results<Ok<StaffView>, Missing>> OneAsync(string subject, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Subject == subject, cancellationToken) is { } member
            ? TypedResults.Ok(StaffView.Of(member))
            : new Missing("member of staff", subject);

    public static async Task<Ok<Page<StaffView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [StringLength(60)] string? team = null, bool? active = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"staff:{team}:{active}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var members = db.Staff.AsNoTracking().Where(s => s.Key > after);
        if (team is not null) members = members.Where(s => s.Team == team);
        if (active is not null) members = members.Where(s => s.Active == active);
        var rows = await members.OrderBy(s => s.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, s => s.Key, StaffView.Of));
    }
}
