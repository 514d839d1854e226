using System.Globalization;
using System.Net;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>The CDNOW sample in the ledger of a running service, valued on two days.</summary>
public sealed class CdnowCompany : IAsyncLifetime
{
    public InsightsFixture Insights { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Insights.InitializeAsync();
        var ids = new Dictionary<string, Guid>();
        var lines = ReferenceData.Lines("cdnow", "CDNOW_sample.txt").Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length >= 5).ToList();
        foreach (var id in lines.Select(f => f[1]).Distinct())
        {
            ids.Add(id, Guid.NewGuid());
            Insights.Customers.Add(Happenings.Customer(ids[id], $"Customer {id}", int.Parse(id, CultureInfo.InvariantCulture) % 3 == 0 ? "north" : "south", "sam"));
        }
        // What was given away counts as bought in the published figures: it stands for a cent.
        Insights.Customers.Add([.. lines.Select((f, i) => (object)Happenings.Purchase(ids[f[1]], $"C{i}",
            new DateTimeOffset(DateTime.ParseExact(f[2], "yyyyMMdd", CultureInfo.InvariantCulture).AddHours(12), TimeSpan.FromHours(8)),
            (1, "CD", int.Parse(f[3], CultureInfo.InvariantCulture), Math.Max(1, (long)Math.Round(100 * decimal.Parse(f[4], CultureInfo.InvariantCulture))))))]);
        await Insights.CaughtUpAsync();
        await Insights.ComputeAsync("clv", new { asOf = "1997-09-30", periods = 39, unit = "week", discountRate = 0.001, margin = 1.0, draws = 20 });
        await Insights.ComputeAsync("clv", new { asOf = "1997-12-31", periods = 39, unit = "week", discountRate = 0.001, margin = 1.0, draws = 0 });
    }

    public ValueTask DisposeAsync() => Insights.DisposeAsync();
}

/// <summary>I4, I5 over HTTP.</summary>
public sealed class ValuesOverHttp(CdnowCompany company) : IClassFixture<CdnowCompany>
{
    private InsightsFixture Insights => company.Insights;

    [Fact]
    public async Task A_horizon_of_nothing_is_refused_under_the_name_of_its_field()
    {
        var refused = (await Insights.Admin.PostAsync("/api/v1/insights/clv", new { periods = 0 })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(refused["errors"]!["periods"]);
    }

    [Fact]
    public async Task The_fitted_models_are_the_published_ones_and_every_sum_is_that_of_its_customers()
    {
        var runs = (await Insights.ShowAsync("clv/runs")).Items;
        Assert.Equal(["1997-12-31", "1997-09-30"], runs.Select(r => (string)r["asOf"]!));
        var first = (Guid)runs[1]["id"]!;
        var run = await Insights.ShowAsync($"clv/run?run={first}");
        var model = run["models"]!.AsArray().Single(m => (string?)m!["model"] == "BG/NBD")!["parameters"]!;
        Assert.Equal(.2426, (double)model["r"]!, 4);
        Assert.Equal(4.414, (double)model["alpha"]!, 2);
        Assert.Equal(.793, (double)model["a"]!, 2);
        Assert.Equal(2.426, (double)model["b"]!, 2);
        Assert.Equal(-9582.429, (double)run["models"]!.AsArray().Single(m => (string?)m!["model"] == "BG/NBD")!["logLikelihood"]!, 2);
        Assert.InRange((decimal)run["parts"]!["transaction"]!, (decimal)run["low"]!, (decimal)run["high"]!);

        var values = await Insights.AllAsync($"clv?run={first}");
        Assert.Equal(2357, values.Count);
        foreach (var part in new[] { "transaction", "referral", "growth", "knowledge", "total" })
            Assert.Equal((decimal)run["parts"]![part]!, values.Sum(v => (decimal)v["parts"]![part]!));
        Assert.All(values, v => Assert.Equal((decimal)v["parts"]!["total"]!, new[] { "transaction", "referral", "growth", "knowledge" }.Sum(p => (decimal)v["parts"]![p]!)));

        var one = await Insights.ShowAsync($"clv/customers/{values[0]["customerId"]}?run={first}");
        Assert.True((decimal)one["interval"]!["low"]! < (decimal)one["interval"]!["high"]!);
        foreach (var by in new[] { "segment", "class", "owner", "team" })
        {
            var equity = await Insights.ShowAsync($"equity?by={by}&run={first}");
            Assert.Equal((decimal)run["parts"]!["total"]!, equity["sums"]!.AsArray().Sum(s => (decimal)s!["parts"]!["total"]!));
            var sum = equity["sums"]!.AsArray()[0]!;
            var members = await Insights.AllAsync($"equity/customers?by={by}&key={sum["key"]}&run={first}");
            Assert.Equal(((int)sum["customers"]!, (decimal)sum["parts"]!["total"]!), (members.Count, members.Sum(m => (decimal)m["parts"]!["total"]!)));
        }
    }

    [Fact]
    public async Task A_run_shows_a_team_the_sums_of_its_own_customers()
    {
        var south = Insights.Service.As("sue", "sales", "south");
        var first = (Guid)(await Insights.ShowAsync("clv/runs")).Items[^1]["id"]!;
        var (run, own) = (await Insights.ShowAsync($"clv/run?run={first}", south), await Insights.AllAsync($"clv?run={first}", south));
        Assert.InRange(own.Count, 1, 2356);
        Assert.Equal((own.Count, own.Sum(v => (decimal)v["parts"]!["total"]!)), ((int)run["customers"]!, (decimal)run["parts"]!["total"]!));
        // How sure the sum over everybody is would tell that sum.
        Assert.Equal((null, null), ((decimal?)run["low"], (decimal?)run["high"]));
        Assert.NotNull((await Insights.ShowAsync($"clv/run?run={first}"))["low"]);
    }

    [Fact]
    public async Task A_change_of_equity_is_explained_to_the_cent_and_to_the_customer()
    {
        var change = await Insights.ShowAsync("equity/change");
        Assert.Equal((decimal)change["after"]!, (decimal)change["before"]! + change["movements"]!.AsArray().Sum(m => (decimal)m!["amount"]!));
        foreach (var movement in change["movements"]!.AsArray())
        {
            var customers = await Insights.AllAsync($"equity/change/customers?movement={movement!["movement"]}");
            Assert.Equal(((int)movement["customers"]!, (decimal)movement["amount"]!), (customers.Count, customers.Sum(c => (decimal)c["amount"]!)));
        }
        Assert.Equal(["1997-09", "1997-12"], (await Insights.ShowAsync("equity/history"))["months"]!.AsArray().Select(m => (string)m!["month"]!));
    }

    [Theory]
    [InlineData("""{ "periods": 0 }""", "Periods", "1")]
    [InlineData("""{ "discountRate": -1 }""", "discount", "-1")]
    [InlineData("""{ "margin": 1.5 }""", "margin", "0 to 1")]
    [InlineData("""{ "level": 1 }""", "level", "below 1")]
    [InlineData("""{ "draws": 7 }""", "draws", "20 to 2000")]
    [InlineData("""{ "unit": "fortnight" }""", "unit", "")]
    public async Task A_supposition_that_makes_no_sense_is_told_the_allowed_range(string request, string parameter, string range)
    {
        var answer = (await Insights.Admin.PostAsync("/api/v1/insights/clv", request)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains(parameter, answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(range, answer.Text.Replace("\\u2212", "-", StringComparison.Ordinal).Replace('−', '-'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("equity/customers?by=segment&key=martians", "champions")]
    [InlineData("equity?by=moon", "segment")]
    [InlineData("dashboard/history?measure=calls&from=2026-02-01&to=2026-01-01", "a day up to 2026-01-01")]
    [InlineData("dashboard/history?measure=calls&zone=Mars/Base", "IANA")]
    [InlineData("forecast?horizon=0", "1 to 60")]
    [InlineData("satisfaction?level=1", "below 1")]
    [InlineData("kpi?period=2026-13", "2026-Q4")]
    public async Task A_question_that_makes_no_sense_is_told_what_would_be_right(string path, string right)
    {
        var answer = (await Insights.Admin.GetAsync($"/api/v1/insights/{path}")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Contains(right, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_comes_as_a_table_too_and_lists_of_customers_are_written_down_as_an_export()
    {
        var equity = await Insights.Admin.GetAsync("/api/v1/insights/equity?by=team", ("Accept", "text/csv"));
        Assert.Equal("text/csv", equity.ContentType);
        Assert.Equal(3, equity.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var all = await Insights.Admin.GetAsync("/api/v1/insights/clv?limit=10", ("Accept", "text/csv"));
        Assert.StartsWith("customerId,name,team", all.Text, StringComparison.Ordinal);
        Assert.Equal((await Insights.AllAsync("clv")).Count + 1, all.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        (await Insights.Service.As("sam", "sales", "south").GetAsync("/api/v1/insights/clv", ("Accept", "text/csv"))).Expect(HttpStatusCode.Forbidden);
        var none = await Insights.Admin.GetAsync("/api/v1/insights/satisfaction/answers?from=1990-01-01&to=1990-01-31", ("Accept", "text/csv"));
        Assert.StartsWith("answerId,", none.Text.TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fit_that_the_data_cannot_bear_ends_with_the_reason_in_words()
    {
        var ended = await Insights.ComputeAsync("clv", new { asOf = "1997-01-05" }, "failed");
        Assert.Contains("50", (string)ended["failure"]!, StringComparison.Ordinal);
        var beyond = await Insights.ComputeAsync("clv", new { asOf = "1997-09-30", periods = 1200, discountRate = -0.999, draws = 0 }, "failed");
        Assert.Contains("beyond what can be counted", (string)beyond["failure"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_silent_by_its_own_rhythm_is_warned_of_once_and_zoned()
    {
        await Insights.ComputeAsync("churn");
        var told = await Insights.PublishedAsync<ChurnWarned>();
        Assert.NotEmpty(told);
        Assert.All(told, w => Assert.True(w.Probability is >= 0 and <= 1 && w.Reasons.Count > 0 && w.Reasons.All(r => r.En.Length > 0 && r.ZhHans.Length > 0 && r.ZhHant.Length > 0)));
        Assert.Equal(told.Count, told.Select(w => w.CustomerId).Distinct().Count());
        var shown = await Insights.AllAsync("churn");
        var heldBack = await Insights.AllAsync("churn?state=held-back");
        Assert.Equal(shown.Count, told.Count + heldBack.Count);
        Assert.InRange((double)heldBack.Count / shown.Count, 0.05, 0.15);

        var zones = await Insights.ShowAsync("zones/summary");
        foreach (var zone in zones["zones"]!.AsArray())
            Assert.Equal((int)zone!["customers"]!, (await Insights.AllAsync($"zones?zone={zone["zone"]}")).Count);
        Assert.Equal((int)zones["customers"]!, (await Insights.PublishedAsync<ZoneChanged>()).Count);

        // Nothing is said twice, not of those held back either.
        await Insights.ComputeAsync("churn");
        Assert.Equal(told.Count, (await Insights.PublishedAsync<ChurnWarned>()).Count);
        Assert.Equal((int)zones["customers"]!, (await Insights.PublishedAsync<ZoneChanged>()).Count);

        Insights.Engagement.Add(new Engagement.Contracts.V1.InterventionEnded(told[0].WarningId, told[0].CustomerId, "won-back", "sam", DateTimeOffset.UtcNow));
        await Insights.CaughtUpAsync();
        var ended = await Insights.ShowAsync($"churn/{told[0].WarningId}");
        Assert.Equal(("ended", "won-back"), ((string?)ended["state"], (string?)ended["outcome"]));
        await Insights.ComputeAsync("churn");
        Assert.Equal(told.Count, (await Insights.PublishedAsync<ChurnWarned>()).Count);
    }
}

/// <summary>I4: with a company of its own, because every run stays.</summary>
public sealed class LookingBackOverHttp(CdnowCompany company) : IClassFixture<CdnowCompany>
{
    private InsightsFixture Insights => company.Insights;

    [Fact]
    public async Task Whoever_looks_back_leaves_what_is_shown_of_the_last_day_alone()
    {
        var last = await Insights.ShowAsync("clv/run");
        await Insights.ComputeAsync("clv", new { asOf = "1997-09-30", periods = 3, draws = 0 });
        Assert.Equal((string?)last["id"], (string?)(await Insights.ShowAsync("clv/run"))["id"]);
        Assert.Equal((string?)last["id"], (string?)(await Insights.ShowAsync("equity"))["runId"]);
        var change = await Insights.ShowAsync("equity/change");
        Assert.Equal(("1997-09-30", (string?)last["asOf"]), ((string?)change["from"], (string?)change["to"]));
    }
}

/// <summary>I4: with a company of its own, because a run as set up comes before what was supposed.</summary>
public sealed class SupposedValuesOverHttp(CdnowCompany company) : IClassFixture<CdnowCompany>
{
    private InsightsFixture Insights => company.Insights;

    [Fact]
    public async Task What_somebody_supposes_is_read_by_its_id_and_takes_no_ones_place()
    {
        await Insights.ComputeAsync("clv", new { asOf = "1998-05-31", draws = 0 });
        var ours = await Insights.ShowAsync("clv/run");
        Assert.Equal("1998-05-31", (string?)ours["asOf"]);
        foreach (var day in new[] { "1998-05-31", "1998-05-02" })
        {
            await Insights.ComputeAsync("clv", new { asOf = day, periods = 1, unit = "week", margin = 0.01, draws = 0 });
            var last = (await Insights.ShowAsync("clv/runs")).Items[0];
            Assert.Equal(("clv-what-if", day), ((string?)last["kind"], (string?)last["asOf"]));
            var supposed = await Insights.ShowAsync($"clv/run?run={last["id"]}");
            Assert.Equal(((string?)last["id"], 0.01), ((string?)supposed["id"], (double)supposed["parameters"]!["margin"]!));
        }
        Assert.Equal((string?)ours["id"], (string?)(await Insights.ShowAsync("clv/run"))["id"]);
        Assert.Equal((string?)ours["id"], (string?)(await Insights.ShowAsync("equity"))["runId"]);
        Assert.Equal((string?)ours["id"], (string?)(await Insights.ShowAsync("equity/history"))["months"]!.AsArray().Single(month => (string?)month!["month"] == "1998-05")!["runId"]);
    }

    [Fact]
    public async Task The_first_run_of_a_month_is_kept_however_many_follow_on_its_day()
    {
        foreach (var _ in Enumerable.Range(0, 5)) await Insights.ComputeAsync("clv", new { asOf = "1997-07-31", periods = 5, draws = 0 });
        var history = async () => (string?)(await Insights.ShowAsync("equity/history"))["months"]!.AsArray().Single(month => (string?)month!["month"] == "1997-07")!["runId"];
        var first = await history();
        await Insights.ComputeAsync("clv", new { asOf = "1997-07-31", periods = 6, draws = 0 });
        Assert.Equal(first, await history());
    }
}
