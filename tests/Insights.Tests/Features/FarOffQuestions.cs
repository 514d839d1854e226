using System.Net;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>What is asked of the ends of time, or at a level at which nothing is sure, is answered in words.</summary>
public sealed class FarOffQuestions(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Theory]
    [InlineData("kpi?period=2026-%201", "period")]
    [InlineData("kpi?period=2026-%2B1", "period")]
    [InlineData("funnel/forecast/deals?key=9999-12", "key")]
    [InlineData("funnel/forecast?level=NaN", "level")]
    [InlineData("funnel/forecast?level=0.9999999999999999", "level")]
    [InlineData("satisfaction?level=0.9999999999999999", "level")]
    [InlineData("pareto?vital=NaN", "vital")]
    public async Task A_parameter_that_nothing_can_be_reckoned_from_is_refused_under_its_name(string path, string parameter)
    {
        var answer = (await insights.Admin.GetAsync($"/api/v1/insights/{path}")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(answer["errors"]![parameter]);
    }

    [Fact]
    public async Task Of_the_first_and_last_days_that_can_be_reckoned_there_is_nothing_and_no_failure()
    {
        foreach (var day in new[] { "1900-01-01", "2999-12-31" })
        {
            foreach (var path in new[] { "dashboard/history?measure=calls&", "dashboard/sales?", "dashboard/sales?zone=Pacific/Kiritimati&", "channels?", "funnel?", "nps?", "satisfaction?", "pareto?", "kpi/workload?" })
                (await insights.Admin.GetAsync($"/api/v1/insights/{path}from={day}&to={day}")).Expect(HttpStatusCode.OK);
        }
        foreach (var path in new[] { "funnel/forecast/deals?key=2999-12", "kpi?period=2999-Q4", "kpi?period=1900-Q1" }) (await insights.Admin.GetAsync($"/api/v1/insights/{path}")).Expect(HttpStatusCode.OK);
        await insights.ComputeAsync("churn", new { asOf = "1900-01-01" });
        await insights.ComputeAsync("abc", new { asOf = "1900-01-01" });
    }
}
