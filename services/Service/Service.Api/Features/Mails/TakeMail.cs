using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Mails;

/// <param name="Opened">Whether it opened the complaint, or belongs to one that was there.</param>
/// <param name="Waits">Set aside for a person to look at.</param>
/// <param name="Repeated">This message had been posted before; nothing was done again.</param>
public sealed record MailIntakeView(Guid Id, MailNature Nature, MailDisposition Disposition, Guid? ComplaintId, string? Number, bool Opened, bool Waits, bool Repeated);

/// <summary>S1: takes a message as a mail gateway got it (RFC 5322); the same message twice has its effect once.</summary>
internal static class TakeMail
{
    public const int LongestRequest = (25 * 1024 * 1024) + 1024;

    public static async Task<Results<Ok<MailIntakeView>, Invalid>> HandleAsync(
        HttpRequest http, MailDesk desk, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, cancellationToken);
        var mail = MailReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), await desk.SettingsAsync(cancellationToken), time.GetUtcNow());
        if (mail.Refusal is { } refusal) return new Invalid(refusal);
        if (await FindAsync(db, mail.Value.Key, cancellationToken) is { } before) return TypedResults.Ok(await ViewAsync(db, before, repeated: true, cancellationToken));
        try
        {
            return TypedResults.Ok(await ViewAsync(db, await desk.TakeAsync(mail.Value, caller.Subject, cancellationToken), repeated: false, cancellationToken));
        }
        catch (DbUpdateException twin) when (twin.IsUniqueViolation())
        {
            // The same message came a second time while the first was worked on.
            await db.RollbackAsync();
            db.ChangeTracker.Clear();
            if (await FindAsync(db, mail.Value.Key, cancellationToken) is not { } first) throw;
            return TypedResults.Ok(await ViewAsync(db, first, repeated: true, cancellationToken));
        }
    }

    private static Task<MailRow?> FindAsync(ComplaintsDb db, string key, CancellationToken cancellationToken)
    {
        var kept = key.Length <= 400 ? key : key[..400];
        return db.Mails.AsNoTracking().SingleOrDefaultAsync(mail => mail.MailKey == kept, cancellationToken);
    }

    private static async Task<MailIntakeView> ViewAsync(ComplaintsDb db, MailRow row, bool repeated, CancellationToken cancellationToken)
    {
        var number = row.ComplaintId is { } id ? await db.AllComplaints.Where(c => c.Id == id).Select(c => (long?)c.NumberValue).SingleOrDefaultAsync(cancellationToken) : null;
        return new MailIntakeView(row.Id, row.Nature, row.Disposition, row.ComplaintId, number is { } value ? ComplaintNumber.FromValue(value).ToString() : null, row.Opened, row.Waits, repeated);
    }
}
