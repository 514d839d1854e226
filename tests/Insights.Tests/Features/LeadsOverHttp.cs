using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Testing;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I11: leads, what became of them and what they cost, by source and by campaign; every figure leads to its leads.</summary>
public sealed class LeadsOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly string[] Sources = ["web", "exhibition", "roadshow", "canvassing"];
    private static readonly string[] States = ["open", "converted", "disqualified"];

    [Fact]
    public async Task What_leads_became_and_cost_is_what_stands_behind_it_by_source_and_by_campaign()
    {
        var (random, at) = (new Random(5), new DateTimeOffset(2024, 3, 1, 4, 0, 0, TimeSpan.Zero));
        var campaigns = Enumerable.Range(0, 4).Select(i => (Id: Guid.NewGuid(), Cost: random.Next(1_000, 90_000), Currency: i == 3 ? "USD" : "CNY")).ToList();
        foreach (var ((id, cost, currency), i) in campaigns.Select((c, i) => (c, i)))
            insights.Engagement.Add(new CampaignChanged(id, 1, $"Leads {i}", "sampling", "running", 1000_00, cost, currency, 0, null, null));
        for (var i = 0; i < 120; i++)
        {
            var (customer, state, day) = (Guid.NewGuid(), States[random.Next(3)], at.AddMinutes(random.Next(60 * 24 * 60)));
            insights.Customers.Add(Happenings.Customer(customer, $"L{i}", "leads", "lea", createdAt: at.AddYears(-1)));
            insights.Customers.Add(Lead(customer, Sources[random.Next(4)], state, day, "lea", "leads", campaign: random.Next(3) == 0 ? null : campaigns[random.Next(4)].Id));
        }
        await insights.CaughtUpAsync();

        foreach (var range in new[] { "from=2024-03-01&to=2024-04-30", "from=2024-03-10&to=2024-03-31", "from=2024-03-10&to=2024-03-31&zone=America/New_York" })
        {
            var channels = await insights.ShowAsync($"channels?{range}");
            var rows = channels["channels"]!.AsArray();
            Assert.Equal(Sources.Order(), rows.Select(row => (string)row!["source"]!).Order());
            foreach (var row in rows.Append(channels.Json))
            {
                var source = row!["source"] is { } name ? $"&source={name}" : "";
                var (leads, behind) = (row["leads"]!, await insights.AllAsync($"channels/leads?{range}{source}"));
                Assert.Equal((int)leads["received"]!, behind.Count);
                foreach (var state in States)
                {
                    Assert.Equal((int)leads[state]!, behind.Count(lead => (string)lead["state"]! == state));
                    Assert.Equal((int)leads[state]!, (await insights.AllAsync($"channels/leads?{range}{source}&state={state}")).Count);
                }
                Assert.Equal((double)(int)leads["converted"]! / behind.Count, (double)leads["conversion"]!["value"]!, 12);
                foreach (var cost in leads["costs"]!.AsArray())
                {
                    var paid = behind.Where(lead => campaigns.Any(c => $"{c.Id}" == (string?)lead["campaignId"] && c.Currency == (string)cost!["currency"]!)).ToList();
                    Assert.Equal(((int)cost!["leads"]!, (int)cost["converted"]!), (paid.Count, paid.Count(lead => (string)lead["state"]! == "converted")));
                }
            }
            foreach (var field in new[] { "received", "open", "converted", "disqualified" })
                Assert.Equal((int)channels["leads"]![field]!, rows.Sum(row => (int)row!["leads"]![field]!));
        }

        // Of the whole time, the campaigns' costs are shared out to the cent among their leads' sources.
        var all = await insights.ShowAsync("channels?from=2024-03-01&to=2024-04-30");
        foreach (var currency in new[] { "CNY", "USD" })
        {
            var spent = campaigns.Where(c => c.Currency == currency).Sum(c => c.Cost) / 100m;
            Assert.Equal(spent, CostIn(all["leads"]!, currency));
            Assert.InRange(all["channels"]!.AsArray().Sum(row => CostIn(row!["leads"]!, currency)), spent - .02m, spent + .02m);
        }

        var summary = (await insights.ShowAsync("channels/campaigns/summary")).Items.Where(c => (string)c["channel"]! == "sampling").ToList();
        foreach (var (id, cost, currency) in campaigns)
        {
            var shown = (await insights.AllAsync("channels/campaigns?channel=sampling")).Single(c => (Guid)c["campaignId"]! == id);
            var behind = await insights.AllAsync($"channels/campaigns/{id}/leads");
            var converted = (await insights.AllAsync($"channels/campaigns/{id}/leads?state=converted")).Count;
            Assert.Equal(behind.Count, (await insights.AllAsync($"channels/leads?from=2024-03-01&to=2024-04-30&campaignId={id}")).Count);
            Assert.Equal(((int)shown["leads"]!, (int)shown["converted"]!), (behind.Count, converted));
            Assert.Equal((Cents(cost / 100m / behind.Count), Cents(cost / 100m / converted)), ((decimal)shown["costPerLead"]!, (decimal)shown["costPerConverted"]!));
            var channel = summary.Single(c => (string)c!["currency"]! == currency)!;
            if (currency == "USD") Assert.Equal(((int)channel["leads"]!, (decimal)channel["costPerLead"]!), (behind.Count, (decimal)shown["costPerLead"]!));
        }
        Assert.Equal((await insights.AllAsync("channels/leads?from=2024-03-01&to=2024-04-30")).Count(lead => lead["campaignId"] is not null), summary.Sum(c => (int)c!["leads"]!));
    }

    // Half a cent is one, as Engagement has it.
    [Fact]
    public async Task What_a_result_cost_is_rounded_half_away_from_zero()
    {
        var (campaign, at) = (Guid.NewGuid(), new DateTimeOffset(2022, 5, 5, 4, 0, 0, TimeSpan.Zero));
        Guid[] members = [Guid.NewGuid(), Guid.NewGuid()];
        insights.Engagement.Add(new CampaignChanged(campaign, 1, "Halves", "halves", "ended", 0, 1_25, "CNY", 2, null, null));
        foreach (var member in members)
        {
            insights.Customers.Add(Happenings.Customer(member), Lead(member, "flyer", "converted", at, "lea", "leads", campaign: campaign));
            insights.Engagement.Add(new CampaignResponded(campaign, "Halves", member, "interested", at), Happenings.Deal(member, "won", 100, at, at, [new StageEntry("offer", at)], campaign: "Halves", campaignId: campaign));
        }
        await insights.CaughtUpAsync();
        var cost = (await insights.ShowAsync("channels?from=2022-05-01&to=2022-05-31"))["channels"]!.AsArray().Single(c => (string?)c!["source"] == "flyer")!["leads"]!["costs"]!.AsArray().Single()!;
        Assert.Equal((.63m, .63m), ((decimal)cost["costPerLead"]!, (decimal)cost["costPerConverted"]!));
        var shown = (await insights.AllAsync("channels/campaigns?channel=halves")).Single();
        Assert.Equal([.63m, .63m, .63m, .63m], new[] { "costPerResponse", "costPerWon", "costPerLead", "costPerConverted" }.Select(field => (decimal)shown[field]!));
    }

    private static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    [Fact]
    public async Task An_open_lead_goes_with_its_customer_and_a_closed_one_stays_with_who_closed_it()
    {
        var (customer, at) = (Guid.NewGuid(), new DateTimeOffset(2023, 5, 5, 4, 0, 0, TimeSpan.Zero));
        var (open, closed, campaign) = (Lead(customer, "list", "open", at, "olga", "old"), Lead(customer, "list", "converted", at, "olga", "old"), Guid.NewGuid());
        // Leads are told of before their customer, then it is handed over.
        insights.Customers.Add(open, closed);
        await insights.CaughtUpAsync();
        Assert.Equal((2, 0), await ReceivedAsync());
        insights.Customers.Add(Happenings.Customer(customer, "Handed over", "new", "nils", version: 2, createdAt: at));
        await insights.CaughtUpAsync();
        Assert.Equal((1, 1), await ReceivedAsync());
        Assert.Equal($"{open.LeadId}", (string?)Assert.Single(await insights.AllAsync("channels/leads?from=2023-05-01&to=2023-05-31", As("nils", "new")))["leadId"]);

        // It is closed by who has it then, and belongs to a campaign that somebody who sees some only is told no cost of.
        insights.Engagement.Add(new CampaignChanged(campaign, 1, "Dear", "mailing", "running", 0, 500, "CNY", 0, null, null));
        insights.Customers.Add(open with { Version = 2, State = "disqualified", OwnerId = "nils", Team = "new", ClosedAt = at.AddDays(1), Loss = "no-need", CampaignId = campaign },
            Happenings.Customer(customer, "Handed back", "old", "olga", version: 3, createdAt: at));
        await insights.CaughtUpAsync();
        Assert.Equal((1, 1), await ReceivedAsync());
        Assert.Equal("no-need", (string?)Assert.Single(await insights.AllAsync("channels/leads?from=2023-05-01&to=2023-05-31", As("nils", "new")))["loss"]);
        Assert.Null((await insights.ShowAsync("channels?from=2023-05-01&to=2023-05-31", As("nils", "new")))["leads"]!["costs"]);
        Assert.Null((await insights.AllAsync("channels/campaigns?channel=mailing", As("nils", "new"))).Single()["costPerLead"]);
        Assert.Equal(5.00m, (decimal)(await insights.AllAsync("channels/campaigns?channel=mailing")).Single()["costPerLead"]!);

        ApiClient As(string who, string team) => insights.Service.As(who, "sales", team);
        async Task<(int Old, int New)> ReceivedAsync()
        {
            var counts = new List<int>();
            foreach (var (who, team) in new[] { ("olga", "old"), ("nils", "new") })
            {
                var shown = await insights.ShowAsync("channels?from=2023-05-01&to=2023-05-31", As(who, team));
                Assert.Equal((int)shown["leads"]!["received"]!, (await insights.AllAsync("channels/leads?from=2023-05-01&to=2023-05-31", As(who, team))).Count);
                counts.Add((int)shown["leads"]!["received"]!);
            }
            return (counts[0], counts[1]);
        }
    }

    [Fact]
    public async Task A_lead_of_a_merged_customer_is_shown_with_the_survivor_as_customers_tells_it()
    {
        var (kept, gone, at) = (Guid.NewGuid(), Guid.NewGuid(), new DateTimeOffset(2021, 8, 5, 4, 0, 0, TimeSpan.Zero));
        var lead = Lead(gone, "web", "open", at, "sam", "north");
        insights.Customers.Add(Happenings.Customer(kept, "Kept", "south", "sue"), Happenings.Customer(gone, "Gone", "north", "sam"), lead,
            new CustomersMerged(Guid.NewGuid(), kept, gone, "ada", at), lead with { Version = 2, CustomerId = kept, OwnerId = "sue", Team = "south" });
        await insights.CaughtUpAsync();
        var shown = Assert.Single(await insights.AllAsync("channels/leads?from=2021-08-01&to=2021-08-31"));
        Assert.Equal(($"{kept}", "Kept", "sue", "south"), ((string?)shown["customerId"], (string?)shown["customerName"], (string?)shown["ownerId"], (string?)shown["team"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await insights.Admin.GetAsync("/api/v1/insights/channels/leads?state=lost")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await insights.Admin.GetAsync($"/api/v1/insights/channels/campaigns/{Guid.NewGuid()}/leads")).Status);
    }

    private static decimal CostIn(System.Text.Json.Nodes.JsonNode leads, string currency) =>
        leads["costs"]!.AsArray().Where(cost => (string)cost!["currency"]! == currency).Sum(cost => (decimal)cost!["cost"]!);

    private static LeadChanged Lead(Guid customer, string source, string state, DateTimeOffset at, string owner, string team, Guid? campaign = null) =>
        new(Guid.NewGuid(), 1, customer, source, state, owner, team, at, state == "open" ? null : at.AddDays(3), state == "disqualified" ? "no-need" : null, null, campaign);
}
