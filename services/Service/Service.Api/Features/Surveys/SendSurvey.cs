using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Surveys;

/// <param name="ComplaintId">For a survey after a closing: the closed complaint of this customer that is asked about; left out, the last one that was closed a short while ago.</param>
public sealed record InvitationRequest(Guid CustomerId, Guid? ComplaintId = null);

public sealed record InvitationView(Guid Id, Guid CustomerId, string Survey, int Number, Guid? ComplaintId, string Language, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, DateTimeOffset? RemindedAt, DateTimeOffset? AnsweredAt)
{
    internal static InvitationView Of(InvitationRow i) => new(i.Id, i.CustomerId, i.SurveyKey, i.SurveyNumber, i.ComplaintId, i.Language, i.SentAt, i.ExpiresAt, i.RemindedAt, i.AnsweredAt);
}

/// <summary>S7: sends a survey to one customer by hand; the quarantine holds here too.</summary>
internal static class SendSurvey
{
    public static async Task<Results<Created<InvitationView>, Missing, Invalid, Refused>> HandleAsync(
        string key, InvitationRequest request, ComplaintsDb db, SurveyDesk desk, CustomerDirectory customers, IOptions<ComplaintsOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var survey = await db.Surveys.AsNoTracking().Where(row => row.SurveyKey == key && row.PublishedAt != null).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (survey is null) return new Missing("published survey", key);
        if (await customers.FindAsync(request.CustomerId, cancellationToken) is not { } customer) return new Invalid("customerId", $"There is no customer '{request.CustomerId}'.", "survey.customer-unknown");
        var afterClosing = survey.Occasion == SurveyOccasion.ComplaintClosed;
        if (request.ComplaintId is { } named
            && !(afterClosing && await Closed(db.Complaints, customer).AnyAsync(complaint => complaint.Id == named, cancellationToken)))
            return new Invalid("complaintId", afterClosing ? $"There is no closed complaint '{named}' of this customer that you may see." : "This survey asks about no complaint.", "survey.complaint-unknown");
        // S7: who is asked after a closing is asked about that; an unhappy answer must find what it reopens.
        var since = time.GetUtcNow().AddDays(-Math.Max(options.Value.SurveyQuarantineDays, SurveyQuarantine.DefaultDays));
        var about = request.ComplaintId is null && afterClosing
            ? await Closed(db.AllComplaints, customer).Where(complaint => complaint.ClosedAt >= since).OrderByDescending(complaint => complaint.ClosedAt).ThenByDescending(complaint => complaint.Key)
                .Select(complaint => (Guid?)complaint.Id).FirstOrDefaultAsync(cancellationToken)
            : request.ComplaintId;
        var invited = await desk.InviteAsync(survey, customer, about, cancellationToken);
        if (invited.Refusal is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/surveys/{Uri.EscapeDataString(key)}/invitations", InvitationView.Of(invited.Value));
    }

    private static IQueryable<Complaint> Closed(IQueryable<Complaint> complaints, KnownCustomer customer) =>
        complaints.Where(complaint => complaint.CustomerId == customer.CustomerId && complaint.State == ComplaintStatus.Closed && complaint.MergedAt == null);

    public static async Task<Results<Ok<Page<InvitationView>>, Missing>> ListAsync(
        string key, ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, Guid? customerId = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Surveys.AnyAsync(survey => survey.SurveyKey == key, cancellationToken)) return new Missing("survey", key);
        var list = $"invitations:{key}:{customerId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Invitations.AsNoTracking().Where(row => row.SurveyKey == key && row.Key < before);
        if (customerId is { } asked)
        {
            var customer = await db.StandsAsAsync(asked, cancellationToken);
            rows = rows.Where(row => row.CustomerId == customer);
        }
        return TypedResults.Ok(cursors.PageByKey(await rows.OrderByDescending(row => row.Key).Take(limit + 1).ToListAsync(cancellationToken), limit, list, row => row.Key, InvitationView.Of));
    }
}
