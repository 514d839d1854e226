using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>C16, C17: files that were merged into others, and files that were taken back with their import.</summary>
public sealed class FilesOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_done_with_a_merged_customer_is_listed_with_who_it_is_now_and_seen_by_who_has_it()
    {
        var (survivor, merged, merge, visit) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(survivor, "Survivor", "north", "nina"), Happenings.Customer(merged, "Merged", "south", "sue"));
        insights.Engagement.Add(Happenings.Visit(visit, merged, "done", Start, owner: "sue", team: "south"));
        insights.Complaints.Add(new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), merged, "nps", 9, 0, 10, "closing", [], Start));
        await insights.CaughtUpAsync();
        var (nina, sue) = (insights.Service.As("nina", "sales", "north"), insights.Service.As("sue", "sales", "south"));
        const string range = "from=2026-05-01&to=2026-05-31";
        await ShownAsync(merged, "Merged", sue, nina);

        insights.Customers.Add(new CustomersMerged(merge, survivor, merged, "ada", Start), Happenings.Customer(merged, "Merged", "south", "sue", version: 2, status: "merged"));
        await insights.CaughtUpAsync();
        await ShownAsync(survivor, "Survivor", nina, sue);
        insights.Customers.Add(new CustomerMergeUndone(merge, survivor, merged, "ada", Start), Happenings.Customer(merged, "Merged", "south", "sue", version: 3));
        await insights.CaughtUpAsync();
        await ShownAsync(merged, "Merged", sue, nina);

        async Task ShownAsync(Guid customer, string name, Testing.ApiClient has, Testing.ApiClient hasNot)
        {
            var held = (await insights.AllAsync($"dashboard/behind?measure=visits-held&{range}")).Single();
            Assert.Equal((visit, customer, name), ((Guid)held["id"]!, (Guid)held["customerId"]!, (string?)held["customerName"]));
            var answer = (await insights.AllAsync($"satisfaction/answers?metric=nps&{range}", has)).Single();
            Assert.Equal((customer, name), ((Guid)answer["customerId"]!, (string?)answer["customerName"]));
            Assert.Equal(1, (int)(await insights.ShowAsync($"nps?{range}", has))["total"]!["score"]!["sampleSize"]!);
            Assert.Empty(await insights.AllAsync($"satisfaction/answers?metric=nps&{range}", hasNot));
        }
    }

    [Fact]
    public async Task A_file_that_was_taken_back_with_its_import_is_in_no_figure_and_not_found()
    {
        var (stays, gone, booking) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var created = new DateTimeOffset(2024, 2, 6, 4, 0, 0, TimeSpan.Zero);
        var bought = Happenings.Purchase(gone, $"{gone:N}", created, (1, "A", 1, 100)) with { Imported = true, BookingId = booking };
        insights.Customers.Add(
            Happenings.Customer(stays, createdAt: created, source: "list"), Happenings.Customer(gone, createdAt: created, source: "referral", referredBy: stays), bought);
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("churn");
        const string range = "from=2024-02-01&to=2024-02-28";
        Assert.Contains(await insights.AllAsync("zones"), zone => (Guid)zone["customerId"]! == gone);
        Assert.Equal(.5, (double)(await insights.ShowAsync($"satisfaction?{range}"))["referral"]!["value"]!);

        insights.Customers.Add(
            new PurchaseWithdrawn(gone, bought.OrderNumber, bought.OrderedAt, bought.Currency, bought.BaseCurrency, bought.Lines, booking, DateTimeOffset.UtcNow, true),
            Happenings.Customer(gone, version: 2, createdAt: created, source: "referral", referredBy: stays, status: "removed"));
        await insights.CaughtUpAsync();
        Assert.Equal([("list", 1)], (await insights.ShowAsync($"channels?{range}"))["channels"]!.AsArray().Select(c => ((string)c!["source"]!, (int)c["customers"]!)));
        Assert.Equal([stays], (await insights.AllAsync($"channels/customers?{range}")).Select(c => (Guid)c["customerId"]!));
        Assert.Equal((0.0, 1), ((double)(await insights.ShowAsync($"satisfaction?{range}"))["referral"]!["value"]!, (int)(await insights.ShowAsync($"satisfaction?{range}"))["referral"]!["sampleSize"]!));
        Assert.DoesNotContain(await insights.AllAsync("zones"), zone => (Guid)zone["customerId"]! == gone);
        (await insights.Admin.GetAsync($"/api/v1/insights/customers/{gone}")).Expect(HttpStatusCode.NotFound);
        (await insights.Admin.GetAsync($"/api/v1/insights/customers/{stays}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whose_purchases_were_all_taken_back_is_in_no_zone_any_more()
    {
        var (customer, booking) = (Guid.NewGuid(), Guid.NewGuid());
        var bought = Happenings.Purchase(customer, $"{customer:N}", Start, (1, "A", 1, 100)) with { Imported = true, BookingId = booking };
        insights.Customers.Add(Happenings.Customer(customer), bought);
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("churn");
        Assert.Contains(await insights.AllAsync("zones"), zone => (Guid)zone["customerId"]! == customer);
        insights.Customers.Add(new PurchaseWithdrawn(customer, bought.OrderNumber, bought.OrderedAt, bought.Currency, bought.BaseCurrency, bought.Lines, booking, DateTimeOffset.UtcNow, true));
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("churn");
        Assert.DoesNotContain(await insights.AllAsync("zones"), zone => (Guid)zone["customerId"]! == customer);
    }

    [Fact]
    public async Task What_a_merged_customer_brought_and_gave_is_part_of_its_survivor_s_value()
    {
        await using var house = new InsightsFixture();
        await house.InitializeAsync();
        var random = new Random(17);
        var (survivor, merged, brought) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Guid[] others = [.. Enumerable.Range(0, 80).Select(_ => Guid.NewGuid())];
        foreach (var (customer, i) in others.Append(survivor).Append(brought).Select((id, i) => (id, i)))
        {
            house.Customers.Add(Happenings.Customer(customer, referredBy: customer == brought ? merged : null));
            // Some come often and some hardly ever, and some have left.
            var (gap, until) = (10 + random.Next(90), i % 3 == 0 ? 200 : 600);
            for (var day = random.Next(60); day < until; day += 1 + (int)(-Math.Log(1 - random.NextDouble()) * gap))
                house.Customers.Add(Happenings.Purchase(customer, $"{i}-{day}", new DateTimeOffset(2024, 1, 1, 4, 0, 0, TimeSpan.Zero).AddDays(day), (1, "A", 1, 1000 + random.Next(9000))));
        }
        house.Customers.Add(Happenings.Customer(merged), new CustomersMerged(Guid.NewGuid(), survivor, merged, "ada", Start));
        house.Complaints.Add([.. Enumerable.Range(0, 3).Select(_ => (object)new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), merged, "csat", 5, 1, 5, "closing", [], new DateTimeOffset(2025, 1, 1, 4, 0, 0, TimeSpan.Zero)))]);
        house.Engagement.Add(new ActivityRecorded(Guid.NewGuid(), merged, "sam", "north", "event", "outbound", "care", new DateTimeOffset(2025, 1, 2, 4, 0, 0, TimeSpan.Zero), 60, null));
        await house.CaughtUpAsync();
        await house.ComputeAsync("clv", new { asOf = "2025-08-22", draws = 0 });

        var values = (await house.AllAsync("clv")).ToDictionary(v => (Guid)v["customerId"]!, v => v["parts"]!);
        Assert.Equal(82, values.Count);
        Assert.Equal(Math.Round(.2m * (decimal)values[brought]["transaction"]!, 2), (decimal)values[survivor]["referral"]!, 2);
        // Three answers of five at .3, one workshop of two at .4, one reference of three at .3: so much of a tenth.
        var score = (3 / 5m * .3m) + (1 / 2m * .4m) + (1 / 3m * .3m);
        Assert.True((decimal)values[survivor]["transaction"]! > 0);
        Assert.Equal((double)(score / 10 * (decimal)values[survivor]["transaction"]!), (double)values[survivor]["knowledge"]!, .02);
    }
}
