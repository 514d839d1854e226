using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Tests.Folding;

/// <summary>I14: what arrived in any order, some of it twice, some of it late, comes to the same as what is read from the beginning.</summary>
public sealed class RebuildEqualsLive(InsightsFixture fixture) : IClassFixture<InsightsFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Live_state_equals_a_rebuild_bit_for_bit(int seed)
    {
        var history = new RandomHistory(seed);
        var random = new Random(seed);
        List<FeedItem> late = [];
        for (var round = 0; round < 5; round++)
        {
            history.Go(150);
            foreach (var (events, feed) in new[] { (history.FromCustomers, fixture.Customers), (history.FromEngagement, fixture.Engagement), (history.FromService, fixture.Complaints) })
            {
                var arriving = events.ConvertAll(e => FakeFeed.Item(e)).OrderBy(_ => random.Next()).ToList();
                events.Clear();
                if (feed == fixture.Customers)
                {
                    // What was held back in the last round comes with this one.
                    var hold = arriving.Where(_ => random.Next(6) == 0).ToList();
                    arriving = [.. arriving.Except(hold), .. late];
                    late = hold;
                }
                var twice = arriving.Where(_ => random.Next(5) == 0).ToList();
                feed.Add([.. arriving, .. twice.OrderBy(_ => random.Next())]);
            }
            await fixture.CaughtUpAsync();
        }
        var live = await fixture.DumpAsync();
        Assert.NotEmpty(live);

        foreach (var feed in new[] { fixture.Customers, fixture.Engagement, fixture.Complaints }) feed.Rearrange(items => items.OrderBy(_ => random.Next()));
        await fixture.RebuildAsync();
        var rebuilt = await fixture.DumpAsync();
        Assert.Equal(string.Join('\n', live.Except(rebuilt)), string.Join('\n', rebuilt.Except(live)));
        Assert.Equal(live.Count, rebuilt.Count);
    }
}
