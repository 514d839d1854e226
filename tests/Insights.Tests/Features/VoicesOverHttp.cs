using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I6, I8: what customers say, counted, with the answers and cases behind each figure.</summary>
public sealed class VoicesOverHttp : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 4, 0, 0, TimeSpan.Zero);

    // Rates are over everybody: each test has a house of its own.
    private readonly InsightsFixture insights = new();

    [Fact]
    public async Task Scores_come_with_their_sample_their_interval_and_their_answers()
    {
        var (customer, friend) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(
            Happenings.Customer(customer, team: "north", owner: "nina", createdAt: Start), Happenings.Customer(friend, team: "south", createdAt: Start, source: "referral", referredBy: customer),
            Happenings.Purchase(customer, "V1", Start, (1, "A", 1, 100_00)), Happenings.Purchase(customer, "V2", Start.AddDays(3), (1, "A", 1, 50_00)), Happenings.Purchase(friend, "V3", Start, (1, "A", 1, 10_00)));
        int[] recommendations = [10, 10, 9, 9, 9, 8, 7, 7, 3, 0];
        insights.Complaints.Add([.. recommendations.Select((score, i) => (object)Answer(i < 8 ? customer : null, "nps", score, 0, 10))]);
        insights.Complaints.Add(
            Answer(customer, "csat", 5, 1, 5, ("speed", 4, 3), ("price", 3, 5)), Answer(friend, "csat", 4, 1, 5, ("speed", 5, 3)), Answer(friend, "csat", 2, 1, 5),
            // On a scale of hundred, 75 and more are the upper two of five.
            Answer(customer, "csat", 90, 0, 100), Answer(customer, "ces", 7, 1, 7), Answer(customer, "ces", 5, 1, 7));
        await insights.CaughtUpAsync();
        const string range = "from=2026-04-01&to=2026-04-30";

        var shown = await insights.ShowAsync($"satisfaction?{range}");
        var nps = shown["nps"]!;
        Assert.Equal((5, 3, 2, 30.0, 10), ((int)nps["promoters"]!, (int)nps["passives"]!, (int)nps["detractors"]!, (double)nps["score"]!["value"]!, (int)nps["score"]!["sampleSize"]!));
        Assert.Equal(.5 + .2 - .3 * .3, (double)nps["answerVariance"]!, 12);
        Assert.Equal((.75, 4), ((double)shown["csat"]!["value"]!, (int)shown["csat"]!["sampleSize"]!));
        Assert.Equal((6.0, 2), ((double)shown["ces"]!["value"]!, (int)shown["ces"]!["sampleSize"]!));
        Assert.Equal(-1.5, (double)shown["gaps"]!.AsArray().Single(g => (string?)g!["item"] == "speed")!["gap"]!["value"]!);
        Assert.Equal((.5, .5), ((double)shown["repeatRate"]!["value"]!, (double)shown["referral"]!["value"]!));
        Assert.Null(shown["shareOfCustomer"]);
        // I13: satisfaction is one row, with gaps as without.
        var (withGaps, without) = (await insights.TableAsync($"satisfaction?{range}"), await insights.TableAsync("satisfaction?from=2003-04-01&to=2003-04-30"));
        Assert.StartsWith("range.from,range.to,csat.value,", withGaps.Heading, StringComparison.Ordinal);
        Assert.Equal((withGaps.Heading, 1, 1), (without.Heading, withGaps.Rows.Length, without.Rows.Length));
        Assert.Equal(["2026-04"], (await insights.ShowAsync($"nps?{range}"))["months"]!.AsArray().Select(m => (string)m!["month"]!));

        foreach (var (group, count) in new[] { ("promoter", 5), ("passive", 3), ("detractor", 2) })
            Assert.Equal(count, (await insights.AllAsync($"satisfaction/answers?metric=nps&group={group}&{range}")).Count);
        Assert.Equal((3, 1), ((await insights.AllAsync($"satisfaction/answers?metric=csat&group=satisfied&{range}")).Count, (await insights.AllAsync($"satisfaction/answers?metric=csat&group=dissatisfied&{range}")).Count));
        // Behind a gap stand its answers, behind the rates of loyalty their customers.
        var gaps = await insights.AllAsync($"satisfaction/gaps/answers?item=speed&{range}");
        Assert.Equal([-2, -1], gaps.Select(g => (int)g["gap"]!).Order());
        Assert.Equal(3, (await insights.AllAsync($"satisfaction/gaps/answers?item=speed&{range}")).Count + (await insights.AllAsync($"satisfaction/gaps/answers?item=price&{range}")).Count);
        Assert.Empty(await insights.AllAsync($"satisfaction/gaps/answers?item=colour&{range}"));
        Assert.Equal([customer], (await insights.AllAsync("satisfaction/buyers?repeated=true")).Select(b => (Guid)b["customerId"]!));
        Assert.Equal([friend], (await insights.AllAsync("satisfaction/buyers?repeated=false")).Select(b => (Guid)b["customerId"]!));
        Assert.Equal(2, (await insights.AllAsync("satisfaction/buyers")).Count);
        Assert.Equal([friend], (await insights.AllAsync($"channels/customers?referred=true&{range}")).Select(b => (Guid)b["customerId"]!));
        Assert.Equal([customer], (await insights.AllAsync($"channels/customers?referred=false&{range}")).Select(b => (Guid)b["customerId"]!));
        // Who sees the north sees its customer's answers and no anonymous ones.
        var nina = insights.Service.As("nina", "sales", "north");
        Assert.Equal([customer], (await insights.AllAsync("satisfaction/buyers", nina)).Select(b => (Guid)b["customerId"]!));
        Assert.Single(await insights.AllAsync($"satisfaction/gaps/answers?item=speed&{range}", nina));
        Assert.Equal(8, (await insights.AllAsync($"satisfaction/answers?metric=nps&{range}", nina)).Count);
        Assert.Equal(8, (int)(await insights.ShowAsync($"nps?{range}", nina))["total"]!["score"]!["sampleSize"]!);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await insights.Admin.GetAsync("/api/v1/insights/churn/effect")).Status);
    }

    [Fact]
    public async Task A_customer_s_share_is_what_it_buys_here_of_all_it_spends()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer), Happenings.Purchase(customer, "W1", DateTimeOffset.UtcNow, (1, "A", 1, 250_00)));
        await insights.CaughtUpAsync();
        var put = await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{customer}", new { yearlySpend = 1000.00, source = "asked" }, "*");
        Assert.Equal((.25, 250.00m), ((double)put["share"]!, (decimal)put["boughtOfUs"]!));
        Assert.Equal(.25, (double)(await insights.ShowAsync($"satisfaction/wallets/{customer}"))["share"]!);
        // Behind the mean of shares stand these.
        var other = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(other, team: "south"));
        await insights.CaughtUpAsync();
        await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{other}", new { yearlySpend = 50.00 }, "*");
        var shares = await insights.AllAsync("satisfaction/wallets");
        Assert.Equal([0, .25], shares.Select(s => (double)s["share"]!).Order());
        Assert.Equal(shares.Average(s => (double)s["share"]!), (double)(await insights.ShowAsync("satisfaction"))["shareOfCustomer"]!["value"]!, 12);
        Assert.Equal([customer], (await insights.AllAsync("satisfaction/wallets", insights.Service.As("nina", "sales", "north"))).Select(s => (Guid)s["customerId"]!));
        Assert.Equal(System.Net.HttpStatusCode.PreconditionFailed, (await insights.Admin.PutAsync($"/api/v1/insights/satisfaction/wallets/{customer}", new { yearlySpend = 1.0 }, "\"7\"")).Status);
    }

    [Fact]
    public async Task Causes_stand_in_the_order_of_their_cases_and_what_came_again_is_known()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer));
        void Complain(string? cause, int day, int? closed = null, bool breached = false, Guid? by = null, int? responded = null) => insights.Complaints.Add(Happenings.Complaint(
            Guid.NewGuid(), by ?? Guid.NewGuid(), closed is null ? "received" : "closed", Start.AddDays(day), category: "quality", cause: cause, closed: closed is { } c ? Start.AddDays(c) : null,
            responded: responded is { } r ? Start.AddDays(day).AddMinutes(r) : null, breached: breached));
        for (var i = 0; i < 5; i++) Complain("packing", i, i + 2, responded: 30);
        Complain("delivery", 1, 3, breached: true, by: customer, responded: 90);
        Complain("delivery", 20, by: customer);
        Complain("delivery", 2);
        Complain(null, 2);
        Complain("price", 3);
        await insights.CaughtUpAsync();
        const string range = "from=2026-04-01&to=2026-05-30";

        var pareto = await insights.ShowAsync($"pareto?{range}");
        Assert.Equal(["packing", "delivery", "price", ""], pareto["causes"]!.AsArray().Select(c => (string)c!["key"]!));
        Assert.Equal([true, true, false, false], pareto["causes"]!.AsArray().Select(c => (bool)c!["vitalFew"]!));
        Assert.Equal([5 / 9.0, 8 / 9.0, 1, 1], pareto["causes"]!.AsArray().Select(c => (double)c!["cumulativeShare"]!));
        Assert.Equal((10, .1, .1), ((int)pareto["cases"]!, (double)pareto["breach"]!["value"]!, (double)pareto["recurrence"]!["value"]!));
        Assert.Equal((6, 30.0), ((int)pareto["firstResponse"]!["cases"]!, (double)pareto["firstResponse"]!["medianMinutes"]!));
        Assert.Equal(2880.0, (double)pareto["resolution"]!["medianMinutes"]!);
        foreach (var cause in pareto["causes"]!.AsArray())
            Assert.Equal((int)cause!["cases"]!, (await insights.AllAsync($"pareto/cases?{range}&key={cause["key"]}")).Count);
        Assert.Equal(customer, (Guid)(await insights.AllAsync($"pareto/cases?{range}&recurred=true")).Single()["customerId"]!);
        Assert.Single(await insights.AllAsync($"pareto/cases?{range}&breached=true"));
        Assert.Equal(10, (int)(await insights.ShowAsync($"pareto?by=category&{range}"))["causes"]![0]!["cases"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_complaint_that_came_twice_counts_once_in_every_figure(bool mergeToldFirst)
    {
        var today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System);
        var at = today.StartOf(today.Today);
        var (customer, root, twin, nobodys, alone) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(customer));
        object[] merges = [Merged(twin, root, customer), Merged(alone, nobodys, null)];
        if (mergeToldFirst) insights.Complaints.Add(merges);
        insights.Complaints.Add(
            Happenings.Complaint(root, customer, "received", at, cause: "packing"), Happenings.Complaint(twin, customer, "received", at, cause: "packing", assignee: "sam", breached: true),
            Happenings.Complaint(nobodys, null, "received", at, cause: "packing"), Happenings.Complaint(alone, customer, "received", at, cause: "price"));
        if (!mergeToldFirst)
        {
            await insights.CaughtUpAsync();
            Assert.Equal(4, (int)(await InsightsFixture.DashboardAsync(insights.Admin))["complaints"]!["open"]!);
            insights.Complaints.Add(merges);
            insights.Complaints.Add(merges);
        }
        // With the merge Service closes the duplicate, which settles nothing and is nobody's merit.
        insights.Complaints.Add(Happenings.Complaint(twin, customer, "closed", at, version: 2, cause: "packing", assignee: "sam", closed: at.AddMinutes(1), breached: true));
        await insights.CaughtUpAsync();
        await CountsTwoAsync();
        await insights.RebuildAsync();
        await CountsTwoAsync();

        // The one of nobody is merged itself, and what had been merged into it goes along: of all four one counts.
        insights.Complaints.Add(Merged(nobodys, root, customer), Merged(alone, root, customer));
        await insights.CaughtUpAsync();
        Assert.Equal((1, 1), await OfCustomerAsync());
        await insights.RebuildAsync();
        Assert.Equal((1, 1), await OfCustomerAsync());

        async Task<(int, int)> OfCustomerAsync()
        {
            var contacts = (await insights.ShowAsync($"customers/{customer}"))["contacts"]!;
            return ((int)contacts["openComplaints"]!, (int)contacts["complaints"]!);
        }

        async Task CountsTwoAsync()
        {
            var day = $"from={today.Today:yyyy-MM-dd}&to={today.Today:yyyy-MM-dd}";
            var shown = (await InsightsFixture.DashboardAsync(insights.Admin))["complaints"]!;
            Assert.Equal((2, 2, 2, 0), ((int)shown["open"]!, (int)shown["openedToday"]!, (int)shown["openedThisWeek"]!, (int)shown["closedThisWeek"]!));
            foreach (var (measure, count) in new[] { ("complaints-opened", 2), ("complaints-closed", 0), ("complaints-closed-late", 0) })
            {
                foreach (var zone in new[] { "", "&zone=Asia/Chongqing" }) Assert.Equal(count, (int)(await insights.ShowAsync($"dashboard/history?measure={measure}&{day}{zone}"))["count"]!);
                Assert.Equal(count, (await insights.AllAsync($"dashboard/behind?measure={measure}&{day}")).Count);
            }
            var pareto = await insights.ShowAsync($"pareto?{day}");
            Assert.Equal([("packing", 2)], pareto["causes"]!.AsArray().Select(c => ((string)c!["key"]!, (int)c["cases"]!)));
            Assert.Equal((0.0, 0.0), ((double)pareto["breach"]!["value"]!, (double)pareto["recurrence"]!["value"]!));
            Assert.Equal([root, nobodys], (await insights.AllAsync($"pareto/cases?{day}")).Select(c => (Guid)c["complaintId"]!).OrderBy(id => id != root));
            Assert.DoesNotContain((await insights.ShowAsync("kpi"))["rows"]!.AsArray(), row => (string?)row!["measure"] == "complaints-closed");
            // Of the customer's two, the one that was merged into nobody's is the only one that is told of it.
            Assert.Equal((2, 2), await OfCustomerAsync());
        }
    }

    // S4, C20: Service closes it and tells no time of closing: nobody was answered, and it is nobody's merit or delay.
    [Fact]
    public async Task A_complaint_that_ended_because_its_customer_was_erased_is_open_no_more_and_no_closing()
    {
        var today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System);
        var (customer, complaint, at) = (Guid.NewGuid(), Guid.NewGuid(), today.StartOf(today.Today));
        insights.Customers.Add(Happenings.Customer(customer));
        insights.Complaints.Add(Happenings.Complaint(complaint, customer, "received", at));
        await insights.CaughtUpAsync();
        Assert.Equal(1, (int)(await InsightsFixture.DashboardAsync(insights.Admin))["complaints"]!["open"]!);
        insights.Complaints.Add(Happenings.Complaint(complaint, customer, "closed", at, version: 2));
        await insights.CaughtUpAsync();

        var shown = (await InsightsFixture.DashboardAsync(insights.Admin))["complaints"]!;
        Assert.Equal((0, 1, 0), ((int)shown["open"]!, (int)shown["openedToday"]!, (int)shown["closedThisWeek"]!));
        var day = $"from={today.Today:yyyy-MM-dd}&to={today.Today:yyyy-MM-dd}";
        foreach (var (measure, count) in new[] { ("complaints-opened", 1), ("complaints-closed", 0), ("complaints-closed-late", 0) })
        {
            Assert.Equal(count, (int)(await insights.ShowAsync($"dashboard/history?measure={measure}&{day}"))["count"]!);
            Assert.Equal(count, (await insights.AllAsync($"dashboard/behind?measure={measure}&{day}")).Count);
        }
        var pareto = await insights.ShowAsync($"pareto?{day}");
        Assert.Equal((1, null), ((int)pareto["cases"]!, pareto["resolution"]?.ToString()));
    }

    private static ComplaintMerged Merged(Guid duplicate, Guid into, Guid? customer) => new(duplicate, customer, "C-1", into, DateTimeOffset.UtcNow);

    private static SurveyAnswered Answer(Guid? customer, string metric, int score, int min, int max, params (string Item, int Expected, int Experienced)[] items) => new(
        Guid.NewGuid(), Guid.NewGuid(), customer, metric, score, min, max, "closing", [.. items.Select(i => new SurveyItemScore(i.Item, i.Expected, i.Experienced))], Start.AddDays(1));

    public ValueTask InitializeAsync() => insights.InitializeAsync();

    public ValueTask DisposeAsync() => insights.DisposeAsync();
}
