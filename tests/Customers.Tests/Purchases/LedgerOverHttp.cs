using System.Net;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Purchases;

/// <summary>C13: the sales ledger.</summary>
public sealed class LedgerOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task An_order_of_the_small_hours_has_the_rate_of_the_organisations_day()
    {
        var customer = await fixture.CustomerAsync();
        foreach (var (from, rate) in new[] { ("2026-04-30", 1m), ("2026-05-01", 2m) })
            (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "SEK", validFrom = from, rate })).Expect(HttpStatusCode.Created);
        foreach (var (at, baseAmount) in new[] { ("2026-04-30T23:59:00+08:00", 10m), ("2026-05-01T00:30:00+08:00", 20m), ("2026-04-30T16:30:00Z", 20m) })
        {
            var order = (await Admin.PostAsync("/api/v1/purchases", new
            {
                customerId = customer.Id, orderNumber = $"{Guid.NewGuid():N}", orderedAt = at, currency = "SEK", lines = new[] { new { product = "P1", quantity = 1, amount = 10 } },
            })).Expect(HttpStatusCode.Created);
            Assert.Equal(baseAmount, (decimal)order["baseAmount"]!);
        }
    }

    [Fact]
    public async Task A_line_comes_once_by_its_order_and_ordinal_and_a_refund_is_a_negative_line()
    {
        var customer = await fixture.CustomerAsync();
        var number = Guid.NewGuid().ToString("N");
        var first = Order(customer.Id, number, [new { product = "P1", quantity = 2m, amount = 20m, cost = (decimal?)12.5m }, new { product = "P2", quantity = 1.5m, amount = 7.35m, cost = (decimal?)null }]);
        (await Admin.PostAsync("/api/v1/purchases", first)).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", first)).Expect(HttpStatusCode.OK);
        var refunded = (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [new { ordinal = 3, product = "P1", quantity = -1m, amount = -10m }]))).Expect(HttpStatusCode.Created);
        Assert.Equal((17.35m, 3), ((decimal)refunded["amount"]!, refunded["lines"]!.AsArray().Count));
        var told = (await fixture.PublishedAsync<PurchaseRecorded>()).Where(e => e.OrderNumber == number).ToList();
        Assert.Equal([[1, 2], [3]], told.Select(e => e.Lines.Select(line => line.Ordinal).ToArray()));
        Assert.Equal([(2000L, 1250L), (735L, null), (-1000L, (long?)null)], told.SelectMany(e => e.Lines).Select(line => (line.BaseAmountMinor, line.BaseCostMinor)));
    }

    // I1: what is no sale is a refund, and refunds are what went back.
    [Theory]
    [InlineData(-1, 10, "purchase.return-amount")]
    [InlineData(-1, 0, null)]
    [InlineData(1, -10, null)]
    [InlineData(0, 10, null)]
    public async Task What_came_back_is_not_paid_for(int quantity, int amount, string? refused)
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var answer = await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [new { product = "P1", quantity, amount }]));
        Assert.Equal((refused is null ? HttpStatusCode.Created : HttpStatusCode.BadRequest, refused), (answer.Status, answer.Code));
        var lines = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"""
            order,date,customer,product,quantity,amount,unitPrice
            {number}-1,2026-03-10,{customer.Id},P1,{quantity},{amount},
            {number}-2,2026-03-10,{customer.Id},P1,-1,,-10
            """));
        Assert.Equal(refused is null ? 1 : 2, (int)lines["rejected"]!);
        Assert.Contains("2,unitPrice,purchase.return-amount,", (await Admin.GetAsync($"/api/v1/imports/{lines.Id}/errors")).Text);
    }

    [Fact]
    public async Task An_order_belongs_to_one_customer_in_one_currency()
    {
        var (customer, other) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var number = Guid.NewGuid().ToString("N");
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [Line()]))).Expect(HttpStatusCode.Created);
        Assert.Equal("order.other-customer", (await Admin.PostAsync("/api/v1/purchases", Order(other.Id, number, [Line(2)]))).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("purchase.customer-unknown", (await Admin.PostAsync("/api/v1/purchases", Order(Guid.NewGuid(), $"{number}-x", [Line()]))).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("purchase.amount", (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{number}-y", [new { product = "P", quantity = 1, amount = 1.001m }]))).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{number}-z", []))).Expect(HttpStatusCode.BadRequest);
        Assert.Single((await Admin.GetAsync($"/api/v1/purchases?customerId={customer.Id}")).Items);
        Assert.Empty((await Admin.GetAsync($"/api/v1/purchases?customerId={other.Id}")).Items);
    }

    [Fact]
    public async Task A_line_that_says_something_else_than_the_ledger_is_refused_and_an_identical_one_is_not()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        object One(decimal amount, decimal? cost = null, string product = "P1", decimal quantity = 1m) => Order(customer.Id, number, [new { ordinal = 1, product, quantity, amount, cost }]);
        (await Admin.PostAsync("/api/v1/purchases", One(10m, 4m))).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", One(10m, 4m))).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/purchases", One(10.00m))).Expect(HttpStatusCode.OK);
        foreach (var other in new[] { One(12m), One(10m, 5m), One(10m, product: "P2"), One(10m, quantity: 2m) })
        {
            var refused = (await Admin.PostAsync("/api/v1/purchases", other)).Expect(HttpStatusCode.Conflict);
            Assert.Equal(("order.line-differs", 1), (refused.Code, (int)refused["ordinal"]!));
        }
        // Nothing of an order comes in with a line that contradicts.
        Assert.Equal("order.line-differs", (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [Line(2), new { ordinal = 1, product = "P1", quantity = 1, amount = 11 }]))).Expect(HttpStatusCode.Conflict).Code);
        var bulk = await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = new[] { One(10m), One(13m) } })).Expect(HttpStatusCode.Accepted).Location!);
        var kept = Assert.Single((await Admin.GetAsync($"/api/v1/purchases/bulk/{bulk.Id}/refused")).Items);
        Assert.Equal((1, "order.line-differs"), ((int)kept["index"]!, (string)kept["code"]!));
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes($"order,date,customer,ordinal,product,quantity,amount\n{number},2026-03-10 17:00:00,{customer.Id},1,P1,1,14\n"));
        Assert.Equal((0, 1), ((int)import["accepted"]!, (int)import["rejected"]!));
        Assert.Contains("order.line-differs", (await Admin.GetAsync($"/api/v1/imports/{import.Id}/errors")).Text, StringComparison.Ordinal);
        Assert.Equal(10m, (decimal)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}")).Items)["amount"]!);
    }

    // X2: what is beyond all bounds is refused in words, by whichever way it comes.
    [Fact]
    public async Task An_amount_that_no_book_can_hold_is_refused()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        foreach (var line in new object[] { new { product = "P1", quantity = 1, amount = decimal.MaxValue }, new { product = "P1", quantity = 1, amount = 1, cost = decimal.MinValue } })
            Assert.Equal("purchase.amount", (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [line]))).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "XBT", validFrom = "2026-01-01", rate = 1_000_000 })).Expect(HttpStatusCode.Created);
        var dear = Order(customer.Id, number, [new { product = "P1", quantity = 1, amount = 90_000_000_000_000m }], "XBT");
        Assert.Equal("purchase.amount-too-large", (await Admin.PostAsync("/api/v1/purchases", dear)).Expect(HttpStatusCode.Conflict).Code);
        var bulk = await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = new[] { dear, Order(customer.Id, $"{number}-b", [Line()]) } })).Expect(HttpStatusCode.Accepted).Location!);
        Assert.Equal(("succeeded", 1, 1), ((string?)bulk["state"], (int)bulk["accepted"]!, (int)bulk["rejected"]!));
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes($"""
            order,date,customer,product,quantity,amount,unitPrice,currency
            {number}-1,2026-03-10,{customer.Id},P1,1,79228162514264337593543950335,,
            {number}-2,2026-03-10,{customer.Id},P1,1000000000,,1000000000,
            {number}-3,2026-03-10,{customer.Id},P1,1,90000000000000,,XBT
            {number}-4,2026-03-10,{customer.Id},P1,1,5,,
            """));
        Assert.Equal(("succeeded", 1, 3), ((string?)import["state"], (int)import["accepted"]!, (int)import["rejected"]!));
        var cost = new { kind = "discount", amount = 900_000_000_000m, currency = "XBT", at = Day };
        Assert.Equal("relationship.amount", (await Admin.PostAsync($"{customer.Location}/relationship/costs", cost)).Expect(HttpStatusCode.BadRequest).Code);
    }

    // C17: a file that an order opens is called as the API would have it.
    [Fact]
    public async Task A_customer_that_is_entered_with_its_first_order_has_a_name_of_one_line()
    {
        var id = Guid.NewGuid().ToString("N");
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes($"order,date,customer,product,quantity,amount\n{id}-1,2026-03-10,\"Two {id}\nlines\",P1,1,5\n{id}-2,2026-03-10,One {id},P1,1,5\n"), createMissing: true);
        Assert.Equal((1, 1), ((int)import["accepted"]!, (int)import["rejected"]!));
        Assert.Contains("customer.name-control", (await Admin.GetAsync($"/api/v1/imports/{import.Id}/errors")).Text, StringComparison.Ordinal);
        Assert.Equal($"One {id}", (string?)Assert.Single((await Admin.GetAsync($"/api/v1/customers?q={id}")).Items)["name"]);
    }

    [Fact]
    public async Task What_is_yet_to_be_bought_is_no_purchase()
    {
        var (customer, number, ahead) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow.AddDays(2));
        var refused = (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [Line()], at: ahead))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("order.in-future", refused.Code);
        Assert.NotNull(refused["errors"]!["orderedAt"]);
        var bulk = await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = new[] { Order(customer.Id, number, [Line()], at: ahead) } })).Expect(HttpStatusCode.Accepted).Location!);
        Assert.Equal("order.in-future", (string?)Assert.Single((await Admin.GetAsync($"/api/v1/purchases/bulk/{bulk.Id}/refused")).Items)["code"]);
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes($"order,date,customer,product,quantity,amount\n{number},{ahead:yyyy-MM-dd} 09:00:00,{customer.Id},P1,1,10\n{number}-b,{ahead.AddYears(1):yyyy-MM-dd},{customer.Id},P1,1,10\n"));
        Assert.Contains("order.in-future", (await Admin.GetAsync($"/api/v1/imports/{import.Id}/errors")).Text, StringComparison.Ordinal);
        Assert.Empty((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}-b")).Items);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, number, [Line()], at: DateTimeOffset.UtcNow.AddHours(20)))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_order_is_converted_at_the_rate_of_its_day_and_refused_where_there_is_none()
    {
        var customer = await fixture.CustomerAsync();
        Assert.Equal("rate.base-currency", (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "CNY", validFrom = "2026-01-01", rate = 1 })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("purchase.rate-missing", (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, Guid.NewGuid().ToString("N"), [Line()], "EUR"))).Expect(HttpStatusCode.Conflict).Code);
        foreach (var (from, rate) in new[] { ("2026-01-01", 7.5m), ("2026-03-10", 8m), ("2026-03-11", 9m) })
            (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "EUR", validFrom = from, rate })).Expect(HttpStatusCode.Created);
        Assert.Equal("rate.exists", (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "EUR", validFrom = "2026-03-10", rate = 1 })).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "JPY", validFrom = "2026-01-01", rate = 0.048m })).Expect(HttpStatusCode.Created);
        foreach (var (currency, day, amount, inBase) in new[] { ("EUR", Day, 10m, 80m), ("EUR", Day.AddDays(-1), 10m, 75m), ("EUR", Day.AddDays(30), 10.01m, 90.09m), ("JPY", Day, 1000m, 48m) })
        {
            var order = (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, Guid.NewGuid().ToString("N"), [new { product = "P", quantity = 1, amount }], currency, day))).Expect(HttpStatusCode.Created);
            Assert.Equal((amount, inBase, "CNY"), ((decimal)order["amount"]!, (decimal)order["baseAmount"]!, (string?)order["baseCurrency"]));
        }
        Assert.Equal("order.other-currency", (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id,
            (string)(await Admin.GetAsync($"/api/v1/purchases?customerId={customer.Id}")).Items[0]["orderNumber"]!, [Line(2)]))).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_refund_months_later_is_converted_as_its_order_was()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        foreach (var (from, rate) in new[] { ("2026-01-01", 8m), ("2026-03-20", 7m) })
            (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "NOK", validFrom = from, rate })).Expect(HttpStatusCode.Created);
        object Lines(int ordinal, decimal amount, int days) => Order(customer.Id, number, [new { ordinal, product = "P1", quantity = 1, amount }], "NOK", Day.AddDays(days));
        Assert.Equal(800m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Lines(1, 100m, 0))).Expect(HttpStatusCode.Created)["baseAmount"]!);
        Assert.Equal(400m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Lines(2, -50m, 40))).Expect(HttpStatusCode.Created)["baseAmount"]!);
        // In a bulk, an import and a day before any rate alike.
        await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = new[] { Lines(3, -20m, 50), Lines(4, -20m, -300) } })).Expect(HttpStatusCode.Accepted).Location!);
        await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes($"order,date,customer,ordinal,product,quantity,amount,currency\n{number},2026-04-30,{customer.Id},5,P1,1,-10,NOK\n"));
        var order = Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}")).Items);
        Assert.Equal((0m, 0m, Day), ((decimal)order["amount"]!, (decimal)order["baseAmount"]!, (DateTimeOffset)order["orderedAt"]!));
    }

    // Who enters the rate of a day late finds orders converted by an older one; a refund that was converted by the new one would leave a rest.
    [Fact]
    public async Task An_order_goes_on_at_the_rate_it_was_converted_by()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        Task<Answer> Rate(string from, decimal rate) => Admin.PostAsync("/api/v1/purchases/rates", new { currency = "DKK", validFrom = from, rate });
        object Lines(string order, int ordinal, decimal amount) => Order(customer.Id, order, [new { ordinal, product = "P1", quantity = 1, amount }], "DKK", Day);
        (await Rate("2025-01-01", 0.93m)).Expect(HttpStatusCode.Created);
        Assert.Equal(93m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Lines(number, 1, 100m))).Expect(HttpStatusCode.Created)["baseAmount"]!);
        (await Rate("2026-01-01", 1.04m)).Expect(HttpStatusCode.Created);
        Assert.Equal(0m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Lines(number, 2, -100m))).Expect(HttpStatusCode.Created)["baseAmount"]!);
        Assert.Equal(104m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Lines(Guid.NewGuid().ToString("N"), 1, 100m))).Expect(HttpStatusCode.Created)["baseAmount"]!);
    }

    [Fact]
    public async Task A_bulk_is_judged_order_by_order_repeated_without_effect_and_follows_merges()
    {
        var (customer, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.ActAsync($"{customer.Location}/merge", new { duplicateId = gone.Id }, customer.ETag)).Expect(HttpStatusCode.OK);
        var tag = Guid.NewGuid().ToString("N");
        var orders = Enumerable.Range(0, 250).Select(i => i switch
        {
            7 => Order(Guid.NewGuid(), $"{tag}-{i}", [Line()]),
            8 => Order(customer.Id, $"{tag}-{i}", [Line()], "CHF"),
            9 => Order(gone.Id, $"{tag}-{i}", [Line()]),
            _ => Order(customer.Id, $"{tag}-{i}", [Line()]),
        }).ToList();
        for (var time = 0; time < 2; time++)
        {
            var job = await Admin.EndOfAsync((await Admin.PostAsync("/api/v1/purchases/bulk", new { orders })).Expect(HttpStatusCode.Accepted).Location!);
            Assert.Equal(("succeeded", 250, 248, 2), ((string?)job["state"], (int)job["read"]!, (int)job["accepted"]!, (int)job["rejected"]!));
            var refused = (await Admin.GetAsync($"/api/v1/purchases/bulk/{job.Id}/refused")).Items;
            Assert.Equal([(7, "purchase.customer-unknown"), (8, "purchase.rate-missing")], refused.Select(one => ((int)one["index"]!, (string)one["code"]!)).Order());
            Assert.Equal(customer.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={tag}-9")).Items)["customerId"]);
        }
        Assert.Equal(248, (await fixture.PublishedAsync<PurchaseRecorded>()).Count(e => e.OrderNumber.StartsWith(tag, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_unknown_product_is_entered_in_the_register_and_told()
    {
        var (customer, code) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, code, [new { product = code, quantity = 1, amount = 1, description = "Green tea" }]))).Expect(HttpStatusCode.Created);
        var product = (await Admin.GetAsync($"/api/v1/products/{code}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Green tea", (string?)product["name"]);
        (await Admin.PutAsync($"/api/v1/products/{code}", new { name = "Longjing", category = "tea" }, product.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync($"/api/v1/products/{code}", new { name = "Longjing" }, product.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Equal([(1L, "Green tea"), (2L, "Longjing")], (await fixture.PublishedAsync<ProductChanged>()).Where(e => e.Code == code).Select(e => (e.Version, e.Name)));
    }

    [Fact]
    public async Task Purchases_of_one_customer_at_the_same_moment_are_all_booked_at_the_first_asking()
    {
        var (customer, product) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        (await Admin.PutAsync("/api/v1/loyalty/programme", new { active = true, pointsPerUnit = 1, lifetimeDays = 365 }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{product}-first", [new { product = $"{product}-0", quantity = 1, amount = 1000 }], at: DateTimeOffset.UtcNow))).Expect(HttpStatusCode.Created);
        // All enter the same product, every fifth takes points back out of the same lot, some are sent with a key of their own.
        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Admin.PostAsync("/api/v1/purchases",
            Order(customer.Id, $"{product}-{i}", [new { product, quantity = 1, amount = i % 5 == 0 ? -10 : 10 }], at: DateTimeOffset.UtcNow),
            i % 3 == 0 ? [("Idempotency-Key", $"{product}-{i}")] : [])));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        var told = (await fixture.PublishedAsync<PurchaseRecorded>()).Where(e => e.CustomerId == customer.Id).ToList();
        Assert.Equal((51, 1300_00L), (told.Select(e => e.OrderNumber).Distinct().Count(), told.Sum(e => e.Lines.Sum(line => line.BaseAmountMinor))));
        Assert.Equal(told.Count, told.Select(e => e.OrderNumber).Distinct().Count());
        Assert.Equal(1300, (long)(await Admin.GetAsync($"{customer.Location}/loyalty"))["balance"]!);
        Assert.Single(await fixture.PublishedAsync<ProductChanged>(), e => e.Code == product);
    }

    private static object Line(int ordinal = 1) => new { ordinal, product = "P1", quantity = 1, amount = 10 };

    private static object Order(Guid customer, string number, object[] lines, string? currency = null, DateTimeOffset? at = null) =>
        new { customerId = customer, orderNumber = number, orderedAt = at ?? Day, currency, lines };
}
