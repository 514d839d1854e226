using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Leads;

/// <summary>A file that looks like the lead's.</summary>
public sealed record LeadCandidate(Guid Id, string Name, int Score, IReadOnlyList<LikenessKind> MatchedBy)
{
    internal static LeadCandidate Of(DuplicateCandidate c) => new(c.Id, c.Identifiers.Name, c.Likeness.Score, c.Likeness.Kinds);
}

/// <summary>C7: records a lead and opens the file of the customer it may become, unless that is open already.</summary>
internal sealed class EnterLead(CustomersDb db, LeadForm form, DuplicateFinder finder, CallerAccessor rights, TimeProvider time)
{
    public static Task<Results<Created<LeadView>, Invalid, Refused>> HandleAsync(LeadRequest request, EnterLead enter, Caller caller, CancellationToken cancellationToken) =>
        request.CustomerId is { } known ? enter.ForKnownAsync(known, request, caller, cancellationToken) : enter.ForNewAsync(request, caller, cancellationToken);

    /// <summary>The file for a lead, and its contact; saved by the caller.</summary>
    public Customer Open(CustomerData data, IReadOnlyList<DuplicateCandidate> alike, LeadRequest request, Caller caller)
    {
        var now = time.GetUtcNow();
        var customer = Customer.Open(data, caller.Subject, now, now);
        db.Customers.Add(customer);
        db.NoteNew(customer.Id, alike, now);
        if (!string.IsNullOrWhiteSpace(request.ContactName))
        {
            IReadOnlyList<ContactPoint> points = data.Phone is null ? [] : [new ContactPoint { Channel = ContactChannel.Phone, Value = data.Phone }];
            db.Contacts.Add(Contact.At(customer.Id, new ContactData(request.ContactName, null, null, points, null, null), now));
        }
        db.Publish(customer.ToEvent(version: 1), customer.Id);
        return customer;
    }

    public Lead Record(Customer customer, LeadRequest request, string by, Guid? requestId)
    {
        var lead = Lead.Enter(customer.Id, request.Source, request.Campaign, request.CampaignId, request.Note, by, time.GetUtcNow(), requestId);
        db.Leads.Add(lead);
        db.Publish(lead.ToEvent(customer, version: 1), customer.Id);
        return lead;
    }

    private async Task<Results<Created<LeadView>, Invalid, Refused>> ForNewAsync(LeadRequest request, Caller caller, CancellationToken cancellationToken)
    {
        // C6: potential ones belong to marketing, unless somebody who sells brings one or it has an owner.
        var team = rights.EntersForOwnTeam() || request.OwnerId?.Trim() == caller.Subject ? caller.Team : null;
        if (form.Read(request, team, out var data) is { } wrong) return new Invalid(wrong);
        if (await db.CheckOwnerAsync(data.OwnerId, caller.Subject, cancellationToken) is { } unknown) return new Invalid(unknown);
        if (await db.CheckReferrerAsync(data.ReferredBy, cancellationToken) is { } unheard) return new Invalid(unheard);
        data = await db.WithTeamOfOwnerAsync(data, request.Team, caller, cancellationToken);
        var alike = await finder.FindAsync(Identifiers.Of(data), except: null, byName: true, cancellationToken);
        if (alike.Count > 0 && !request.AllowDuplicate)
        {
            return new Refused("customer.duplicate",
                $"'{alike[0].Identifiers.Name}' looks like the same customer ({string.Join(", ", alike[0].Likeness.Kinds.Select(EnumCode.Of))}). {await AdviceAsync(alike[0], cancellationToken)}, or repeat with allowDuplicate.")
            {
                Facts = new Dictionary<string, object?> { ["candidates"] = alike.Select(LeadCandidate.Of).ToList() },
            };
        }
        var customer = Open(data, alike, request, caller);
        var lead = Record(customer, request, caller.Subject, requestId: null);
        await db.SaveChangesAsync(cancellationToken);
        return Made(lead, customer);
    }

    // C16: everybody's files are looked at; only to one that they see can they add a lead.
    private async Task<string> AdviceAsync(DuplicateCandidate known, CancellationToken cancellationToken)
    {
        if (await db.Customers.AnyAsync(customer => customer.Id == known.Id, cancellationToken)) return "Record the lead with its customerId";
        var owner = await db.Staff.Where(member => member.Subject == known.OwnerId).Select(member => member.Name).SingleOrDefaultAsync(cancellationToken);
        return owner is null ? $"It is in the hands of team '{known.Team}': speak to them" : $"It is in the hands of {owner}, team '{known.Team}': speak to them";
    }

    private async Task<Results<Created<LeadView>, Invalid, Refused>> ForKnownAsync(Guid id, LeadRequest request, Caller caller, CancellationToken cancellationToken)
    {
        // C16: who says the id of before a merge means the survivor.
        id = await db.NowAsync(id, cancellationToken);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer)
            return new Invalid("customerId", $"There is no customer '{id}' that you may see.", "lead.customer-unknown");
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var lead = Record(customer, request, caller.Subject, requestId: null);
        await db.SaveChangesAsync(cancellationToken);
        return Made(lead, customer);
    }

    private static Created<LeadView> Made(Lead lead, Customer customer) => TypedResults.Created($"/api/v1/leads/{lead.Id}", LeadView.Of(lead, LeadFile.Of(customer)));
}
