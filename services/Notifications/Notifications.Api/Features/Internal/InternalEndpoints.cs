using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Internal;

/// <summary>What this service holds on one customer (C20).</summary>
public sealed record HeldView(IReadOnlyDictionary<string, IReadOnlyList<object>> Sections);

internal static class InternalEndpoints
{
    public static void MapInternal(this WebApplication app)
    {
        var group = app.MapGroup("/internal").RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();
        group.MapGet("/privacy/{customerId:guid}", HeldAsync);
    }

    private static async Task<Ok<HeldView>> HeldAsync(Guid customerId, NotificationsDb db, CancellationToken cancellationToken)
    {
        var mails = await db.Mails.AsNoTracking().Where(mail => mail.CustomerId == customerId).OrderBy(mail => mail.Key).ToListAsync(cancellationToken);
        var addresses = mails.Select(mail => Domain.Mail.Suppression.Normalise(mail.To)).Distinct().ToList();
        var refusals = await db.Suppressions.AsNoTracking().Where(s => addresses.Contains(s.Address)).ToListAsync(cancellationToken);
        var events = await db.WebhookEvents.AsNoTracking().Where(kept => kept.CustomerId == customerId).OrderBy(kept => kept.Key)
            .Select(kept => new { kept.EventId, kept.Type, kept.At, kept.Data }).ToListAsync(cancellationToken);
        return TypedResults.Ok(new HeldView(new Dictionary<string, IReadOnlyList<object>>
        {
            ["mails"] = [.. mails.Select(mail => new { mail.Template, mail.Language, mail.To, mail.Purpose, mail.State, mail.CreatedAt, mail.FinishedAt, mail.Values })],
            ["mailRefusals"] = [.. refusals.Select(s => new { s.Address, s.Purpose, s.Reason, s.At })],
            ["webhookEvents"] = [.. events],
        }));
    }
}
