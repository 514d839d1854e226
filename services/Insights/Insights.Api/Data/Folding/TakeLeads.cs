using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>
/// C7, I11: leads and what became of them. An open lead goes with its customer from one owner to the next; a closed one stays with who
/// had the customer then, as what was sold does.
/// </summary>
internal sealed class TakeLeads(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<LeadChanged, LeadRow>(db, signal)
{
    protected override Guid? CustomerOf(LeadChanged e) => e.CustomerId;

    protected override LeadRow Read(Received<LeadChanged> received)
    {
        var e = received.Event;
        return new LeadRow
        {
            Id = e.LeadId,
            Version = e.Version,
            Source = e.Source,
            State = e.State,
            Campaign = e.Campaign,
            CampaignId = e.CampaignId,
            OwnerId = e.OwnerId ?? "",
            Team = e.Team,
            EnteredAt = e.EnteredAt,
            Day = calendar.DayOf(e.EnteredAt).DayNumber,
            ClosedAt = e.ClosedAt,
            Loss = e.Loss,
        };
    }

    protected override async Task SettleAsync(IReadOnlyCollection<LeadRow> rows, CancellationToken cancellationToken)
    {
        var open = rows.Where(lead => lead.IsOpen).ToList();
        var customers = await Db.ReplicasAsync(open.Select(lead => lead.CustomerNo!.Value), cancellationToken);
        foreach (var lead in open)
        {
            // Version 0: Customers has not told of it yet, and what came with the lead holds until then.
            if (customers.GetValueOrDefault(lead.CustomerNo!.Value) is { Version: > 0 } customer) (lead.OwnerId, lead.Team) = (customer.OwnerId ?? "", customer.Team);
        }
    }

    protected override void Count(LeadRow row, TallyDelta delta) => CountLead(row, delta);

    /// <summary>Hands the open leads of customers over to who has these now.</summary>
    public static async Task FollowAsync(InsightsDb db, IReadOnlyCollection<CustomerRow> customers, TallyDelta delta, CancellationToken cancellationToken)
    {
        if (customers.Count == 0) return;
        var (owners, moved) = (customers.ToDictionary(customer => customer.No), new List<LeadRow>());
        foreach (var numbers in owners.Keys.Chunk(1000))
        {
            await foreach (var lead in db.Leads.AsNoTracking().Where(l => l.CustomerNo != null && EF.Parameter(numbers).Contains(l.CustomerNo!.Value) && l.State == "open")
                .AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var customer = owners[lead.CustomerNo!.Value];
                if ((lead.OwnerId, lead.Team) == (customer.OwnerId ?? "", customer.Team)) continue;
                delta.Sign = -1;
                CountLead(lead, delta);
                (lead.OwnerId, lead.Team) = (customer.OwnerId ?? "", customer.Team);
                delta.Sign = 1;
                CountLead(lead, delta);
                moved.Add(lead);
            }
        }
        await db.UpsertAsync(moved, cancellationToken);
    }

    private static void CountLead(LeadRow row, TallyDelta delta) =>
        delta.Lead(new LeadKey(row.Day, row.Source, row.CampaignId ?? Guid.Empty, row.Team, row.OwnerId), row.State);
}
