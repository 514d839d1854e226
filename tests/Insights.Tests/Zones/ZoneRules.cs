using CrmPlatform.Insights.Domain.Zones;

namespace CrmPlatform.Insights.Tests.Zones;

/// <summary>I3: consumption zones. Ten customers, so the top 40 % are the four of the highest lifetime value.</summary>
public sealed class ZoneRules
{
    private static ZoneResult Place(int place, long recent, long earlier, bool silent = false)
    {
        var others = Enumerable.Range(1, 10).Where(i => i != place).Select(i => new ZoneCustomer(i, 1000 - i, 1, 1, false));
        return ConsumptionZones.Classify([.. others, new ZoneCustomer(99, 1000 - place, recent, earlier, silent)], new ZoneSettings())[^1];
    }

    [Theory]
    [InlineData(1, 100, 100, ConsumptionZone.Value, "zone.top-and-holding")]
    [InlineData(4, 91, 100, ConsumptionZone.Value, "zone.top-and-holding")]
    [InlineData(4, 90, 100, ConsumptionZone.Migrating, "zone.top-and-falling")]
    [InlineData(1, 0, 100, ConsumptionZone.Migrating, "zone.top-and-falling")]
    [InlineData(1, 50, 0, ConsumptionZone.Value, "zone.top-and-holding")]
    [InlineData(5, 110, 100, ConsumptionZone.Potential, "zone.below-and-rising")]
    [InlineData(5, 10, 0, ConsumptionZone.Potential, "zone.below-and-rising")]
    [InlineData(5, 109, 100, ConsumptionZone.Potential, "zone.below-and-steady")]
    [InlineData(5, 100, 100, ConsumptionZone.Potential, "zone.below-and-steady")]
    [InlineData(5, 99, 100, ConsumptionZone.Freezing, "zone.below-and-falling")]
    [InlineData(10, 0, 100, ConsumptionZone.Freezing, "zone.below-and-falling")]
    public void Zone_by_value_and_change(int place, long recent, long earlier, object zone, string reason)
    {
        var result = Place(place, recent, earlier);
        Assert.Equal(((ConsumptionZone)zone, reason), (result.Zone, result.ReasonCode));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Whoever_is_silent_is_freezing(int place) =>
        Assert.Equal((ConsumptionZone.Freezing, "zone.silent"), Place(place, 200, 100, silent: true) is var r ? (r.Zone, r.ReasonCode) : default);

    [Fact]
    public void Equal_values_stand_on_the_same_side_of_the_line()
    {
        var customers = Enumerable.Range(1, 10).Select(i => new ZoneCustomer(i, i <= 6 ? 500 : 100, 100, 100, false)).ToArray();
        Assert.Equal(6, ConsumptionZones.Classify(customers, new ZoneSettings()).Count(z => z.Zone == ConsumptionZone.Value));
        Assert.Empty(ConsumptionZones.Classify([], new ZoneSettings()));
    }

    [Fact]
    public void The_reason_names_the_figures() =>
        Assert.Equal("In the top 40% by lifetime value; sales of twelve months changed by -25 %.", Place(2, 75, 100).Reason.En);
}
