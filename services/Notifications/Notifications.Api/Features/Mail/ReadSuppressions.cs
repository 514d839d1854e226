using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Mail;

/// <summary>An address that gets no mail, or none of one kind.</summary>
/// <param name="Purpose"><c>*</c> for every kind.</param>
public sealed record SuppressionView(Guid Id, string Address, string Purpose, SuppressionReason Reason, string? Detail, DateTimeOffset At, long Version) : IVersionedView
{
    internal static SuppressionView Of(Suppression s) => new(s.Id, s.Address, s.Purpose, s.Reason, s.Detail, s.At, s.Version);
}

internal static class ReadSuppressions
{
    public static async Task<Ok<Page<SuppressionView>>> ListAsync(
        NotificationsDb db, Cursors cursors, CancellationToken cancellationToken, string? address = null, Coded<SuppressionReason>? reason = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var normal = address is null ? null : Suppression.Normalise(address);
        var list = $"suppressions:{normal}:{reason}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Suppressions.AsNoTracking().Where(s => s.Key < before && (normal == null || s.Address == normal));
        if (reason is { Value: var wanted }) rows = rows.Where(s => s.Reason == wanted);
        var page = await rows.OrderByDescending(s => s.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(page, limit, list, s => s.Key, SuppressionView.Of));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, IfMatch ifMatch, NotificationsDb db, CancellationToken cancellationToken)
    {
        if (await db.Suppressions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } suppression) return new Missing("suppression", id);
        if (!ifMatch.Matches(suppression)) return new Stale(suppression.Version);
        db.Suppressions.Remove(suppression);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
