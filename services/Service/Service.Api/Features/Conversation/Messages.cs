using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Conversation;

/// <param name="Kind">Who says it to whom; a <c>note</c> stays in the house.</param>
/// <param name="Channel">By which way it was said.</param>
/// <param name="ByMail">For what goes to the customer: whether it goes by mail too.</param>
public sealed record MessageRequest(
    MessageKind Kind, [property: Required, StringLength(20_000, MinimumLength = 1)] string Text, IntakeChannel? Channel = null, bool ByMail = true);

/// <summary>An attachment that was not taken, and why.</summary>
public sealed record LeftOutView(string Name, string Code);

/// <param name="ComplaintId">The complaint it was said to, which may have been merged into this one.</param>
/// <param name="Automatic">Written by a machine, such as an out-of-office reply.</param>
public sealed record MessageView(
    Guid Id, Guid ComplaintId, MessageKind Kind, IntakeChannel? Channel, string? AuthorId, string? AuthorName, string Text, DateTimeOffset At, bool Automatic,
    IReadOnlyList<LeftOutView> LeftOut)
{
    internal static MessageView Of(MessageRow m) => new(
        m.Id, m.ComplaintId, m.Kind, m.Channel, m.AuthorId, m.AuthorName, m.Text, m.At, m.Automatic, [.. m.LeftOut.Select(file => new LeftOutView(file.Name, file.Code))]);
}

/// <summary>S9: what was said about a complaint and those merged into it, newest first.</summary>
internal static class Messages
{
    public static async Task<Results<Ok<Page<MessageView>>, Missing>> ListAsync(
        Guid id, ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => (Guid?)c.RootId).SingleOrDefaultAsync(cancellationToken) is not { } root) return new Missing("complaint", id);
        var list = $"messages:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var ids = db.AllComplaints.Where(c => c.RootId == root).Select(c => c.Id);
        var rows = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.ComplaintId) && m.Key < before).OrderByDescending(m => m.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, m => m.Key, MessageView.Of));
    }

    public static async Task<Results<Created<MessageView>, Missing, Invalid>> AddAsync(
        Guid id, MessageRequest request, ComplaintsDb db, Correspondence correspondence, Caller caller, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        if (string.IsNullOrWhiteSpace(request.Text)) return new Invalid("text", "A message says something.", "message.empty");
        var ours = request.Kind != MessageKind.FromCustomer;
        var message = await correspondence.AddAsync(id, new MessageDraft(request.Kind, request.Text.Trim())
        {
            Channel = request.Channel,
            AuthorId = ours ? caller.Subject : null,
            AuthorName = ours ? caller.Name : null,
            ByMail = request.ByMail,
        }, cancellationToken);
        return message is null ? new Missing("complaint", id) : TypedResults.Created($"/api/v1/complaints/{id}/messages", MessageView.Of(message));
    }
}
