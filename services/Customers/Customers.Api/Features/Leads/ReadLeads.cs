using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Leads;

/// <summary>What leads can be narrowed by; everything given must hold.</summary>
public sealed class LeadCriteria
{
    public Coded<LeadState>? State { get; init; }

    public Coded<LeadSource>? Source { get; init; }

    public Guid? CustomerId { get; init; }

    /// <summary>Who looks after the customer: with your own token's subject, your leads.</summary>
    [StringLength(100)]
    public string? OwnerId { get; init; }

    /// <summary>The customer's team.</summary>
    [StringLength(60)]
    public string? Team { get; init; }

    /// <summary>The id of a campaign at <c>/api/v1/campaigns</c>.</summary>
    public Guid? CampaignId { get; init; }

    // As it was called before these could be asked for: a page goes on across an upgrade.
    internal string ListName => $"leads:{State}:{Source}:{CustomerId}" + ((OwnerId, Team, CampaignId) is (null, null, null) ? "" : $":{CampaignId}:{OwnerId}:{Team}");
}

/// <summary>C7: leads, and how many of each source became customers.</summary>
internal static class ReadLeads
{
    public static async Task<Results<Ok<LeadView>, Missing>> OneAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await Named(db, db.Leads.AsNoTracking().Where(l => l.Id == id)).SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(LeadView.Of(found.Lead, found.File))
            : new Missing("lead", id);

    /// <summary>Newest first. C16: those of a merged customer are the survivor's.</summary>
    public static async Task<Ok<Page<LeadView>>> ListAsync(
        [AsParameters] LeadCriteria criteria, CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var customer = criteria.CustomerId is { } asked ? await db.NowAsync(asked, cancellationToken) : (Guid?)null;
        var rows = await RowsOf(db, criteria, customer, cursors.KeyOf(cursor, criteria.ListName) ?? long.MaxValue, limit + 1).ToListAsync(cancellationToken);
        rows.Sort((one, other) => other.Lead.Key.CompareTo(one.Lead.Key));
        return TypedResults.Ok(cursors.PageByKey(rows, limit, criteria.ListName, row => row.Lead.Key, row => LeadView.Of(row.Lead, row.File)));
    }

    /// <param name="db">The database.</param>
    /// <param name="criteria">What is asked for.</param>
    /// <param name="customer">The one asked for, as it is called now.</param>
    /// <param name="before">The key of the last lead of the page before.</param>
    /// <param name="rows">So many at most.</param>
    public static IQueryable<NamedLead> RowsOf(CustomersDb db, LeadCriteria criteria, Guid? customer, long before, int rows)
    {
        var leads = db.Leads.AsNoTracking().Where(l => l.Key < before);
        if (criteria.State is { Value: var state }) leads = leads.Where(l => l.State == state);
        if (criteria.Source is { Value: var source }) leads = leads.Where(l => l.Source == source);
        if (criteria.CampaignId is { } campaign) leads = leads.Where(l => l.CampaignId == campaign);
        if (customer is not null) leads = leads.Where(l => l.CustomerId == customer);
        // One person's customers are few: each lead that is met is asked for in their index, and without a state the database may begin there. A team's are many, and its leads come soon.
        if (criteria.OwnerId is { } owner) leads = leads.Where(l => db.Customers.Where(c => c.OwnerId == owner).Select(c => c.Id).Contains(l.CustomerId));
        if (criteria.Team is { } team) leads = leads.Where(l => db.Customers.Any(c => c.Id == l.CustomerId && c.Team == team));
        return Named(db, leads.OrderByDescending(l => l.Key).Take(rows));
    }

    /// <summary>Of the leads received in a period; all when it is left out. Sources without a lead are listed with zero.</summary>
    public static async Task<Ok<Page<SourceConversion>>> ConversionAsync(
        CustomersDb db, CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var leads = db.Leads.AsNoTracking();
        if (from is not null) leads = leads.Where(l => l.CreatedAt >= from);
        if (to is not null) leads = leads.Where(l => l.CreatedAt < to);
        var counts = await leads.GroupBy(l => new { l.Source, l.State }).Select(g => new { g.Key.Source, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        int Of(LeadSource source, LeadState state) => counts.Where(c => c.Source == source && c.State == state).Sum(c => c.Count);
        return TypedResults.Ok(Page.Whole<SourceConversion>([.. Enum.GetValues<LeadSource>().Select(source => SourceConversion.Of(
            source, Of(source, LeadState.Open), Of(source, LeadState.Converted), Of(source, LeadState.Disqualified)))]));
    }

    private static IQueryable<NamedLead> Named(CustomersDb db, IQueryable<Lead> leads) =>
        from lead in leads
        join customer in db.Customers on lead.CustomerId equals customer.Id
        select new NamedLead(lead, new LeadFile(customer.Name, customer.OwnerId, customer.Team, customer.Phone));

    public sealed record NamedLead(Lead Lead, LeadFile File);
}
