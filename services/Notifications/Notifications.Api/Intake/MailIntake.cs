using System.Globalization;
using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Intake;

/// <summary>X4: what asks for a mail becomes one, once; it is sent afterwards. Keeps where colleagues are reached.</summary>
internal sealed class MailIntake(NotificationsDb db, MailSignal signal, TimeProvider time)
{
    private static readonly string Requested = WireName.Of(typeof(MailRequested));
    private static readonly string Staff = WireName.Of(typeof(StaffChanged));
    // Read by name and fields: these two may come from a version that is newer than this one's contracts.
    private const string Care = "CrmPlatform.Customers.Contracts.V1.CareDue";
    private const string Reminder = "CrmPlatform.Engagement.Contracts.V1.ReminderDue";

    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        var mails = new List<OutgoingMail>();
        foreach (var happened in events.Where(happened => happened.WireName == Staff)) await KeepAsync(Read<StaffChanged>(happened), cancellationToken);
        foreach (var happened in events)
        {
            if (happened.WireName == Requested) mails.Add(Ask(Read<MailRequested>(happened)));
            else if (happened.WireName == Care) mails.Add(CareFor(happened));
            else if (happened.WireName == Reminder && await RemindAsync(happened, cancellationToken) is { } reminder) mails.Add(reminder);
        }
        if (mails.Count == 0) return;
        var ids = mails.Select(mail => mail.MailId).ToList();
        var known = await db.Mails.Where(mail => ids.Contains(mail.MailId)).Select(mail => mail.MailId).ToListAsync(cancellationToken);
        db.Mails.AddRange(mails.DistinctBy(mail => mail.MailId).ExceptBy(known, mail => mail.MailId));
        db.AfterCommit(signal.Pulse);
    }

    private OutgoingMail Ask(MailRequested asked) =>
        OutgoingMail.Ask(asked.MailId, asked.Template, asked.Language, asked.To, asked.CustomerId, asked.Values, asked.Purpose, time.GetUtcNow());

    // C15: whom it is for is asked for when it is sent: the address and the consent of that moment count.
    private OutgoingMail CareFor(Happened due) => OutgoingMail.Ask(
        due.Data.GetProperty("careId").GetGuid(), $"care-{due.Text("kind")}", "", "", due.CustomerId,
        new Dictionary<string, string> { ["occasion"] = due.Text("occasion") ?? "", ["on"] = due.Text("on") ?? "" }, MailPurpose.Care, time.GetUtcNow());

    private async Task<OutgoingMail?> RemindAsync(Happened due, CancellationToken cancellationToken)
    {
        var recipient = due.Text("recipientId");
        var colleague = db.StaffAddresses.Local.FirstOrDefault(staff => staff.StaffId == recipient)
            ?? await db.StaffAddresses.FirstOrDefaultAsync(staff => staff.StaffId == recipient, cancellationToken);
        if (colleague is not { Active: true, Email: { } address }) return null;
        return OutgoingMail.Ask(due.Id, "reminder", colleague.Language, address, due.CustomerId, new Dictionary<string, string>
        {
            ["name"] = colleague.Name,
            ["kind"] = due.Text("kind") ?? "",
            ["title"] = due.Text("title") ?? "",
            ["dueAt"] = InZone(due.Text("dueAt"), colleague.TimeZone),
        }, MailPurpose.Reminder, time.GetUtcNow());
    }

    private static string InZone(string? at, string zone) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.ConvertTime(instant, found).ToString("O", CultureInfo.InvariantCulture)
            : at ?? "";

    private async Task KeepAsync(StaffChanged staff, CancellationToken cancellationToken)
    {
        var row = db.StaffAddresses.Local.FirstOrDefault(known => known.StaffId == staff.StaffId)
            ?? await db.StaffAddresses.FirstOrDefaultAsync(known => known.StaffId == staff.StaffId, cancellationToken);
        if (row is null) db.StaffAddresses.Add(row = new StaffAddress { StaffId = staff.StaffId });
        if (row.SourceVersion >= staff.Version) return;
        (row.SourceVersion, row.Name, row.Email, row.TimeZone, row.Active) = (staff.Version, staff.Name, staff.Email, staff.TimeZone, staff.Active);
        row.Language = staff.Languages is [var first, ..] ? first : "";
    }

    private static T Read<T>(Happened happened) => JsonSerializer.Deserialize<T>(happened.Payload, Json.Tolerant)!;
}
