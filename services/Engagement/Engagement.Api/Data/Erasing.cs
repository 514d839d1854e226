using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Routing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>
/// C20: replaces what identifies a person in the service's own rows; when, how long, how much stays, so that sums stay. Statements past the
/// change tracker, or the history would write down what it is to forget.
/// </summary>
internal static class Erasing
{
    /// <summary>What stands where words stood.</summary>
    public const string Erased = "—";

    /// <param name="files">All that had gone into it.</param>
    public static void EraseCustomer(this EngagementDb db, Guid id, Guid[] files)
    {
        db.EraseFiles(id, files);
        db.EraseActivities(id);
        db.EraseDeals(id);
        db.EraseRest(id);
    }

    private static void EraseFiles(this EngagementDb db, Guid id, Guid[] files)
    {
        db.Alongside(ct => db.AllCustomers.Where(c => files.Contains(c.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Name, Erased).SetProperty(c => c.Phone, (string?)null).SetProperty(c => c.Email, (string?)null)
            .SetProperty(c => c.City, (string?)null).SetProperty(c => c.Latitude, (double?)null).SetProperty(c => c.Longitude, (double?)null)
            // Customers says so too, but maybe later.
            .SetProperty(c => c.IsActive, false).SetProperty(c => c.Version, c => c.Version + 1), ct));
        db.Alongside(ct => db.Timeline.IgnoreQueryFilters().Where(e => e.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.Subject, (string?)null).SetProperty(e => e.Text, (string?)null).SetProperty(e => e.Facts, (string?)null), ct));
    }

    private static void EraseActivities(this EngagementDb db, Guid id)
    {
        db.Alongside(ct => db.Activities.IgnoreQueryFilters().Where(a => a.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.Place, (string?)null).SetProperty(a => a.Outcome, (string?)null).SetProperty(a => a.Notes, (string?)null).SetProperty(a => a.Reason, (string?)null)
            .SetProperty(a => a.Participants, new List<Participant>()).SetProperty(a => a.Version, a => a.Version + 1), ct));
        db.Alongside(ct => db.Visits.IgnoreQueryFilters().Where(v => v.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(v => v.Goal, Erased).SetProperty(v => v.Content, (string?)null).SetProperty(v => v.Attendance, new List<Domain.Geo.AttendanceFact>()), ct));
        db.Alongside(ct => db.Set<Meeting>().IgnoreQueryFilters().Where(a => a.CustomerId == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Details, new MeetingDetails(Erased)), ct));
        db.Alongside(ct => db.Set<Email>().IgnoreQueryFilters().Where(a => a.CustomerId == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Details, new EmailDetails(Erased)), ct));
        db.Alongside(ct => db.Set<Message>().IgnoreQueryFilters().Where(a => a.CustomerId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Details, new MessageDetails(MessageService.Other, Erased)), ct));
        db.Alongside(ct => db.Set<WebContact>().IgnoreQueryFilters().Where(a => a.CustomerId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Details, new WebDetails(WebAction.PageSeen, Erased)), ct));
        db.Alongside(ct => db.Set<Fax>().IgnoreQueryFilters().Where(a => a.CustomerId == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Details, new FaxDetails(Erased, 1)), ct));
        db.Alongside(ct => db.Series.IgnoreQueryFilters().Where(s => s.CustomerId == id).ExecuteDeleteAsync(ct));
        db.Alongside(ct => db.Conversations.IgnoreQueryFilters().Where(c => c.CustomerId == id).ExecuteDeleteAsync(ct));
        db.Alongside(ct => db.KnownQualifications.Where(k => k.CustomerId == id).ExecuteDeleteAsync(ct));
    }

    private static void EraseDeals(this EngagementDb db, Guid id)
    {
        db.Alongside(ct => db.Opportunities.IgnoreQueryFilters().Where(o => o.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Title, Erased).SetProperty(o => o.DecisionMaker, (string?)null).SetProperty(o => o.Need, (string?)null).SetProperty(o => o.Solution, (string?)null)
            .SetProperty(o => o.NextStep, (string?)null).SetProperty(o => o.Notes, (string?)null).SetProperty(o => o.ContactId, (Guid?)null)
            .SetProperty(o => o.LostReason, o => o.LostReason == null || o.LostReason == Opportunity.Erased ? o.LostReason : Erased).SetProperty(o => o.Version, o => o.Version + 1), ct));
        db.Alongside(ct => db.Quotes.IgnoreQueryFilters().Where(q => q.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(q => q.Notes, (string?)null).SetProperty(q => q.Version, q => q.Version + 1), ct));
        db.Alongside(ct => db.EraseLinesAsync(id, ct));
        db.Alongside(ct => db.Contracts.IgnoreQueryFilters().Where(c => c.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Terms, new Dictionary<ContractTerm, string>()).SetProperty(c => c.CustomerSignatory, (string?)null).SetProperty(c => c.Review, (DeliveryReview?)null)
            .SetProperty(c => c.Phases, new List<DeliveryPhase>())
            .SetProperty(c => c.Version, c => c.Version + 1), ct));
        db.Alongside(ct => db.Promises.IgnoreQueryFilters().Where(p => p.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Text, Erased).SetProperty(p => p.Result, (string?)null).SetProperty(p => p.DecisionNote, (string?)null)
            .SetProperty(p => p.Written, (Domain.Policy.WrittenConfirmation?)null).SetProperty(p => p.LookAt, (DateTimeOffset?)null).SetProperty(p => p.Version, p => p.Version + 1), ct));
    }

    // What was offered and at what price stays; how it was put may name somebody. Once drafted, lines are never written again.
    private static async Task EraseLinesAsync(this EngagementDb db, Guid id, CancellationToken cancellationToken)
    {
        foreach (var quote in await db.Quotes.IgnoreQueryFilters().Where(q => q.CustomerId == id).Select(q => new { q.Key, q.Lines }).ToListAsync(cancellationToken))
        {
            IReadOnlyList<QuoteLine> lines = [.. quote.Lines.Select(line => line with { Description = Erased })];
            await db.Quotes.IgnoreQueryFilters().Where(q => q.Key == quote.Key).ExecuteUpdateAsync(set => set.SetProperty(q => q.Lines, lines), cancellationToken);
        }
    }

    private static void EraseRest(this EngagementDb db, Guid id)
    {
        db.Alongside(ct => db.Tasks.IgnoreQueryFilters().Where(t => t.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Title, Erased).SetProperty(t => t.Notes, (string?)null).SetProperty(t => t.Result, (string?)null).SetProperty(t => t.Version, t => t.Version + 1), ct));
        db.Alongside(ct => db.CampaignMembers.IgnoreQueryFilters().Where(m => m.CustomerId == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Note, (string?)null), ct));
        db.Alongside(ct => db.Interventions.IgnoreQueryFilters().Where(i => i.CustomerId == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Note, (string?)null), ct));
        db.Alongside(ct => db.Outlets.IgnoreQueryFilters().Where(o => o.CustomerId == id).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Name, Erased).SetProperty(o => o.Form, new OutletForm(Erased)).SetProperty(o => o.Latitude, (double?)null).SetProperty(o => o.Longitude, (double?)null), ct));
    }
}
