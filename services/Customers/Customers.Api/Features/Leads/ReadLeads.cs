using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Leads;

/// <summary>C7: leads, and how many of each source became customers.</summary>
internal static class ReadLeads
{
    public static async Task<Results<Ok<LeadView>, Missing>> OneAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await Named(db, db.Leads.AsNoTracking().Where(l => l.Id == id)).SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(LeadView.Of(found.Lead, found.Name))
            : new Missing("lead", id);

    /// <summary>Newest first. C16: those of a merged customer are the survivor's.</summary>
    public static async Task<Ok<Page<LeadView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, Coded<LeadState>? state = null, Coded<LeadSource>? source = null, Guid? customerId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"leads:{state}:{source}:{customerId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var leads = db.Leads.AsNoTracking().Where(l => l.Key < before);
        if (state is { } wantedState) leads = leads.Where(l => l.State == wantedState.Value);
        if (source is { } wantedSource) leads = leads.Where(l => l.Source == wantedSource.Value);
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) leads = leads.Where(l => l.CustomerId == customer);
        var rows = await Named(db, leads.OrderByDescending(l => l.Key).Take(limit + 1)).ToListAsync(cancellationToken);
        rows.Sort((one, other) => other.Lead.Key.CompareTo(one.Lead.Key));
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, row => row.Lead.Key, row => LeadView.Of(row.Lead, row.Name)));
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
        select new NamedLead(lead, customer.Name);

    private sealed record NamedLead(Lead Lead, string Name);
}
