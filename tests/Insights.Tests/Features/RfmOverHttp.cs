using System.Globalization;
using System.Net;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

public sealed class RfmOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Fact]
    public async Task Customers_are_scored_paged_and_found_by_segment_and_the_sums_agree()
    {
        var start = new DateTimeOffset(2026, 1, 1, 4, 0, 0, TimeSpan.Zero);
        foreach (var i in Enumerable.Range(1, 50))
        {
            var customer = Guid.NewGuid();
            insights.Customers.Add(Happenings.Customer(customer, $"客户 {i}"));
            // The more often, the later and the more.
            insights.Customers.Add([.. Enumerable.Range(1, (i + 4) / 5).Select(n => (object)Happenings.Purchase(customer, $"{i}-{n}", start.AddDays(i), (1, "A", 1, 1000 * i)))]);
        }
        await insights.CaughtUpAsync();

        var all = new List<System.Text.Json.Nodes.JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await insights.Admin.GetAsync($"/api/v1/insights/rfm?limit=20{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(50, all.Select(item => (Guid)item["customerId"]!).Distinct().Count());
        Assert.Equal(all.Select(item => (decimal)item["net"]!).OrderDescending(), all.Select(item => (decimal)item["net"]!));
        Assert.Equal(("champions", 5, 5, 5), ((string)all[0]["segment"]!, (int)all[0]["r"]!, (int)all[0]["f"]!, (int)all[0]["m"]!));
        Assert.Equal(("lost", 1, 1, 1), ((string)all[^1]["segment"]!, (int)all[^1]["r"]!, (int)all[^1]["f"]!, (int)all[^1]["m"]!));

        var segments = (await insights.Admin.GetAsync("/api/v1/insights/rfm/segments", ("Accept-Language", "zh-CN"))).Expect(HttpStatusCode.OK);
        Assert.Equal(50, (int)segments["customers"]!);
        foreach (var segment in segments["segments"]!.AsArray())
        {
            var members = (await insights.Admin.GetAsync($"/api/v1/insights/rfm?limit=200&segment={segment!["segment"]}")).Items;
            Assert.Equal((int)segment["customers"]!, members.Count);
            Assert.Equal((decimal)segment["net"]!, members.Sum(member => (decimal)member["net"]!));
        }
        Assert.Contains("冠军客户", segments["segments"]!.AsArray().Select(segment => (string?)segment!["name"]));
    }

    [Theory]
    [InlineData("segment=martians")]
    [InlineData("limit=201")]
    [InlineData("limit=0")]
    [InlineData("colour=red")]
    [InlineData("cursor=abc")]
    public async Task A_wrong_question_is_told_what_would_be_right(string query)
    {
        var answer = (await insights.Admin.GetAsync($"/api/v1/insights/rfm?{query}")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task A_name_that_looks_like_a_formula_is_none_in_a_table()
    {
        await using var house = new InsightsFixture();
        await house.InitializeAsync();
        var customer = Guid.NewGuid();
        house.Customers.Add(Happenings.Customer(customer, "-2+3"), Happenings.Purchase(customer, $"{customer:N}", DateTimeOffset.UtcNow, (1, "A", 1, 100), (2, "A", -1, -700)));
        await house.CaughtUpAsync();
        var table = (await house.Admin.GetAsync("/api/v1/insights/rfm", ("Accept", "text/csv"))).Expect(HttpStatusCode.OK);
        var line = table.Text.Split("\r\n").Single(row => row.StartsWith(customer.ToString(), StringComparison.Ordinal));
        Assert.Equal("'-2+3", line.Split(',')[1]);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $",{-6.00m},"), line, StringComparison.Ordinal);
    }
}
