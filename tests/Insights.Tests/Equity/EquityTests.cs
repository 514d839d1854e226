using CrmPlatform.Insights.Domain.Equity;
using CsCheck;

namespace CrmPlatform.Insights.Tests.Equity;

/// <summary>I4: customer equity and its change explained.</summary>
public sealed class EquityTests
{
    [Fact]
    public void A_change_is_explained_by_new_lost_grown_and_shrunk()
    {
        var change = CustomerEquity.Explain(
            [new(1, 100), new(2, 200), new(3, 300), new(4, 400), new(5, 500)],
            [new(1, 100), new(2, 250), new(3, 120), new(5, 0), new(6, 60)]);

        Assert.Equal((1500, 530), (change.Before, change.After));
        Assert.Equal([new(6, 60)], change.New.Customers);
        Assert.Equal([new(5, -500), new(4, -400)], change.Lost.Customers);
        Assert.Equal([new(2, 50)], change.Grown.Customers);
        Assert.Equal([new(3, -180)], change.Shrunk.Customers);
        Assert.Equal(1, change.Unchanged);
    }

    [Fact]
    public void The_movements_add_up_to_the_change_to_the_cent() =>
        Gen.Select(Gen.Dictionary(Gen.Long[0, 30], Gen.Long[0, 1_000_000])[0, 20], Gen.Dictionary(Gen.Long[0, 30], Gen.Long[0, 1_000_000])[0, 20]).Sample((before, after) =>
        {
            var change = CustomerEquity.Explain(before.Select(c => new CustomerValue(c.Key, c.Value)), after.Select(c => new CustomerValue(c.Key, c.Value)));
            Assert.Equal(change.After, change.Before + change.New.Amount + change.Lost.Amount + change.Grown.Amount + change.Shrunk.Amount);
            var moved = change.New.Customers.Concat(change.Lost.Customers).Concat(change.Grown.Customers).Concat(change.Shrunk.Customers).ToArray();
            Assert.Equal(moved.Length, moved.Select(m => m.Customer).Distinct().Count());
            Assert.Equal(before.Keys.Union(after.Keys).Count(), moved.Length + change.Unchanged);
        });

    [Fact]
    public void Sums_by_any_axis_add_up_to_the_whole()
    {
        var sums = CustomerEquity.By([("A", 100L), ("B", 20L), ("A", 3L)]);
        Assert.Equal(new Dictionary<string, long> { ["A"] = 103, ["B"] = 20 }, sums);
    }
}
