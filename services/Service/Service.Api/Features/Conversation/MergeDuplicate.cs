using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Conversation;

/// <param name="DuplicateId">The complaint that says the same; it ends here, and its conversation goes on in this one.</param>
/// <param name="SameReporter">That whoever complained is the same although the address or number they gave is another. A merge is not taken back.</param>
public sealed record MergeDuplicateRequest(Guid DuplicateId, bool SameReporter = false);

public sealed record MergedComplaintView(Guid Id, string Number, Guid DuplicateId, string DuplicateNumber, int Conversations, long Version) : IVersionedView;

/// <summary>S9: merges a duplicate into this complaint. Nothing is moved: all that share a root are one conversation.</summary>
internal static class MergeDuplicate
{
    public static async Task<Results<Ok<MergedComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, MergeDuplicateRequest request, IfMatch ifMatch, ComplaintsDb db, ComplaintActs acts, Caller caller, IOptions<ComplaintsOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } root) return new Missing("complaint", id);
        if (!ifMatch.Matches(root)) return new Stale(root.Version);
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == request.DuplicateId, cancellationToken) is not { } duplicate)
            return new Invalid("duplicateId", $"There is no complaint '{request.DuplicateId}' that you may see.", "complaint.unknown");
        var now = time.GetUtcNow();
        var together = await db.AllComplaints.Where(c => c.RootId == root.Id || c.RootId == duplicate.Id).ToListAsync(cancellationToken);
        if (!request.SameReporter && !duplicate.IsMerged && await AreOfTwoAsync(db, together.FindAll(c => c.RootId == duplicate.Id), together.FindAll(c => c.RootId == root.Id), options.Value.Region, cancellationToken))
            return new Refused("complaint.other-reporter", "Whoever complained gave neither an address nor a number that is known of the other; say 'sameReporter' where they are the same, or link them instead.");
        var moved = together.Where(c => c.RootId == duplicate.Id).ToList();
        var ids = moved.ConvertAll(c => c.Id);
        var heardAt = await db.Messages.Where(m => ids.Contains(m.ComplaintId) && m.Kind == MessageKind.FromCustomer && !m.Automatic).MaxAsync(m => (DateTimeOffset?)m.At, cancellationToken);
        if (duplicate.MergeInto(root, together, heardAt, now) is { } refusal) return new Refused(refusal);
        // S8: what it comes down to was found once; of the two the one that carries on counts.
        if (root.CauseId is null) root.TraceTo(duplicate.CauseId);
        foreach (var earlier in moved) earlier.FollowTo(root.Id, now);
        // Under the version of both: whoever merges this one away at the same moment comes too late.
        db.Entry(root).State = EntityState.Modified;
        await acts.SettleAsync(duplicate, cancellationToken);
        await acts.SettleAsync(root, cancellationToken);
        // Of what was merged into the duplicate before, too: it may not have been known then whose the one was that carried on.
        foreach (var one in moved) db.Publish(new ComplaintMerged(one.Id, root.CustomerId, one.Number.ToString(), root.Id, now), one.Id);
        // C21: none of the survivor's own fields need change by it, and its history tells it all the same.
        db.Note(root.Id, "complaint", root.Id, ByHandHistory.Updated, [new FieldChange("duplicates", null, duplicate.Number.ToString())], caller, now);
        await db.SaveChangesAsync(cancellationToken);
        var conversations = await db.AllComplaints.CountAsync(c => c.RootId == root.Id, cancellationToken);
        return TypedResults.Ok(new MergedComplaintView(root.Id, root.Number.ToString(), duplicate.Id, duplicate.Number.ToString(), conversations, root.Version));
    }

    // S9: of nobody we know it is a guess whose it is; afterwards answers go to one of the two, and whoever has the link of either reads what is said.
    private static async Task<bool> AreOfTwoAsync(ComplaintsDb db, List<Complaint> ending, List<Complaint> carriedOn, string region, CancellationToken cancellationToken)
    {
        if (ending.Exists(c => c.CustomerId is not null) && carriedOn.Exists(c => c.CustomerId is not null)) return false;
        var ((email, phone), (otherEmail, otherPhone)) = (await GivenAsync(db, ending, region, cancellationToken), await GivenAsync(db, carriedOn, region, cancellationToken));
        if (email.Overlaps(otherEmail) || phone.Overlaps(otherPhone)) return false;
        return (email.Count > 0 && otherEmail.Count > 0) || (phone.Count > 0 && otherPhone.Count > 0);
    }

    /// <summary>The addresses and numbers of who complained.</summary>
    private static async Task<(HashSet<string> Emails, HashSet<string> Phones)> GivenAsync(ComplaintsDb db, List<Complaint> complaints, string region, CancellationToken cancellationToken)
    {
        var customerId = complaints.Select(c => c.CustomerId).FirstOrDefault(id => id is not null);
        var customer = customerId is null ? null : await db.Customers.AsNoTracking().SingleOrDefaultAsync(known => known.CustomerId == customerId, cancellationToken);
        return (complaints.Select(c => c.ReporterEmail).Append(customer?.Email).OfType<string>().Select(email => email.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase),
            complaints.Select(c => c.ReporterPhone).Append(customer?.Phone).OfType<string>().Select(said => Phone.ToE164(said, region)).OfType<string>().ToHashSet());
    }
}
