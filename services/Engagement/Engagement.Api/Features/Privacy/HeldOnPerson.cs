using System.Text.Json;
using CrmPlatform.Engagement.Data;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Privacy;

/// <summary>C20: all that this service holds on a person, for the export across services.</summary>
internal sealed class HeldOnPerson(EngagementDb db) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var sections = new Dictionary<string, IReadOnlyList<object>>();
        async Task Add<T>(string name, IQueryable<T> rows) where T : class
        {
            var found = await rows.IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
            if (found.Count > 0) sections[name] = [.. found.Select(row => JsonSerializer.SerializeToNode(row, row.GetType(), Json.Tolerant)!)];
        }
        var files = await db.GoneIntoAsync(customerId, cancellationToken);
        await Add("file", db.Customers.Where(c => files.Contains(c.Id)));
        await Add("activities", db.Activities.Where(a => a.CustomerId == customerId).OrderBy(a => a.Key));
        await Add("series", db.Series.Where(s => s.CustomerId == customerId).OrderBy(s => s.Key));
        await Add("tasks", db.Tasks.Where(t => t.CustomerId == customerId).OrderBy(t => t.Key));
        await Add("timeline", db.Timeline.Where(e => e.CustomerId == customerId).OrderBy(e => e.Key));
        await Add("opportunities", db.Opportunities.Where(o => o.CustomerId == customerId).OrderBy(o => o.Key));
        await Add("quotes", db.Quotes.Where(q => q.CustomerId == customerId).OrderBy(q => q.Key));
        await Add("contracts", db.Contracts.Where(c => c.CustomerId == customerId).OrderBy(c => c.Key));
        await Add("promises", db.Promises.Where(p => p.CustomerId == customerId).OrderBy(p => p.Key));
        await Add("conversations", db.Conversations.Where(c => c.CustomerId == customerId).OrderBy(c => c.Key));
        await Add("qualifications", db.KnownQualifications.Where(k => k.CustomerId == customerId).OrderBy(k => k.Key));
        await Add("campaigns", db.CampaignMembers.Where(m => m.CustomerId == customerId).OrderBy(m => m.Key));
        await Add("outlets", db.Outlets.Where(o => o.CustomerId == customerId).OrderBy(o => o.Key));
        var calledAt = await db.CalledAtAsync(customerId, files, cancellationToken);
        var stops = (await db.RoutesNamingAsync(calledAt, cancellationToken)).SelectMany(route => route.Stops.Where(stop => stop.IsAt(calledAt)).Select(stop => new { route = route.Id, stop.Name, stop.At, stop.VisitedAt })).ToList();
        if (stops.Count > 0) sections["stops"] = [.. stops.Select(stop => JsonSerializer.SerializeToNode(stop, Json.Tolerant)!)];
        await Add("interventions", db.Interventions.Where(i => i.CustomerId == customerId).OrderBy(i => i.Key));
        await Add("history", db.Changes.Where(c => calledAt.Contains(c.Subject)).OrderBy(c => c.Key));
        return sections;
    }
}
