using System.Net;
using System.Text;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Loyalty;

/// <summary>C14: a refund takes back what its own order gave, and no other points.</summary>
public sealed class RefundsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_refund_takes_what_its_order_gave_whatever_tier_and_rate_hold_by_then()
    {
        await ProgrammeAsync();
        var (customer, tier) = (await fixture.CustomerAsync(), $"gold-{Guid.NewGuid():N}");
        (await Admin.PutAsync($"/api/v1/loyalty/tiers/{tier}", new { name = "Gold", fromPoints = 5_000_000, multiplierPercent = 300 }, "*")).Expect(HttpStatusCode.Created);
        var first = await BuyAsync(customer, 5_000_000m);
        var second = await BuyAsync(customer, 100m);
        Assert.Equal(5_000_300, await BalanceAsync(customer));
        await BuyAsync(customer, -2_500_000m, first, 2);
        Assert.Equal(2_500_300, await BalanceAsync(customer));
        await ProgrammeAsync(pointsPerUnit: 0.1m);
        await BuyAsync(customer, -50m, second, 2);
        Assert.Equal(2_500_150, await BalanceAsync(customer));
        await BuyAsync(customer, -50m, second, 3);
        await BuyAsync(customer, -2_500_000m, first, 3);
        Assert.Equal(0, await BalanceAsync(customer));
        (await Admin.DeleteAsync($"/api/v1/loyalty/tiers/{tier}", "*")).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_refund_of_an_order_that_gave_nothing_takes_nothing()
    {
        var customer = await fixture.CustomerAsync();
        await ProgrammeAsync(active: false);
        var early = await BuyAsync(customer, 300m);
        await ProgrammeAsync();
        var imported = Guid.NewGuid().ToString("N");
        await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"order,date,customer,product,quantity,amount\n{imported},2026-03-10,{customer.Id},P1,1,300\n"));
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 500 })).Expect(HttpStatusCode.Created);
        await BuyAsync(customer, -300m, imported, 2);
        await BuyAsync(customer, -300m, early, 2);
        Assert.Equal(500, await BalanceAsync(customer));
        // Nor does a credit note of its own number, where no purchase gave anything.
        await BuyAsync(customer, -300m);
        Assert.Equal(500, await BalanceAsync(customer));
    }

    [Fact]
    public async Task Refunds_in_parts_take_together_what_the_order_gave_and_the_last_takes_the_rest()
    {
        await ProgrammeAsync();
        var customer = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 1000 })).Expect(HttpStatusCode.Created);
        var order = Guid.NewGuid().ToString("N");
        // A discount is a line of the order like any other: 90.50 give 90 points.
        (await Admin.PostAsync("/api/v1/purchases", Order(customer, order, (1, 100m), (2, -9.5m)))).Expect(HttpStatusCode.Created);
        Assert.Equal(1090, await BalanceAsync(customer));
        foreach (var (ordinal, amount, balance) in new[] { (3, -30.2m, 1060L), (4, -30.2m, 1030L), (5, -30.1m, 1000L), (6, -500m, 1000L) })
        {
            await BuyAsync(customer, amount, order, ordinal);
            Assert.Equal(balance, await BalanceAsync(customer));
        }
    }

    [Fact]
    public async Task An_order_and_its_refunds_in_one_bulk_are_reckoned_one_after_the_other()
    {
        await ProgrammeAsync();
        var customer = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 1000 })).Expect(HttpStatusCode.Created);
        var (one, other) = (Guid.NewGuid().ToString("N"), await BuyAsync(customer, 40m));
        var orders = new[] { Order(customer, one, (1, 100m)), Order(customer, one, (2, -25m)), Order(customer, other, (2, -10m)), Order(customer, one, (3, -75m)), Order(customer, other, (3, -30m)) };
        var job = await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders })).Expect(HttpStatusCode.Accepted).Location!);
        Assert.Equal(5, (int)job["accepted"]!);
        Assert.Equal(1000, await BalanceAsync(customer));
        var entries = (await Admin.GetAsync($"{customer.Location}/loyalty/entries")).Items.Select(entry => (long)entry["points"]!).Order();
        Assert.Equal([-75L, -30L, -25L, -10L, 40L, 100L, 1000L], entries);
    }

    // C16: the order and its points go to the survivor together.
    [Fact]
    public async Task A_refund_after_a_merge_takes_what_the_order_gave_before_it()
    {
        await ProgrammeAsync();
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (order, _) = (await BuyAsync(gone, 80m), await BuyAsync(kept, 200m));
        // The purchases have the files assessed anew meanwhile.
        await Eventually.BecomesAsync(() => Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "the merge");
        Assert.Equal(280, await BalanceAsync(kept));
        await BuyAsync(gone, -80m, order, 2);
        Assert.Equal(200, await BalanceAsync(kept));
        await BuyAsync(kept, -80m, order, 3);
        Assert.Equal(200, await BalanceAsync(kept));
    }

    private async Task<long> BalanceAsync(Answer customer) => (long)(await Admin.GetAsync($"{customer.Location}/loyalty")).Expect(HttpStatusCode.OK)["balance"]!;

    private async Task ProgrammeAsync(bool active = true, decimal pointsPerUnit = 1) =>
        (await Admin.PutAsync("/api/v1/loyalty/programme", new { active, pointsPerUnit, lifetimeDays = 365 }, "*")).Expect(HttpStatusCode.OK);

    private async Task<string> BuyAsync(Answer customer, decimal amount, string? order = null, int ordinal = 1)
    {
        var number = order ?? Guid.NewGuid().ToString("N");
        (await Admin.PostAsync("/api/v1/purchases", Order(customer, number, (ordinal, amount)))).Expect(HttpStatusCode.Created);
        return number;
    }

    private static object Order(Answer customer, string number, params (int Ordinal, decimal Amount)[] lines) => new
    {
        customerId = customer.Id, orderNumber = number, orderedAt = Day, lines = lines.Select(line => new { product = "P1", quantity = 1, amount = line.Amount, ordinal = line.Ordinal }),
    };
}
