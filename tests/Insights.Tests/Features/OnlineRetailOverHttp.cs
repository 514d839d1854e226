using System.Globalization;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>UCI Online Retail, as the import publishes it, through the whole service (Chen et al. 2012).</summary>
public sealed class OnlineRetailOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private const int Chunk = 1000;

    [Fact]
    public async Task Half_a_million_dirty_lines_come_to_the_published_figures_live_and_rebuilt()
    {
        insights.Customers.Add([.. Events()]);
        await insights.CaughtUpAsync();
        await ComesToPublishedFiguresAsync();
        var live = await insights.DumpAsync();
        await insights.RebuildAsync();
        await ComesToPublishedFiguresAsync();
        var rebuilt = await insights.DumpAsync();
        Assert.Equal(string.Join('\n', live.Except(rebuilt).Take(10)), string.Join('\n', rebuilt.Except(live).Take(10)));
        Assert.Equal(live.Count, rebuilt.Count);
    }

    private async Task ComesToPublishedFiguresAsync()
    {
        var sales = (await InsightsFixture.DashboardAsync(insights.Admin))["sales"]!;
        Assert.Equal((4372, 4338, 18_532), ((int)sales["customers"]!, (int)sales["buyers"]!, (int)sales["orders"]!));
        Assert.Equal(8_911_407.90m, (decimal)sales["sales"]!);
        Assert.Equal(541_909 - 135_080, (int)sales["lines"]!);
        Assert.Equal(13, sales["months"]!.AsArray().Count);
        Assert.Equal((8_911_407.90m, 18_532), (sales["months"]!.AsArray().Sum(month => (decimal)month!["sales"]!), sales["months"]!.AsArray().Sum(month => (int)month!["orders"]!)));
        Assert.Equal(4338, (int)(await insights.Admin.GetAsync("/api/v1/insights/rfm/segments"))["customers"]!);
    }

    private static IEnumerable<object> Events()
    {
        var customers = new Dictionary<string, Guid>();
        var ordinals = new Dictionary<string, int>();
        foreach (var chunk in ReferenceData.Lines("online_retail", "online_retail.csv.gz").Skip(1).Select(line => line.Split(',')).Where(line => line[5].Length > 0).Chunk(Chunk))
        {
            foreach (var name in chunk.Select(line => line[5]).Distinct())
            {
                if (!customers.TryAdd(name, Guid.CreateVersion7())) continue;
                yield return Happenings.Customer(customers[name], name) with { Imported = true };
            }
            foreach (var order in chunk.GroupBy(line => line[0]))
            {
                var at = DateTime.Parse(order.First()[3], CultureInfo.InvariantCulture);
                yield return new PurchaseRecorded(customers[order.First()[5]], order.Key, new DateTimeOffset(at, TimeSpan.FromHours(8)), "CNY", "CNY",
                    [.. order.Select(line => new PurchasedLine(ordinals[order.Key] = ordinals.GetValueOrDefault(order.Key) + 1, line[1], decimal.Parse(line[2], CultureInfo.InvariantCulture),
                        Amount(line), Amount(line), null))], true);
            }
        }
    }

    private static long Amount(string[] line) => (long)Math.Round(
        100 * decimal.Parse(line[2], CultureInfo.InvariantCulture) * decimal.Parse(line[4], NumberStyles.Float, CultureInfo.InvariantCulture), MidpointRounding.AwayFromZero);
}
