using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Folding;

/// <summary>I14: a product that was removed and one entered under its code later are two, in whatever order that is told.</summary>
public sealed class ProductRegister(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    public static TheoryData<int, int, int> Orders => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory, MemberData(nameof(Orders))]
    public async Task A_code_is_the_later_products_whatever_is_told_first(int first, int second, int third)
    {
        var code = $"tea-{first}{second}{third}";
        var (old, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        object[] told = [new ProductChanged(old, 1, code, "Old tea", null, true), new ProductChanged(old, 2, code, "Old tea", null, false, Removed: true), new ProductChanged(late, 1, code, "New tea", null, true)];
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer), Happenings.Purchase(customer, $"O-{code}", DateTimeOffset.UtcNow.AddDays(-40), (1, code, 3, 900)));
        foreach (var i in new[] { first, second, third })
        {
            // Each is folded by itself: within a batch the order would not show.
            insights.Customers.Add(told[i]);
            await insights.CaughtUpAsync();
        }
        Assert.Equal("New tea", await NameOfAsync(code));

        insights.Customers.Add(new ProductChanged(late, 2, code, "New tea", null, false, Removed: true));
        await insights.CaughtUpAsync();
        Assert.Null(await NameOfAsync(code));
    }

    private async Task<string?> NameOfAsync(string code) =>
        (string?)(await insights.ShowAsync("forecast/demand?limit=200")).Items.Single(product => (string?)product["product"] == code)["name"];
}
