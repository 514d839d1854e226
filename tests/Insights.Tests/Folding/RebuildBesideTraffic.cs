using System.Net;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Insights.Tests.Folding;

/// <summary>I14: a rebuild runs beside live traffic, is seen at its end only, and loses and doubles nothing.</summary>
public sealed class RebuildBesideTraffic(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Fact]
    public async Task What_arrives_while_a_rebuild_runs_counts_once_and_what_was_computed_stays()
    {
        var history = new RandomHistory(77);
        async Task ArriveAsync(int steps)
        {
            history.Go(steps);
            foreach (var (events, feed) in new[] { (history.FromCustomers, insights.Customers), (history.FromEngagement, insights.Engagement), (history.FromService, insights.Complaints) })
            {
                var arriving = events.ConvertAll(e => FakeFeed.Item(e));
                events.Clear();
                // One in five comes twice.
                feed.Add([.. arriving, .. arriving.Where((_, i) => i % 5 == 0)]);
            }
            await insights.CaughtUpAsync();
        }
        await ArriveAsync(400);
        await insights.ComputeAsync("churn");
        var zones = await ZonesAsync();
        Assert.True(zones > 0);
        var published = await PublishedAsync();

        var queued = (await insights.Admin.PostAsync("/api/v1/insights/rebuild")).Expect(HttpStatusCode.Accepted);
        (await insights.Admin.PostAsync("/api/v1/insights/rebuild")).Expect(HttpStatusCode.Conflict);
        Answer job;
        do
        {
            await ArriveAsync(40);
            // While it runs, what is shown is whole: the generation that is read, or after the switch the other.
            Assert.True((int)(await insights.ShowAsync("dashboard"))["sales"]!["lines"]! > 0);
            job = await insights.Admin.GetAsync(queued.Location!);
        }
        while (job["finishedAt"] is null);
        Assert.True("succeeded" == (string?)job["state"], job.Text);
        await ArriveAsync(40);
        var live = await insights.DumpAsync();
        Assert.Equal(zones, await ZonesAsync());
        Assert.Equal(published, await PublishedAsync());

        await insights.RebuildAsync();
        var rebuilt = await insights.DumpAsync();
        Assert.Equal(string.Join('\n', live.Except(rebuilt).Take(20)), string.Join('\n', rebuilt.Except(live).Take(20)));
        Assert.Equal(live.Count, rebuilt.Count);
        Assert.Equal(published, await PublishedAsync());
    }

    private Task<int> ZonesAsync() => insights.Service.InScopeAsync(scope => scope.GetRequiredService<InsightsDb>().Zones.CountAsync());

    private async Task<(int, int, int)> PublishedAsync() => (
        (await insights.PublishedAsync<Contracts.V1.ZoneChanged>()).Count, (await insights.PublishedAsync<Contracts.V1.ChurnWarned>()).Count,
        (await insights.PublishedAsync<Contracts.V1.CustomerClassified>()).Count);
}
