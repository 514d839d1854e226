using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Attachments;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>S1: what becomes of a mail: the conversation it belongs to, a complaint of its own, or a pile for a person to look at.</summary>
internal sealed class MailDesk(
    ComplaintsDb db, ComplaintIntake intake, CustomerDirectory customers, Correspondence correspondence, AttachmentShelf shelf, LinkBook links, IOptions<ComplaintsOptions> options, TimeProvider time)
{
    /// <summary>What mails that are set aside may put beside a complaint: whoever sends them has not proven who they are, and is not to take the customer's room.</summary>
    private static readonly AttachmentLimits LimitsSetAside = AttachmentShelf.Limits with { MaximumCount = AttachmentShelf.Limits.MaximumCount / 2, MaximumTotal = AttachmentShelf.Limits.MaximumTotal / 2 };

    public async Task<MailSettings> SettingsAsync(CancellationToken cancellationToken) =>
        new() { MessageIdDomain = options.Value.MailDomain, OwnAddresses = [.. options.Value.MailAddresses], Keys = await links.RingAsync(cancellationToken) };

    /// <summary>Takes a mail in once, and saves. A complaint it opened knows the sender's words; files that may not be kept are named.</summary>
    public async Task<MailRow> TakeAsync(IncomingMail mail, string by, CancellationToken cancellationToken)
    {
        var row = new MailRow
        {
            MailKey = mail.Key.Length <= 400 ? mail.Key : mail.Key[..400],
            Sender = mail.From.Address,
            Subject = mail.Subject,
            Nature = mail.Nature,
            Disposition = mail.Disposition,
            Signs = mail.Signs,
            At = time.GetUtcNow(),
        };
        switch (mail.Disposition)
        {
            case MailDisposition.Drop:
                db.Mails.Add(row);
                await db.SaveChangesAsync(cancellationToken);
                return row;
            case MailDisposition.SetAside:
                return await SetAsideAsync(row, mail, null, by, cancellationToken);
            default:
                var (thread, isTrusted) = await ThreadOfAsync(mail, cancellationToken);
                if (thread is not null && !isTrusted) return await SetAsideAsync(row, mail, thread, by, cancellationToken);
                if (thread is not null) return await AppendAsync(row, mail, thread.Value, cancellationToken);
                // A machine's mail about a number that is none of ours opens nothing.
                return mail.Disposition == MailDisposition.Accept ? await OpenAsync(row, mail, by, cancellationToken) : await SetAsideAsync(row, mail, null, by, cancellationToken);
        }
    }

    private async Task<MailRow> SetAsideAsync(MailRow row, IncomingMail mail, Guid? about, string by, CancellationToken cancellationToken)
    {
        var (files, leftOut) = about is { } complaint
            ? await KeepAsync(mail, LimitsSetAside, await shelf.HeldAsync(complaint, cancellationToken), cancellationToken)
            : ([], mail.LeftOut);
        // S9: internal, for what a stranger sends is not the customer's to see; by us, for it is no word of the customer's.
        db.Attachments.AddRange(files.Select(file => file.ToRow(about!.Value, row.Id, isInternal: true, by, row.At)));
        // Whoever looks at the mail has nothing else that tells of its files.
        var told = files.Select(file => $"[{file.Inspected.Name}, {file.Inspected.Length} bytes: kept with the complaint]")
            .Concat(about is null ? mail.Attachments.Select(file => $"[{MailText.OneLine(file.Name, 255)}, {file.Content.Length} bytes: not kept]") : [])
            .Concat(leftOut.Select(file => $"[{MailText.OneLine(file.Name, 255)}: not kept, {file.Code}]")).ToList();
        (row.Waits, row.Text, row.ComplaintId) = (true, told.Count == 0 ? mail.Text : $"{mail.Text}{MailRow.EndOfWords}{string.Join('\n', told)}", about);
        db.Mails.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    private async Task<MailRow> AppendAsync(MailRow row, IncomingMail mail, Guid complaint, CancellationToken cancellationToken)
    {
        var (files, leftOut) = await KeepAsync(mail, AttachmentShelf.Limits, (0, 0), cancellationToken);
        await correspondence.AddAsync(complaint, new MessageDraft(MessageKind.FromCustomer, mail.NewText.Length > 0 ? mail.NewText : mail.Subject)
        {
            Channel = IntakeChannel.Email,
            AuthorName = mail.From.Name.Length > 0 ? mail.From.Name : mail.From.Address,
            Automatic = mail.Nature != MailNature.Personal,
            Files = files,
            LeftOut = leftOut,
            Alongside = (found, _) =>
            {
                row.ComplaintId = found.Id;
                db.Mails.Add(row);
            },
        }, cancellationToken);
        return row;
    }

    private async Task<MailRow> OpenAsync(MailRow row, IncomingMail mail, string by, CancellationToken cancellationToken)
    {
        var customer = await customers.FindByEmailAsync(mail.From.Address, cancellationToken);
        var (files, leftOut) = await KeepAsync(mail, AttachmentShelf.Limits, (0, 0), cancellationToken);
        var now = time.GetUtcNow();
        var subject = mail.Subject.Length > 0 ? mail.Subject : mail.NewText.Length > 0 ? mail.NewText.Split('\n')[0] : mail.From.Address;
        await intake.OpenAsync(new ComplaintData(IntakeChannel.Email, options.Value.UnsortedCategory, subject.Length <= 400 ? subject : subject[..400])
        {
            CustomerId = customer?.CustomerId,
            CustomerClass = customer?.Class,
            Reporter = new Reporter(mail.From.Name.Length > 0 ? mail.From.Name : null, mail.ReplyTo.Address, null),
            Details = mail.Text.Length <= 20_000 ? mail.Text : mail.Text[..20_000],
            Language = customer?.Language is { Length: > 0 } known ? known : LanguageOf(mail.Subject + mail.NewText),
            ReceivedAt = now,
        }, customer, by, cancellationToken, complaint =>
        {
            (row.ComplaintId, row.Opened) = (complaint.Id, true);
            db.Mails.Add(row);
            var message = new MessageRow
            {
                ComplaintId = complaint.Id, Kind = MessageKind.FromCustomer, Channel = IntakeChannel.Email, AuthorName = mail.From.Name, Text = mail.Text, At = now, LeftOut = leftOut,
            };
            db.Messages.Add(message);
            db.Attachments.AddRange(files.Select(file => file.ToRow(complaint.Id, message.Id, isInternal: false, by: null, now)));
        });
        return row;
    }

    /// <summary>The complaint it belongs to. A number without the seal of a Message-ID anybody can write: the sender has to be the one who complained.</summary>
    private async Task<(Guid? Complaint, bool IsTrusted)> ThreadOfAsync(IncomingMail mail, CancellationToken cancellationToken)
    {
        Guid? guessed = null;
        foreach (var found in mail.Numbers)
        {
            var value = found.Number.Value;
            var complaint = await db.AllComplaints.AsNoTracking().Where(c => c.NumberValue == value)
                .Select(c => new
                {
                    c.Id, c.ReporterEmail, c.Course,
                    CustomerEmail = db.Customers.Where(k => k.CustomerId == c.CustomerId).Select(k => k.Email).FirstOrDefault(),
                    IsGone = db.Customers.Any(k => k.CustomerId == c.CustomerId && k.Status == CustomerStates.Erased),
                })
                .SingleOrDefaultAsync(cancellationToken);
            // C20: whoever writes after an erasure is somebody new.
            if (complaint is null || complaint.IsGone || complaint.Course.ErasedAt is not null) continue;
            if (found.IsAnswerToOurs || Same(complaint.ReporterEmail, mail.From.Address) || Same(complaint.CustomerEmail, mail.From.Address) || mail.Nature == MailNature.Bounce) return (complaint.Id, true);
            guessed ??= complaint.Id;
        }
        return (guessed, false);

        static bool Same(string? one, string other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="held">Number and length of the files that count towards the limits with its own.</param>
    private async Task<(IReadOnlyList<KeptFile> Kept, IReadOnlyList<LeftOutAttachment> LeftOut)> KeepAsync(
        IncomingMail mail, AttachmentLimits limits, (int Count, long Total) held, CancellationToken cancellationToken)
    {
        var (kept, leftOut, total) = (new List<KeptFile>(), mail.LeftOut.ToList(), held.Total);
        foreach (var attachment in mail.Attachments)
        {
            using var content = new MemoryStream(attachment.Content.ToArray(), writable: false);
            var refusal = limits.WhyNotOneMore(held.Count + kept.Count, total, content.Length);
            var file = refusal is null ? await shelf.KeepAsync(attachment.Name, content, cancellationToken) : refusal;
            if (file.Refusal is { } why) leftOut.Add(new LeftOutAttachment(attachment.Name, why.Code));
            else
            {
                kept.Add(file.Value);
                total += attachment.Content.Length;
            }
        }
        return (kept, leftOut);
    }

    private static string LanguageOf(string text) => text.Any(c => c is >= '\u4E00' and <= '\u9FFF') ? "zh-Hans" : "en";
}
