using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Mail;

/// <summary>A mail; what it said is kept for a while and not shown.</summary>
/// <param name="MailId">As whoever asked for it knows it.</param>
/// <param name="CustomerId">Whose file it was written to; that may have gone into another one since.</param>
public sealed record MailView(
    Guid Id, Guid MailId, string Template, string Language, string To, Guid? CustomerId, string Purpose, MailState State, int Attempts, DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? FinishedAt, string? Error, long Version) : IVersionedView
{
    internal static MailView Of(OutgoingMail m) => new(
        m.Id, m.MailId, m.Template, m.Language, m.To, m.CustomerId, m.Purpose, m.State, m.Attempts, m.CreatedAt, m.State == MailState.Queued ? m.NextAttemptAt : null,
        m.FinishedAt, m.Error, m.Version);
}

internal static class ReadMails
{
    public static async Task<Ok<Page<MailView>>> ListAsync(
        NotificationsDb db, Cursors cursors, CancellationToken cancellationToken, Coded<MailState>? state = null, Guid? customerId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"mails:{state}:{customerId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Mails.AsNoTracking().Where(mail => mail.Key < before);
        if (state is { Value: var wanted }) rows = rows.Where(mail => mail.State == wanted);
        if (customerId is { } asked && await db.FilesOfAsync(asked, cancellationToken) is var files) rows = rows.Where(mail => mail.CustomerId != null && files.Contains(mail.CustomerId.Value));
        var page = await rows.OrderByDescending(mail => mail.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(page, limit, list, mail => mail.Key, MailView.Of));
    }

    public static async Task<Results<Ok<MailView>, Missing>> GetAsync(Guid id, NotificationsDb db, CancellationToken cancellationToken) =>
        await db.Mails.AsNoTracking().SingleOrDefaultAsync(mail => mail.Id == id, cancellationToken) is { } mail
            ? TypedResults.Ok(MailView.Of(mail))
            : new Missing("mail", id);
}
