using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Outlets;

/// <summary>The category is chosen before the file is opened (C1).</summary>
/// <param name="Role">supplier, demander, both or auxiliary.</param>
/// <param name="Channel">end-customer, agent, franchisee, distributor or partner.</param>
public sealed record OutletLeadRequest([property: RegularExpression("^(supplier|demander|both|auxiliary)$")] string Role = "demander",
    [property: RegularExpression("^(end-customer|agent|franchisee|distributor|partner)$")] string? Channel = "distributor");

/// <summary>E5: an outlet becomes a lead in Customers in one step. Its id is the request's, so that a repeated step finds the same lead.</summary>
internal static class BecomeLead
{
    private const int LongestNote = 2000;
    private const string NoTeam = "none";

    public static async Task<Results<Ok<OutletView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, OutletLeadRequest? request, IfMatch ifMatch, EngagementDb db, CustomersClient customers, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Outlets.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } outlet) return new Missing("outlet", id);
        if (!ifMatch.Matches(outlet)) return new Stale(outlet.Version);
        if (outlet.CustomerId is not null) return new Refused(outlet.BecomeLead(Guid.Empty)!);
        request ??= new OutletLeadRequest();
        var form = outlet.Form;
        var note = string.Join("; ", new[]
        {
            form.Decider is { } decider ? $"Decider: {decider}" : null, form.Brands is { Count: > 0 } brands ? $"Brands: {string.Join(", ", brands)}" : null,
            form.MonthlyVolume is { } volume ? $"Monthly volume: {volume}" : null, form.Image is { } image ? $"Image: {image}/5" : null,
            form.Promoters is { } promoters ? $"Promoters: {promoters}" : null, form.DealerRelations is { } dealers ? $"Dealers: {dealers}" : null, form.Note,
        }.OfType<string>());
        var (lead, why) = await customers.OpenLeadAsync(
            new LeadBody(
                "canvassing", form.Name, request.Role, request.Role == "supplier" ? null : request.Channel, form.Phone, form.ContactName,
                form.Address is { } street ? new LeadAddressBody(street, outlet.Latitude, outlet.Longitude) : null,
                note.Length == 0 ? null : note.Length <= LongestNote ? note : note[..LongestNote], outlet.Id, outlet.OwnerId, outlet.Team == NoTeam ? null : outlet.Team),
            cancellationToken);
        if (lead is not { CustomerId: var customer }) return new Refused("outlet.lead-refused", why ?? "Customers did not take the lead.");
        if (outlet.BecomeLead(customer) is { } refusal) return new Refused(refusal);
        db.Timeline.Add(TimelineEntry.Of(TimelineKind.Outlet, customer, time.GetUtcNow(), outlet.Id, form.Name, form.Note, caller.Subject, new { form.Brands, form.MonthlyVolume, form.Image }));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(OutletView.Of(outlet) with { LeadId = lead.LeadId });
    }
}
