using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Folding;

/// <summary>C17: after an import was undone every figure is what it was, in whichever order the news came.</summary>
public sealed class WithdrawnPurchases(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 2, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_figure_is_what_it_was_before_the_import()
    {
        var (known, survivor) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(known), Happenings.Customer(survivor), Happenings.Purchase(known, $"{known}", Day, (1, "A", 2, 500), (2, "B", 1, -100)));
        await insights.CaughtUpAsync();
        var before = await DumpAsync();

        var fresh = Imported(known, "fresh", (1, "A", 3, 900), (2, "C", 1, -50));
        var second = Imported(known, "second", (1, "B", 1, 100));
        insights.Customers.Add(fresh, second, Withdrawn(fresh));
        await insights.CaughtUpAsync();
        Assert.NotEqual(string.Join('\n', before), string.Join('\n', await DumpAsync()));
        // The customer goes into another file meanwhile, and comes back.
        var merge = Guid.NewGuid();
        insights.Customers.Add(new CustomersMerged(merge, survivor, known, "ada", Day), Withdrawn(second), new CustomerMergeUndone(merge, survivor, known, "ada", Day));
        await insights.CaughtUpAsync();
        Assert.Equal(string.Join('\n', before), string.Join('\n', await DumpAsync()));
    }

    [Fact]
    public async Task A_withdrawal_may_come_before_its_lines_and_the_same_lines_may_come_again()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer));
        await insights.CaughtUpAsync();
        var before = await DumpAsync();
        var early = Imported(customer, "early", (1, "A", 1, 700));
        insights.Customers.Add(Withdrawn(early), early);
        await insights.CaughtUpAsync();
        Assert.Equal(string.Join('\n', before), string.Join('\n', await DumpAsync()));

        // Given again with another amount before the first is withdrawn: what stands in the end is what was not withdrawn.
        var (first, again) = (Imported(customer, "again", (1, "A", 1, 700)), Imported(customer, "again", (1, "A", 1, 800)));
        insights.Customers.Add(first, again, Withdrawn(first));
        await insights.CaughtUpAsync();
        Assert.Contains(await DumpAsync(), line => line.StartsWith("Ledgers", StringComparison.Ordinal) && line.Contains("Net=800", StringComparison.Ordinal) && line.Contains("Orders=1", StringComparison.Ordinal));
    }

    // Whose withdrawal is remembered, and who was once merged, is no figure.
    private async Task<List<string>> DumpAsync() =>
        [.. (await insights.DumpAsync()).Where(line => !line.StartsWith("WithdrawnPurchases", StringComparison.Ordinal) && !line.StartsWith("Merges", StringComparison.Ordinal))];

    private static PurchaseRecorded Imported(Guid customer, string order, params (int Ordinal, string Product, decimal Quantity, long Minor)[] lines) =>
        Happenings.Purchase(customer, $"{order}-{customer}", Day.AddDays(order.Length), lines) with { Imported = true, BookingId = Guid.NewGuid() };

    private static PurchaseWithdrawn Withdrawn(PurchaseRecorded p) =>
        new(p.CustomerId, p.OrderNumber, p.OrderedAt, p.Currency, p.BaseCurrency, p.Lines, p.BookingId!.Value, Day, true);
}
