using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>X2: a page goes on where the last one ended, whatever has come in before it meanwhile.</summary>
public sealed class PagesOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateTimeOffset Start = new(2023, 3, 6, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Campaign = new("5b0d7c1e-3f0a-4f7e-9a64-0c3d2b1a9e57");

    public static TheoryData<string, string, string> Lists => new()
    {
        { "pareto/cases?from=2023-03-01&to=2023-03-31", "complaintId", "complaint" },
        { "dashboard/behind?measure=complaints-opened&from=2023-03-01&to=2023-03-31", "id", "complaint" },
        { "satisfaction/answers?metric=nps&from=2023-03-01&to=2023-03-31", "answerId", "answer" },
        { "funnel/deals?from=2023-03-01&to=2023-03-31", "opportunityId", "deal" },
        { "funnel/forecast/deals?by=owner&key=sam", "opportunityId", "deal" },
        { $"channels/campaigns/{Campaign}/deals", "opportunityId", "early deal" },
        { $"channels/campaigns/{Campaign}/responses", "at", "early response" },
        { "channels/campaigns?channel=fair", "campaignId", "campaign" },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task Nothing_is_shown_twice_when_something_comes_in_between_two_pages(string path, string id, string what)
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer));
        insights.Engagement.Add(new CampaignChanged(Campaign, 1, "Spring", "web", "running", 0, 0, "CNY", 3, new DateOnly(2023, 3, 1), null));
        // Two of one instant stand on both sides of a page's end.
        foreach (var hour in new[] { 1, 2, 2, 2, 3 }) Happen(hour);
        await insights.CaughtUpAsync();
        var all = (await insights.AllAsync(path)).ConvertAll(row => row[id]!.ToString());
        var sign = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var first = await insights.ShowAsync($"{path}{sign}limit=2");
        var seen = first.Items.Select(row => row[id]!.ToString()).ToList();
        Assert.Equal(all.Take(2), seen);

        Happen(what.StartsWith("early", StringComparison.Ordinal) ? 0 : 9);
        await insights.CaughtUpAsync();
        for (var next = first.Next; next is not null;)
        {
            var page = await insights.ShowAsync($"{path}{sign}limit=2&cursor={next}");
            seen.AddRange(page.Items.Select(row => row[id]!.ToString()));
            next = page.Next;
        }
        Assert.Equal(all, seen);

        void Happen(int hour)
        {
            var at = Start.AddHours(hour);
            switch (what)
            {
                case "complaint": insights.Complaints.Add(Happenings.Complaint(Guid.NewGuid(), customer, "received", at)); break;
                case "answer": insights.Complaints.Add(new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), customer, "nps", 9, 0, 10, "closing", [], at)); break;
                case "campaign": insights.Engagement.Add(new CampaignChanged(Guid.NewGuid(), 1, $"Fair {hour}", "fair", "running", 0, 0, "CNY", 3, hour == 1 ? null : new DateOnly(2023, 3, hour), null)); break;
                case "early response": insights.Engagement.Add(new CampaignResponded(Campaign, "Spring", Guid.NewGuid(), "yes", at)); break;
                default:
                    insights.Engagement.Add(Happenings.Deal(customer, "open", 100 * hour, at, null, [new StageEntry("offer", at)], campaign: "Spring", campaignId: Campaign));
                    break;
            }
        }
    }
}
