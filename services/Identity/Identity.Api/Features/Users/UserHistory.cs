using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

internal static class UserHistory
{
    public static async Task<Results<Ok<Page<ChangeView>>, Missing>> HandleAsync(
        Guid id, IdentityDb db, HistoryReader history, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null) =>
        await db.Users.AnyAsync(user => user.Id == id, cancellationToken)
            ? TypedResults.Ok(await history.ReadAsync(id, limit, cursor, cancellationToken))
            : new Missing("user", id);
}
