using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using CustomersContracts = CrmPlatform.Customers.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I9, I10, I11: what goes together, who is alike, where customers come from.</summary>
public sealed class PatternsOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Rules_are_found_over_orders_and_a_customer_is_offered_what_it_has_not()
    {
        // A spring of its own: other tests of this class buy things too.
        var start = Start.AddYears(-3);
        var (reader, owner) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(reader), Happenings.Customer(owner));
        for (var i = 0; i < 20; i++)
        {
            // Bread goes with butter in 15 of 20; an order may come in two pieces.
            insights.Customers.Add(Happenings.Purchase(owner, $"R{i}", start.AddDays(i), (1, "bread", 1, 100)));
            insights.Customers.Add(Happenings.Purchase(owner, $"R{i}", start.AddDays(i), i < 15 ? (2, "butter", 1, 100) : (2, "salt", 1, 100)));
            insights.Customers.Add(Happenings.Purchase(owner, $"S{i}", start.AddDays(i), (1, "salt", 1, 100)));
        }
        insights.Customers.Add(Happenings.Purchase(reader, "T1", start, (1, "bread", 1, 100), (2, "butter", -1, -100)));
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("rules", new { from = "2023-03-01", to = "2023-04-30", support = 0.05, confidence = 0.3 });

        var run = await insights.ShowAsync("rules/run");
        var rules = await insights.AllAsync("rules");
        Assert.Equal((41, (int)run["report"]!["rules"]!), ((int)run["report"]!["baskets"]!, rules.Count));
        var butter = (await insights.AllAsync("rules?consequent=butter")).Single(r => r["antecedent"]!.AsArray().Count == 1);
        Assert.Equal((15, 15 / 21.0), ((int)butter["baskets"]!, (double)butter["confidence"]!));
        Assert.Equal("butter", (string?)(await insights.ShowAsync($"rules/recommendations/{reader}"))["recommendations"]![0]!["product"]);
        Assert.Empty((await insights.ShowAsync($"rules/recommendations/{owner}"))["recommendations"]!.AsArray());
        // What is sold no more is offered to nobody; under its code there may be another product that is.
        var (old, later) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(new CustomersContracts.ProductChanged(old, 1, "butter", "Butter", null, false));
        await insights.CaughtUpAsync();
        Assert.DoesNotContain((await insights.ShowAsync($"rules/recommendations/{reader}"))["recommendations"]!.AsArray(), offer => (string?)offer!["product"] == "butter");
        insights.Customers.Add(new CustomersContracts.ProductChanged(old, 2, "butter", "Butter", null, false, Removed: true), new CustomersContracts.ProductChanged(later, 1, "butter", "New butter", null, true));
        await insights.CaughtUpAsync();
        Assert.Equal("New butter", (string?)(await insights.ShowAsync($"rules/recommendations/{reader}?limit=1"))["recommendations"]![0]!["name"]);
        (await insights.Admin.PostAsync("/api/v1/insights/rules", new { support = 0 })).Expect(HttpStatusCode.BadRequest);
        (await insights.Admin.PostAsync("/api/v1/insights/rules", new { from = "2023-05-01", to = "2023-04-30" })).Expect(HttpStatusCode.BadRequest);

        for (var i = 0; i < 30; i++)
        {
            var (large, customer) = (i % 2 == 0, Guid.NewGuid());
            insights.Customers.Add(Happenings.Customer(customer));
            insights.Customers.Add([.. Enumerable.Range(0, large ? 12 : 2).Select(n => (object)Happenings.Purchase(customer, $"U{i}-{n}", Start.AddDays(n * 5), (1, "coal", 1, large ? 90_000 + i : 300 + i)))]);
        }
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("clusters", new { asOf = "2026-06-01", most = 4 });
        var clusters = await insights.ShowAsync("clusters");
        Assert.Equal((int)clusters["customers"]!, clusters["clusters"]!.AsArray().Sum(c => (int)c!["customers"]!));
        foreach (var cluster in clusters["clusters"]!.AsArray())
        {
            Assert.Equal((int)cluster!["customers"]!, (await insights.AllAsync($"clusters/customers?cluster={cluster["cluster"]}")).Count);
            Assert.NotEmpty((string)cluster["name"]!["zhHans"]!);
            // In units people read, not in logarithms.
            var means = cluster["means"]!.AsArray().ToDictionary(m => (string)m!["feature"]!, m => (double)m!["mean"]!);
            Assert.InRange(means["days since the last purchase"], 20, 5000);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"purchases a year {means["purchases a year"]:#,0.#},"), (string)cluster["description"]!["en"]!);
        }
        Assert.Equal(3, clusters["tried"]!.AsArray().Count);
        // I13: the clusters are the table, however many numbers of them were tried.
        var table = await insights.TableAsync("clusters");
        Assert.StartsWith("cluster,name.text,", table.Heading, StringComparison.Ordinal);
        Assert.Equal(clusters["clusters"]!.AsArray().Count, table.Rows.Length);
        Assert.Equal(0, (int)(await insights.ShowAsync("clusters", insights.Service.As("sue", "sales", "south")))["customers"]!);
        await insights.ComputeAsync("clusters", new { asOf = "2026-06-01", most = 4 });
        Assert.Equal(clusters["clusters"]!.ToJsonString(), (await insights.ShowAsync("clusters"))["clusters"]!.ToJsonString());
        (await insights.Admin.GetAsync("/api/v1/insights/clusters/customers?cluster=99")).Expect(HttpStatusCode.BadRequest);

        // A run of an earlier release kept logarithms, and said so; they are shown in the same units.
        await insights.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<InsightsDb>();
            var run = (await db.RunAsync("clusters", null, CancellationToken.None))!;
            var report = JsonNode.Parse(run.Report)!;
            foreach (var cluster in report["clusters"]!.AsArray())
            {
                cluster!["textEn"] = "2 of 4 customers; on average days since the last purchase (log) 3.2.";
                cluster["means"] = new JsonArray([.. cluster["means"]!.AsArray().Select((mean, f) => JsonValue.Create(f == 3 ? (double)mean! : Math.Log(1 + (double)mean!)))]);
            }
            var old = report.ToJsonString();
            return await db.Runs.Where(r => r.Key == run.Key).ExecuteUpdateAsync(set => set.SetProperty(r => r.Report, old));
        });
        var shown = (await insights.ShowAsync("clusters"))["clusters"]!.AsArray();
        foreach (var (before, after) in clusters["clusters"]!.AsArray().Zip(shown))
        {
            Assert.All(before!["means"]!.AsArray().Zip(after!["means"]!.AsArray()), pair =>
                Assert.Equal(((string?)pair.First!["feature"], Math.Round((double)pair.First["mean"]!, 6)), ((string?)pair.Second!["feature"], Math.Round((double)pair.Second["mean"]!, 6))));
        }
    }

    [Fact]
    public async Task Money_per_purchase_is_in_the_currency_s_own_units()
    {
        await using var house = new InsightsFixture { Settings = ["--Insights:BaseCurrency=JPY"] };
        await house.InitializeAsync();
        for (var i = 0; i < 30; i++)
        {
            var customer = Guid.NewGuid();
            house.Customers.Add(Happenings.Customer(customer));
            house.Customers.Add([.. Enumerable.Range(0, 2).Select(n => (object)Happenings.Purchase(customer, $"Y{i}-{n}", Start.AddDays(n * 5), (1, "coal", 1, i % 2 == 0 ? 90_000 : 300)))]);
        }
        await house.CaughtUpAsync();
        await house.ComputeAsync("clusters", new { asOf = "2026-06-01", most = 2 });
        var means = (await house.ShowAsync("clusters"))["clusters"]!.AsArray().Select(c => (double)c!["means"]!.AsArray().Single(m => (string?)m!["feature"] == "money per purchase")!["mean"]!).Order().ToList();
        Assert.Equal([300, 90_000], means.ConvertAll(mean => (int)Math.Round(mean)));
        // Nothing can be a share of an amount that is none in this currency.
        var somebody = (Guid)(await house.AllAsync("rfm"))[0]["customerId"]!;
        (await house.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{somebody}", new { yearlySpend = 0.2 }, "*")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Channels_and_campaigns_are_known_by_what_they_brought()
    {
        Guid[] web = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        var (fair, campaign) = (Guid.NewGuid(), Guid.NewGuid());
        var at = new DateTimeOffset(2025, 5, 5, 4, 0, 0, TimeSpan.Zero);
        insights.Customers.Add([.. web.Select(id => (object)Happenings.Customer(id, createdAt: at, source: "web")), Happenings.Customer(fair, createdAt: at, source: "exhibition"),
            Happenings.Purchase(web[0], "CH1", at.AddDays(9), (1, "A", 1, 700))]);
        insights.Engagement.Add(
            new CampaignChanged(campaign, 1, "Fair 2025", "exhibition", "ended", 100_00, 80_00, "CNY", 10, new DateOnly(2025, 5, 1), null),
            new CampaignResponded(campaign, "Fair 2025", fair, "interested", at), new CampaignResponded(campaign, "Fair 2025", web[1], "interested", at),
            Happenings.Deal(fair, "won", 900_00, at, at.AddDays(3), [new StageEntry("offer", at)], 100, campaign: "Fair 2025", campaignId: campaign));
        await insights.CaughtUpAsync();
        const string range = "from=2025-05-01&to=2025-05-31";
        var channels = await insights.ShowAsync($"channels?{range}");
        Assert.Equal([("web", 4, 1, .25), ("exhibition", 1, 0, 0.0)], channels["channels"]!.AsArray().Select(c =>
            ((string)c!["source"]!, (int)c["customers"]!, (int)c["converted"]!, (double)c["conversion"]!["value"]!)));
        Assert.Equal((4, 1), ((await insights.AllAsync($"channels/customers?{range}&source=web")).Count, (await insights.AllAsync($"channels/customers?{range}&source=web&converted=true")).Count));
        Assert.Equal((decimal)channels["net"]!, (await insights.AllAsync($"channels/customers?{range}")).Sum(c => (decimal)c["net"]!));

        // Somebody else's customers are counted for nobody else (X1).
        var south = insights.Service.As("sue", "sales", "south");
        Assert.Empty((await insights.ShowAsync($"channels?{range}", south))["channels"]!.AsArray());
        Assert.Empty(await insights.AllAsync($"channels/customers?{range}", south));

        var shown = (await insights.AllAsync("channels/campaigns")).Single(c => (Guid)c["campaignId"]! == campaign);
        Assert.Equal((2, .2, 1, 900.00m, 40.00m, 80.00m), ((int)shown["responses"]!, (double)shown["responseRate"]!["value"]!, (int)shown["won"]!, (decimal)shown["wonAmount"]!,
            (decimal)shown["costPerResponse"]!, (decimal)shown["costPerWon"]!));
        Assert.Equal(2, (await insights.AllAsync($"channels/campaigns/{campaign}/responses")).Count);
        (await insights.Admin.GetAsync($"/api/v1/insights/channels/campaigns/{Guid.NewGuid()}/responses")).Expect(HttpStatusCode.NotFound);

        // C16: two files of one customer are one member with what either said last, as long as they are merged.
        var merge = Guid.NewGuid();
        insights.Customers.Add(new CustomersContracts.CustomersMerged(merge, web[1], fair, "ada", at.AddDays(20)));
        await insights.CaughtUpAsync();
        Assert.Equal((1, 80.00m), await BroughtAsync());
        Assert.Equal(web[1], (Guid)Assert.Single(await insights.AllAsync($"channels/campaigns/{campaign}/responses"))["customerId"]!);
        insights.Customers.Add(new CustomersContracts.CustomerMergeUndone(merge, web[1], fair, "ada", at.AddDays(21)));
        await insights.CaughtUpAsync();
        Assert.Equal((2, 40.00m), await BroughtAsync());

        async Task<(int, decimal)> BroughtAsync() => (await insights.AllAsync("channels/campaigns")).Single(c => (Guid)c["campaignId"]! == campaign) is var now
            ? ((int)now["responses"]!, (decimal)now["costPerResponse"]!) : default;
    }

    [Fact]
    public async Task What_a_channel_of_campaigns_cost_and_brought_is_what_stands_behind_it()
    {
        var random = new Random(11);
        var at = new DateTimeOffset(2025, 7, 1, 4, 0, 0, TimeSpan.Zero);
        Guid[] customers = [.. Enumerable.Range(0, 12).Select(_ => Guid.NewGuid())];
        insights.Customers.Add([.. customers.Select(id => (object)Happenings.Customer(id, createdAt: at))]);
        var campaigns = Enumerable.Range(0, 8).Select(i => (Id: Guid.NewGuid(), Name: i < 2 ? "Property" : $"Property {i}", Channel: i % 2 == 0 ? "roadshow" : "gala", Currency: i % 3 == 0 ? "USD" : "CNY")).ToList();
        var brought = new Dictionary<Guid, int>();
        foreach (var (id, name, channel, currency) in campaigns)
        {
            insights.Engagement.Add(new CampaignChanged(id, 1, name, channel, "ended", 500_00, random.Next(1, 90_000), currency, 12, new DateOnly(2025, 7, 1), null));
            foreach (var customer in customers)
            {
                // Said again it is corrected, also when the later word comes in first; silence is no response.
                var words = Enumerable.Range(0, random.Next(0, 3)).Select(i => new CampaignResponded(id, name, customer, random.Next(3) == 0 ? "no-answer" : "interested", at.AddHours(i))).ToArray();
                random.Shuffle(words);
                insights.Engagement.Add(words.Select(word => FakeFeed.Item(word, at: word.At)));
                if (random.Next(3) != 0) continue;
                // As it was told before the id was: of two campaigns of one name nobody knows which is meant.
                var byName = random.Next(3) == 0;
                var won = random.Next(2) == 0;
                insights.Engagement.Add(Happenings.Deal(
                    customer, won ? "won" : "open", random.Next(1, 50_000), at, won ? at : null, [new StageEntry("offer", at)], campaign: name, campaignId: byName ? null : id));
                if (!byName || name != "Property") brought[id] = brought.GetValueOrDefault(id) + 1;
            }
        }
        await insights.CaughtUpAsync();

        var channels = (await insights.ShowAsync("channels/campaigns/summary")).Items.Where(c => (string)c["channel"]! is "roadshow" or "gala").ToList();
        Assert.Equal([("gala", "CNY"), ("gala", "USD"), ("roadshow", "CNY"), ("roadshow", "USD")], channels.Select(c => ((string)c!["channel"]!, (string)c["currency"]!)));
        foreach (var channel in channels)
        {
            var behind = await insights.AllAsync($"channels/campaigns?channel={channel!["channel"]}&currency={channel["currency"]}");
            Assert.Equal((int)channel["campaigns"]!, behind.Count);
            var (responses, deals) = (new List<JsonNode>(), new List<JsonNode>());
            foreach (var campaign in behind)
            {
                var own = await insights.AllAsync($"channels/campaigns/{campaign["campaignId"]}/responses");
                Assert.Equal((int)campaign["responses"]!, own.Count);
                Assert.DoesNotContain(own, response => (string?)response["response"] == "no-answer");
                Assert.Equal(own.Count, own.Select(response => (string)response["customerId"]!).Distinct().Count());
                responses.AddRange(own);
                deals.AddRange(await insights.AllAsync($"channels/campaigns/{campaign["campaignId"]}/deals"));
                Assert.Equal(brought.GetValueOrDefault((Guid)campaign["campaignId"]!), (int)campaign["deals"]!);
            }
            var won = deals.Where(deal => (string)deal["state"]! == "won").ToList();
            Assert.Equal((responses.Count, deals.Count, won.Count), ((int)channel["responses"]!, (int)channel["deals"]!, (int)channel["won"]!));
            Assert.Equal((decimal)channel["wonAmount"]!, won.Sum(deal => (decimal)deal["amount"]!));
            var cost = behind.Sum(campaign => (decimal)campaign["cost"]!);
            Assert.Equal(cost, (decimal)channel["cost"]!);
            Assert.Equal(responses.Count == 0 ? null : Math.Round(cost / responses.Count, 2, MidpointRounding.AwayFromZero), (decimal?)channel["costPerResponse"]);
            Assert.Equal(won.Count == 0 ? null : Math.Round(cost / won.Count, 2, MidpointRounding.AwayFromZero), (decimal?)channel["costPerWon"]);
        }
        // Who sees no deals is told no cost of one.
        var south = await insights.AllAsync("channels/campaigns?channel=gala", insights.Service.As("sue", "sales", "south"));
        Assert.All(south, campaign => Assert.Null(campaign["costPerWon"]));
        (await insights.Admin.GetAsync($"/api/v1/insights/channels/campaigns/{Guid.NewGuid()}/deals")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Interventions_are_known_by_who_stayed_compared_with_who_was_left_alone()
    {
        var today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today;
        var (then, words) = (today.AddDays(-120), new Words("", "", ""));
        Guid[] customers = [.. Enumerable.Range(0, 40).Select(_ => Guid.NewGuid())];
        insights.Customers.Add([.. customers.Select(id => (object)Happenings.Customer(id, "Warned", "effect"))]);
        // 24 of 30 treated came back, 2 of 10 left alone.
        insights.Customers.Add([.. customers.Where((_, i) => i is < 24 or 38 or 39).Select(id => (object)Happenings.Purchase(id, $"E{id:N}", new DateTimeOffset(then.AddDays(30), new TimeOnly(12, 0), TimeSpan.Zero), (1, "A", 1, 100)))]);
        await insights.CaughtUpAsync();
        var warnings = await insights.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<InsightsDb>();
            var numbers = await db.CustomerNumbers.Where(n => customers.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.No);
            var records = customers.Select((id, i) => WarningRecord.Of(new ChurnWarning(numbers[id], then, .7, 100, [], ChurnAction.CallByOwner, words), "[]", i >= 30, DateTimeOffset.UtcNow)).ToList();
            db.Warnings.AddRange(records);
            await db.SaveChangesAsync();
            return records.ConvertAll(r => r.Id);
        });
        insights.Engagement.Add([.. warnings.Take(20).Select((id, i) => (object)new InterventionEnded(id, customers[i], "won-back", "sam", DateTimeOffset.UtcNow))]);
        await insights.CaughtUpAsync();
        var effect = await insights.ShowAsync("churn/effect");
        Assert.Equal((.8, 30, .2, 10, true), ((double)effect["treated"]!["value"]!, (int)effect["treated"]!["sampleSize"]!, (double)effect["heldBack"]!["value"]!, (int)effect["heldBack"]!["sampleSize"]!, (bool)effect["proven"]!));
        Assert.Equal(.6, (double)effect["difference"]!["value"]!, 12);
        Assert.Equal(HttpStatusCode.Conflict, (await insights.Service.As("sue", "sales", "south").GetAsync("/api/v1/insights/churn/effect")).Status);
        Assert.Equal([("none", 10, 4), ("won-back", 20, 20)], effect["outcomes"]!.AsArray().Select(o => ((string)o!["outcome"]!, (int)o["warnings"]!, (int)o["stayed"]!)));
        foreach (var (of, count) in new[]
        {
            ("heldBack=false", 30), ("heldBack=false&stayed=true", 24), ("heldBack=true", 10), ("heldBack=true&stayed=true", 2), ("outcome=none", 10), ("outcome=none&stayed=true", 4),
            ("outcome=won-back", 20),
        }) Assert.Equal(count, (await insights.AllAsync($"churn/effect/customers?{of}")).Select(w => (Guid)w["warningId"]!).Distinct().Count());
        Assert.Empty(await insights.AllAsync("churn/effect/customers", insights.Service.As("sue", "sales", "south")));
    }

    [Fact]
    public async Task What_is_held_on_a_customer_is_told_and_a_name_that_was_erased_stays_away()
    {
        var (customer, merged) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(customer, "Zhang Wei"), Happenings.Customer(merged, "Zhang W."), Happenings.Purchase(merged, "P1", Start, (1, "A", 1, 100)),
            new CustomersContracts.CustomersMerged(Guid.NewGuid(), customer, merged, "ada", Start));
        insights.Complaints.Add(Happenings.Complaint(Guid.NewGuid(), customer, "received", Start));
        insights.Engagement.Add(new InterventionEnded(Guid.NewGuid(), merged, "won-back", "sam", Start));
        insights.Customers.Add(new CustomersContracts.CustomerTransferred(customer, "nina", "sam", "north", "south", null, "ada", Start));
        await insights.CaughtUpAsync();
        await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{customer}", new { yearlySpend = 10.0, source = "Zhang Wei said so" }, "*");
        using var service = insights.Service.Client(insights.Service.Issuer.Token("svc", [], scope: "crm.internal"));
        var held = (await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK)["sections"]!;
        Assert.Equal((1, 1), (held["interventions"]!.AsArray().Count, held["handovers"]!.AsArray().Count));
        Assert.Equal((2, 1, 1, 1), (held["customer"]!.AsArray().Count, held["purchases"]!.AsArray().Count, held["complaints"]!.AsArray().Count, held["wallet"]!.AsArray().Count));
        (await insights.Admin.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.Forbidden);

        insights.Customers.Add(new CustomersContracts.CustomerErased(customer, Start), new CustomersContracts.CustomerErased(merged, Start), Happenings.Customer(customer, "Zhang Wei", version: 2));
        await insights.CaughtUpAsync();
        var after = (await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("Zhang", after.Text, StringComparison.Ordinal);
        var refused = (await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{customer}", new { yearlySpend = 12.0, source = "Zhang Wei said so" }, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Equal("customer.erased", refused.Code);
        (await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{customer}", new { yearlySpend = 12.0 }, "*")).Expect(HttpStatusCode.OK);
        Assert.Single(after["sections"]!["purchases"]!.AsArray());
        Assert.DoesNotContain(await insights.DumpAsync(), line => line.Contains("Zhang", StringComparison.Ordinal));
    }
}
