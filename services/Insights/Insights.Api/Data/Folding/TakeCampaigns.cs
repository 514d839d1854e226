using System.Security.Cryptography;
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
    /// <summary>E10: silence is no response.</summary>
    public const string Silence = "no-answer";

    protected override Guid? CustomerOf(CampaignResponded e) => e.CustomerId;

    // What is said again corrects what was said before (E10): of each member the row of the last word stands.
    protected override ResponseRow Read(Received<CampaignResponded> received) => new()
    {
        Id = MemberOf(received.Event.CampaignId, received.Event.CustomerId),
        Version = received.At.UtcTicks,
        CampaignId = received.Event.CampaignId,
        Response = received.Event.Response,
        At = received.Event.At,
        Day = calendar.DayOf(received.Event.At).DayNumber,
    };

    protected override void Count(ResponseRow row, TallyDelta delta)
    {
        if (row.Response != Silence) delta.On(Measure.CampaignResponses, DateOnly.FromDayNumber(row.Day), null, null);
    }

    private static Guid MemberOf(Guid campaign, Guid customer)
    {
        Span<byte> both = stackalloc byte[32];
        campaign.TryWriteBytes(both);
        customer.TryWriteBytes(both[16..]);
        return new Guid(SHA256.HashData(both).AsSpan(0, 16));
    }
}
