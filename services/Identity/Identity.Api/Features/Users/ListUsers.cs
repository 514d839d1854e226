using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

internal static class ListUsers
{
    public static async Task<Ok<Page<UserView>>> HandleAsync(
        IdentityDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null, string? q = null, string? role = null, string? team = null, bool? active = null)
    {
        var list = $"users:{q}:{role}:{team}:{active}";
        var after = cursors.Read<Position>(cursor, list)?.UserName ?? "";
        var users = db.Users.AsNoTracking().Where(user => user.NormalizedUserName!.CompareTo(after) > 0);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var (text, upper) = (q.Trim(), q.Trim().ToUpperInvariant());
            users = users.Where(user => user.NormalizedUserName!.Contains(upper) || user.NormalizedEmail!.Contains(upper) || user.Name.Contains(text));
        }
        if (role is not null) users = users.Where(user => user.Roles.Contains(role));
        if (team is not null) users = users.Where(user => user.Team == team);
        if (active is { } wanted) users = users.Where(user => user.Active == wanted);
        var rows = await users.Join(db.SignInStates, user => user.Id, state => state.UserId, (user, state) => new { user, state })
            .OrderBy(row => row.user.NormalizedUserName).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].user.NormalizedUserName!), list) : null;
        var now = time.GetUtcNow();
        return TypedResults.Ok(new Page<UserView>([.. rows.Take(limit).Select(row => UserViews.Show(row.user, row.state, now))], next));
    }

    private sealed record Position(string UserName);
}
