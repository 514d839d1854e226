using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Conversation;

public sealed record LinkRequest(Guid ComplaintId, LinkKind Kind = LinkKind.Related, [property: StringLength(400)] string? Note = null);

/// <param name="Outgoing">Whether it was linked from this complaint, or to it.</param>
public sealed record LinkView(Guid Id, Guid ComplaintId, string Number, string Summary, ComplaintStatus State, LinkKind Kind, bool Outgoing, string? Note, string By, DateTimeOffset At, long Version)
    : IVersionedView;

/// <summary>S9: complaints that belong together and stay two.</summary>
internal static class Links
{
    public static async Task<Results<Ok<Page<LinkView>>, Missing>> ListAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        var rows = await db.Links.AsNoTracking().Where(link => link.FromId == id || link.ToId == id)
            .Join(db.Complaints.AsNoTracking(), link => link.FromId == id ? link.ToId : link.FromId, c => c.Id, (link, c) => new { link, c.Id, c.NumberValue, c.Summary, c.State })
            .OrderBy(row => row.link.Key).Take(Paging.MaxLimit).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<LinkView>([.. rows.Select(row => View(row.link, id, row.Id, row.NumberValue, row.Summary, row.State))], null));
    }

    public static async Task<Results<Created<LinkView>, Missing, Invalid, Refused>> AddAsync(
        Guid id, LinkRequest request, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        var other = await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.ComplaintId, cancellationToken);
        if (other is null || other.Id == id) return new Invalid("complaintId", "Another complaint that you may see is expected.", "complaint.unknown");
        if (other.RootId == complaint.RootId) return new Refused("complaint.merged", "One of the two was merged into the other: they are one conversation already.");
        // What holds both ways is the same from either; of what follows from what one may say both.
        if (request.Kind is LinkKind.Related or LinkKind.SameCause
            && await db.Links.AnyAsync(there => there.FromId == other.Id && there.ToId == id && there.Kind == request.Kind, cancellationToken)) return AlreadyLinked;
        var link = new LinkRow { FromId = id, ToId = other.Id, Kind = request.Kind, Note = request.Note, By = caller.Subject, At = time.GetUtcNow() };
        db.Links.Add(link);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice.IsUniqueViolation())
        {
            return AlreadyLinked;
        }
        return TypedResults.Created($"/api/v1/complaints/{id}/links", View(link, id, other.Id, other.NumberValue, other.Summary, other.State));
    }

    private static Refused AlreadyLinked => new("complaint.linked", "They are linked so already.");

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, Guid linkId, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        if (await db.Links.SingleOrDefaultAsync(link => link.Id == linkId && (link.FromId == id || link.ToId == id), cancellationToken) is not { } link) return new Missing("link", linkId);
        if (!ifMatch.Matches(link)) return new Stale(link.Version);
        db.Links.Remove(link);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static LinkView View(LinkRow link, Guid from, Guid other, long number, string summary, ComplaintStatus state) => new(
        link.Id, other, ComplaintNumber.FromValue(number).ToString(), summary, state, link.Kind, link.FromId == from, link.Note, link.By, link.At, link.Version);
}
