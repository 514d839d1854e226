using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Mail;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>What is to be said about a complaint.</summary>
internal sealed record MessageDraft(MessageKind Kind, string Text)
{
    public IntakeChannel? Channel { get; init; }

    public string? AuthorId { get; init; }

    public string? AuthorName { get; init; }

    public bool Automatic { get; init; }

    public IReadOnlyList<KeptFile> Files { get; init; } = [];

    public IReadOnlyList<LeftOutAttachment> LeftOut { get; init; } = [];

    /// <summary>Whether the customer gets it by mail too.</summary>
    public bool ByMail { get; init; }

    /// <summary>Further changes that are saved with it.</summary>
    public Action<Complaint, MessageRow>? Alongside { get; init; }
}

/// <summary>
/// S9: puts messages into the conversation and lets follow what follows: an answer of ours stops the clock of the first response, a
/// word of the customer ends our waiting for them, and a file is one.
/// </summary>
internal sealed class Correspondence(ComplaintsDb db, ComplaintActs acts, Roster roster, LinkBook links, ComplaintMail mail, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>What a customer says within it is told of by one mail.</summary>
    private static readonly TimeSpan OneWord = TimeSpan.FromMinutes(10);

    /// <summary>Saves it, on what is there now: somebody who changes or merges the complaint at the same moment does not make a message get lost.</summary>
    /// <returns>Null when there is no such complaint.</returns>
    public Task<MessageRow?> AddAsync(Guid complaintId, MessageDraft draft, CancellationToken cancellationToken) =>
        UntilSavedAsync(() => AddOnceAsync(complaintId, draft, cancellationToken));

    /// <summary>Saves a file the customer sent: they say something by it, as by a message.</summary>
    /// <returns>Null when there is no such complaint.</returns>
    public Task<AttachmentRow?> AttachAsync(Guid complaintId, KeptFile file, CancellationToken cancellationToken) =>
        UntilSavedAsync(() => AttachOnceAsync(complaintId, file, cancellationToken));

    private async Task<T> UntilSavedAsync<T>(Func<Task<T>> once)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await once();
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                await db.RollbackAsync();
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<AttachmentRow?> AttachOnceAsync(Guid complaintId, KeptFile file, CancellationToken cancellationToken)
    {
        if (await FindAsync(complaintId, cancellationToken) is not { } complaint) return null;
        var now = time.GetUtcNow();
        var row = file.ToRow(complaint.Id, null, isInternal: false, by: null, now);
        db.Attachments.Add(row);
        await HearAsync(complaint, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    private async Task<Complaint?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var complaint = await db.AllComplaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        return complaint is { IsMerged: true } ? await db.AllComplaints.SingleAsync(c => c.Id == complaint.RootId, cancellationToken) : complaint;
    }

    private async Task<MessageRow?> AddOnceAsync(Guid complaintId, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (await FindAsync(complaintId, cancellationToken) is not { } complaint) return null;
        var now = time.GetUtcNow();
        var message = new MessageRow
        {
            ComplaintId = complaint.Id,
            Kind = draft.Kind,
            Channel = draft.Channel,
            AuthorId = draft.AuthorId,
            AuthorName = draft.AuthorName,
            Text = draft.Text,
            At = now,
            Automatic = draft.Automatic,
            LeftOut = draft.LeftOut,
        };
        db.Messages.Add(message);
        db.Attachments.AddRange(draft.Files.Select(file => file.ToRow(complaint.Id, message.Id, draft.Kind == MessageKind.Note, draft.AuthorId, now)));
        if (draft.Kind == MessageKind.ToCustomer) await AnswerAsync(complaint, draft, now, cancellationToken);
        else if (draft is { Kind: MessageKind.FromCustomer, Automatic: false }) await HearAsync(complaint, now, cancellationToken);
        draft.Alongside?.Invoke(complaint, message);
        await db.SaveChangesAsync(cancellationToken);
        return message;
    }

    private async Task AnswerAsync(Complaint complaint, MessageDraft draft, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (complaint is { IsOpen: true, FirstResponseAt: null })
        {
            complaint.Responded(now);
            await acts.SettleAsync(complaint, cancellationToken);
        }
        if (!draft.ByMail || await AddressAsync(complaint, cancellationToken) is not { } address) return;
        mail.Ask(complaint, "complaint-message", address, new Dictionary<string, string>
        {
            ["text"] = draft.Text,
            ["statusLink"] = await links.StatusLinkAsync(complaint.Id, cancellationToken),
        }, await links.MailKeyAsync(cancellationToken), now);
    }

    private async Task HearAsync(Complaint complaint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (complaint.Hear(now)) await acts.SettleAsync(complaint, cancellationToken);
        if (complaint.AssigneeId is not { } holder || await IsBeingHeardAsync(complaint, now, cancellationToken)) return;
        var page = await roster.ReadAsync(db, cancellationToken);
        if (page.People.GetValueOrDefault(holder) is not { Email: { } address } person) return;
        db.Publish(new MailRequested(Guid.CreateVersion7(), "complaint-message-received", person.Language, address, null,
            new Dictionary<string, string> { ["number"] = complaint.Number.ToString() }, "staff", now), complaint.Id);
    }

    /// <summary>
    /// Whether the holder got a mail about what the customer is saying: ten photographs are told of once. The time counts from the word
    /// that the mail was about, so that whoever writes on and on is told of again, and no mail went to the present holder before they had it.
    /// </summary>
    private async Task<bool> IsBeingHeardAsync(Complaint complaint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answered = await db.Messages.Where(m => m.ComplaintId == complaint.Id && m.Kind == MessageKind.ToCustomer)
            .OrderByDescending(m => m.Key).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(cancellationToken) ?? complaint.OpenedAt;
        var assigned = complaint.Assignments[^1].At;
        var since = answered > assigned ? answered : assigned;
        var said = await db.Messages.Where(m => m.ComplaintId == complaint.Id && m.Kind == MessageKind.FromCustomer && !m.Automatic && m.At > since)
            .Select(m => m.At).ToListAsync(cancellationToken);
        var sent = await db.Attachments.Where(a => a.ComplaintId == complaint.Id && a.MessageId == null && a.UploadedBy == null && a.At > since)
            .Select(a => a.At).ToListAsync(cancellationToken);
        var told = DateTimeOffset.MinValue;
        foreach (var word in said.Concat(sent).Order())
        {
            if (word - told >= OneWord) told = word;
        }
        return now - told < OneWord;
    }

    private async Task<string?> AddressAsync(Complaint complaint, CancellationToken cancellationToken) => complaint.ReporterEmail
        ?? await db.Customers.Where(customer => customer.CustomerId == complaint.CustomerId).Select(customer => customer.Email).SingleOrDefaultAsync(cancellationToken);
}
