using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

internal sealed class TakeCampaigns(InsightsDb db, FoldSignal signal) : ThingFold<CampaignChanged, CampaignRow>(db, signal)
{
    protected override Guid? CustomerOf(CampaignChanged e) => null;

    protected override CampaignRow Read(Received<CampaignChanged> received)
    {
        var e = received.Event;
        return new CampaignRow
        {
            Id = e.CampaignId,
            Version = e.Version,
            Name = e.Name,
            Channel = e.Channel,
            State = e.State,
            Budget = e.BudgetMinor,
            Cost = e.CostMinor,
            Currency = e.Currency,
            Members = e.Members,
            StartsOn = e.StartsOn,
            EndsOn = e.EndsOn,
        };
    }
}

internal sealed class TakeResponses(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<CampaignResponded, ResponseRow>(db, signal)
{
    protected override Guid? CustomerOf(CampaignResponded e) => e.CustomerId;

    // A response has no id of its own: it is known by its message's.
    protected override ResponseRow Read(Received<CampaignResponded> received) => new()
    {
        Id = received.MessageId,
        Version = 1,
        CampaignId = received.Event.CampaignId,
        Response = received.Event.Response,
        At = received.Event.At,
        Day = calendar.DayOf(received.Event.At).DayNumber,
    };

    protected override void Count(ResponseRow row, TallyDelta delta) =>
        delta.On(Measure.CampaignResponses, DateOnly.FromDayNumber(row.Day), null, null);
}
