using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Leads;

/// <summary>A lead that another service found, such as an outlet of a canvassing route (E5).</summary>
/// <param name="RequestId">The same at every repetition.</param>
/// <param name="Team">Of whoever found it; the owner's when left out, else marketing's.</param>
public sealed record InternalLeadRequest(
    LeadSource Source,
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    CustomerRole Role,
    Guid RequestId,
    SalesChannel? Channel = null,
    [property: StringLength(40)] string? Phone = null,
    [property: StringLength(200)] string? ContactName = null,
    LeadAddress? Address = null,
    [property: StringLength(2000)] string? Note = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(60)] string? Team = null);

/// <param name="Existing">The customer's file was open already; the lead was noted there.</param>
public sealed record InternalLeadView(Guid LeadId, Guid CustomerId, bool Existing);

/// <summary>C7: takes a lead of another service, once for each request id. A customer known by its phone is not entered twice.</summary>
internal static class TakeInternalLead
{
    public static async Task<Results<Created<InternalLeadView>, Invalid, Refused>> HandleAsync(
        InternalLeadRequest request, CustomersDb db, LeadForm form, EnterLead enter, DuplicateFinder finder, Caller caller, CancellationToken cancellationToken)
    {
        // One piece of work: a twin of this request waits, then finds what this one made (or fails at the unique request id).
        await db.BeginOwnWriteAsync(cancellationToken);
        if (await db.Leads.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(l => l.RequestId == request.RequestId, cancellationToken) is { } known)
            return Made(known, existing: true);
        var asked = new LeadRequest(
            request.Source, null, request.Name, CustomerKind.Organisation, request.Role, request.Channel, request.Phone, null, request.ContactName, request.Address, request.Note,
            OwnerId: request.OwnerId, Team: request.Team);
        if (form.Read(asked, caller.Team, out var data) is { } wrong) return new Invalid(wrong);
        data = await db.WithTeamOfOwnerAsync(data, request.Team, caller, cancellationToken);
        var alike = await finder.FindAsync(Identifiers.Of(data), except: null, byName: true, cancellationToken);
        var same = alike.Count > 0 && alike[0].Likeness.IsExact ? alike[0] : null;
        var customer = same is null ? enter.Open(data, alike, asked, caller) : await db.AllCustomers.AsNoTracking().SingleAsync(c => c.Id == same.Id, cancellationToken);
        var lead = enter.Record(customer, asked, request.OwnerId ?? caller.Subject, request.RequestId);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return Made(lead, same is not null);
    }

    private static Created<InternalLeadView> Made(Lead lead, bool existing) =>
        TypedResults.Created($"/api/v1/customers/{lead.CustomerId}", new InternalLeadView(lead.Id, lead.CustomerId, existing));
}
