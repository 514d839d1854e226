using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>What every service asks its database all day long, in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("outbox without a place", "IX_Outbox_Unplaced", null)]
    [InlineData("outbox to send", "IX_Outbox_Position", "the rows it sends, 500 at most")]
    [InlineData("page of the feed", "IX_Outbox_Position", "the rows it tells, 500 at most")]
    [InlineData("inbox of a batch", "PK_Inbox", null)]
    [InlineData("deliveries to retry", "IX_FailedDeliveries_NextAttemptAt", "the rows that are due, 100 at most")]
    [InlineData("next job", "IX_Jobs_State_Key", "one row")]
    [InlineData("old idempotency keys", "IX_IdempotencyKeys_ExpiresAt", null)]
    [InlineData("history of a thing", "IX_Changes_Subject_Key", "the rows of a page")]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<MakerDb>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    private static IQueryable<object> QueryOf(string name, MakerDb db)
    {
        var now = DateTimeOffset.UtcNow;
        var (after, end, subject, handler) = (7L, 9L, Guid.Empty, "NoteSighting");
        Guid[] ids = [Guid.Empty, Guid.AllBitsSet];
        return name switch
        {
            "outbox without a place" => db.Outbox.Where(row => row.Position == null).Select(row => (object)row.Key),
            "outbox to send" => db.Outbox.AsNoTracking().Where(row => row.Position > after).OrderBy(row => row.Position).Take(500),
            "page of the feed" => db.Outbox.AsNoTracking().Where(row => row.Position > after && row.Position <= end).OrderBy(row => row.Position).Take(500)
                .Select(row => new { row.Position, row.Id, row.Type, row.At, row.TraceParent, row.Payload }),
            "inbox of a batch" => db.Inbox.Where(row => ids.Contains(row.MessageId) && row.Handler == handler).Select(row => (object)row.MessageId),
            "deliveries to retry" => db.FailedDeliveries.AsNoTracking().Where(failed => failed.NextAttemptAt != null && failed.NextAttemptAt <= now).OrderBy(failed => failed.NextAttemptAt).Take(100),
            "next job" => db.Jobs.Where(j => j.State == JobState.Queued || (j.State == JobState.Running && j.LeaseUntil < now)).OrderBy(j => j.Key).Take(1),
            "old idempotency keys" => db.IdempotencyKeys.Where(key => key.ExpiresAt < now).Select(key => (object)key.Id),
            "history of a thing" => db.Set<Change>().AsNoTracking().Where(change => change.Subject == subject && change.Key < end).OrderByDescending(change => change.Key).Take(51),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
