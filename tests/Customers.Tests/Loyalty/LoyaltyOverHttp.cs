using System.Net;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Loyalty;

public sealed class LoyaltyOverHttp(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Points_are_given_redeemed_and_adjusted_and_each_booking_is_made_once()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";
        var reference = Guid.NewGuid().ToString();
        var earned = (await Admin.PostAsync($"{path}/earnings", new { points = 100, reference, reason = "Survey" })).Expect(HttpStatusCode.Created);
        var again = (await Admin.PostAsync($"{path}/earnings", new { points = 100, reference })).Expect(HttpStatusCode.OK);
        Assert.Equal(earned.Id, again.Id);
        Assert.Equal("points.reference-taken", (await Admin.PostAsync($"{path}/earnings", new { points = 90, reference })).Expect(HttpStatusCode.Conflict).Code);

        var refused = (await Admin.PostAsync($"{path}/redemptions", new { points = 101 })).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("points.not-enough", 100L), (refused.Code, (long)refused["balance"]!));
        var redeemed = (await Admin.PostAsync($"{path}/redemptions", new { points = 60 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{path}/adjustments", new { points = -30, reason = "Booked by mistake" })).Expect(HttpStatusCode.Created);
        Assert.Equal("points.not-enough", (await Admin.PostAsync($"{path}/adjustments", new { points = -11, reason = "Too much" })).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PostAsync($"{path}/adjustments", new { points = 5 })).Expect(HttpStatusCode.BadRequest);
        (await fixture.As("nora", "sales", "north").PostAsync($"{path}/adjustments", new { points = 5, reason = "x" })).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(10, await BalanceAsync(path));

        (await Admin.ActAsync($"{path}/redemptions/{redeemed.Id}/cancel", null, redeemed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("points.cancelled", (await Admin.ActAsync($"{path}/redemptions/{redeemed.Id}/cancel", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(70, await BalanceAsync(path));
        var entries = (await Admin.GetAsync($"{path}/entries")).Items;
        Assert.Equal([60L, -30L, -60L, 100L], entries.Select(entry => (long)entry["points"]!));
        await BalancedAsync();
    }

    // S6: an agent's limit of points for a complaint is none if points are given beside the complaint without one.
    [Fact]
    public async Task More_points_than_the_limit_are_given_by_hand_by_whoever_keeps_the_programme()
    {
        var (agent, manager) = (fixture.As("nora", "agent", "north"), fixture.As("ada", "manager"));
        var (path, reference, partner) = ($"{(await fixture.CustomerAsync()).Location}/loyalty", Guid.NewGuid().ToString(), $"partner-{Guid.NewGuid():N}");
        (await Admin.PutAsync($"/api/v1/loyalty/partners/{partner}", new { name = "Partner" }, "*")).Expect(HttpStatusCode.Created);
        (await agent.PostAsync($"{path}/earnings", new { points = 1000 })).Expect(HttpStatusCode.Created);
        foreach (var body in new object[] { new { points = 1001, reference, reason = "because" }, new { points = 1001, reference, partner } })
            Assert.Equal("points.beyond-limit", (await agent.PostAsync($"{path}/earnings", body)).Expect(HttpStatusCode.Forbidden).Code);
        (await manager.PostAsync($"{path}/earnings", new { points = 1001, reference })).Expect(HttpStatusCode.Created);
        // What stands is only said again.
        (await agent.PostAsync($"{path}/earnings", new { points = 1001, reference })).Expect(HttpStatusCode.OK);
        Assert.Equal(2001, await BalanceAsync(path));
    }

    // C14: nobody books in the name of an order to come, which then could not be entered any more.
    [Theory]
    [InlineData("purchase:{0}:1")]
    [InlineData("Remedy:{0}")]
    [InlineData("merge-undone:{0}")]
    public async Task References_of_the_platforms_own_bookings_are_not_for_others(string form)
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var (path, reference) = ($"{customer.Location}/loyalty", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, number));
        foreach (var (kind, body) in new (string, object)[] { ("earnings", new { points = 1, reference }), ("adjustments", new { points = 1, reason = "x", reference }), ("redemptions", new { points = 1, reference }) })
            Assert.Equal("points.reference-reserved", (await Admin.PostAsync($"{path}/{kind}", body)).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync($"{path}/earnings", new { points = 1, reference = $"purchases {number}" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task However_many_redeem_at_once_the_balance_never_falls_below_zero()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";
        for (var i = 0; i < 3; i++) (await Admin.PostAsync($"{path}/earnings", new { points = 30 })).Expect(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Admin.PostAsync($"{path}/redemptions", new { points = 7 })));
        Assert.Equal(90 / 7, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("points.not-enough", answer.Expect(HttpStatusCode.Conflict).Code));
        Assert.Equal(90 % 7, await BalanceAsync(path));

        var reference = Guid.NewGuid().ToString();
        var same = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Admin.PostAsync($"{path}/redemptions", new { points = 1, reference })));
        Assert.Single(same, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(same.Select(answer => answer.Id).Distinct());
        Assert.Equal(90 % 7 - 1, await BalanceAsync(path));
        await BalancedAsync();
    }

    [Fact]
    public async Task Points_expire_by_themselves_oldest_first()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";
        await ProgrammeAsync(active: false, lifetimeDays: 100);
        (await Admin.PostAsync($"{path}/earnings", new { points = 50 })).Expect(HttpStatusCode.Created);
        fixture.Leap(TimeSpan.FromDays(60));
        (await Admin.PostAsync($"{path}/earnings", new { points = 20 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{path}/redemptions", new { points = 10 })).Expect(HttpStatusCode.Created);
        var standing = await Admin.GetAsync(path);
        Assert.Equal((60L, 40L), ((long)standing["balance"]!, (long)standing["expiringPoints"]!));
        fixture.Leap(TimeSpan.FromDays(41));
        Assert.Equal(20, await BalanceAsync(path));
        await Eventually.IsTrueAsync(async () =>
        {
            fixture.Time!.Advance(PointsExpiry.Interval);
            return (string?)(await Admin.GetAsync($"{path}/entries")).Items[0]["kind"] == "expire";
        }, "the pass");
        Assert.Equal(-40, (long)(await Admin.GetAsync($"{path}/entries")).Items[0]["points"]!);
        await BalancedAsync();
    }

    [Fact]
    public async Task Two_replicas_that_expire_at_once_book_each_lot_once()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";
        await ProgrammeAsync(active: false, lifetimeDays: 1);
        for (var i = 0; i < 20; i++) (await Admin.PostAsync($"{path}/earnings", new { points = 5 })).Expect(HttpStatusCode.Created);
        fixture.Leap(TimeSpan.FromDays(2));
        var pass = fixture.Service.Services.GetRequiredService<PointsExpiry>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pass.ExpireAsync(CancellationToken.None)));
        var expired = (await Admin.GetAsync($"{path}/entries?limit=200")).Items.Where(entry => (string?)entry["kind"] == "expire").ToList();
        Assert.Equal(-100, expired.Sum(entry => (long)entry["points"]!));
        await BalancedAsync();
    }

    [Fact]
    public async Task Purchases_give_points_by_tier_refunds_take_them_back_and_history_gives_none()
    {
        await ProgrammeAsync(active: true, lifetimeDays: 365);
        var (silver, gold) = ($"silver-{Guid.NewGuid():N}", $"gold-{Guid.NewGuid():N}");
        var floor = Random.Shared.Next(1_000_000);
        (await Admin.PutAsync($"/api/v1/loyalty/tiers/{silver}", new { name = "Silver", fromPoints = 1_000_000 + floor }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync($"/api/v1/loyalty/tiers/{gold}", new { name = "Gold", fromPoints = 3_000_000 + floor, multiplierPercent = 200 }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("tier.threshold-taken", (await Admin.PutAsync($"/api/v1/loyalty/tiers/{gold}-2", new { name = "Gold", fromPoints = 3_000_000 + floor }, "*")).Expect(HttpStatusCode.Conflict).Code);
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";

        await BuyAsync(customer, 3_000_000 + floor + 0.99m);
        var standing = await Admin.GetAsync(path);
        Assert.Equal((3_000_000L + floor, gold), ((long)standing["balance"]!, (string?)standing["tier"]));
        var order = await BuyAsync(customer, 100m);
        Assert.Equal(3_000_200L + floor, await BalanceAsync(path));
        await BuyAsync(customer, -100m, order);
        Assert.Equal(3_000_000L + floor, await BalanceAsync(path));

        (await Admin.PostAsync($"{path}/redemptions", new { points = 3_000_000 + floor })).Expect(HttpStatusCode.Created);
        await BuyAsync(customer, -500m);
        Assert.Equal(0, await BalanceAsync(path));

        var csv = $"orderNumber,orderedAt,customer,product,quantity,amount\n{Guid.NewGuid():N},2020-01-01,{customer.Id},P1,1,777\n";
        var form = new MultipartFormDataContent { { new StringContent("purchases"), "kind" }, { new StringContent(csv), "file", "x.csv" } };
        var job = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync(job.Location!))["accepted"]! == 1, "the import");
        Assert.Equal(0, await BalanceAsync(path));
        await ProgrammeAsync(active: false, lifetimeDays: 365);
        await BuyAsync(customer, 100m);
        Assert.Equal(0, await BalanceAsync(path));
        await BalancedAsync();
    }

    // An ERP sends a day's orders together: what a refund among them takes back are points of before, too.
    [Fact]
    public async Task A_refund_that_comes_together_with_a_purchase_takes_its_points_from_all_that_are_there()
    {
        await ProgrammeAsync(active: true, lifetimeDays: 365);
        var customer = await fixture.CustomerAsync();
        await BuyAsync(customer, 1000m);
        object Order(decimal amount) => new
        {
            customerId = customer.Id, orderNumber = $"{Guid.NewGuid():N}", orderedAt = fixture.Time!.GetUtcNow(), lines = new[] { new { product = "P1", quantity = 1, amount } },
        };
        var job = (await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = new[] { Order(10m), Order(-500m) } })).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync(job.Location!))["accepted"]! == 2, "the bulk");
        Assert.Equal(510, await BalanceAsync($"{customer.Location}/loyalty"));
        Assert.Equal(510, await PostedAsync(customer.Id));
        await ProgrammeAsync(active: false, lifetimeDays: 365);
        await BalancedAsync();
    }

    [Fact]
    public async Task Guests_who_accept_at_the_same_moment_all_get_a_place_while_there_are_any()
    {
        var (code, now) = ($"rush-{Guid.NewGuid():N}", fixture.Time!.GetUtcNow());
        (await Admin.PutAsync($"/api/v1/loyalty/offers/{code}", new { kind = "event", title = "Rush", from = now, until = now.AddYears(1), capacity = 8 }, "*")).Expect(HttpStatusCode.Created);
        var guests = new List<Answer>();
        for (var i = 0; i < 12; i++) guests.Add(await fixture.CustomerAsync());
        var answers = await Task.WhenAll(guests.Select(guest => Admin.PostAsync($"{guest.Location}/loyalty/offers/{code}/responses", new { answer = "accepted" })));
        Assert.Equal(8, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("offer.full", answer.Expect(HttpStatusCode.Conflict).Code));
    }

    // C20
    [Fact]
    public async Task Nobody_who_was_erased_answers_an_offer()
    {
        var (code, now, erased) = ($"late-{Guid.NewGuid():N}", fixture.Time!.GetUtcNow(), await fixture.CustomerAsync());
        (await Admin.PutAsync($"/api/v1/loyalty/offers/{code}", new { kind = "event", title = "Late", from = now, until = now.AddYears(1) }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{erased.Location}/erase", new { confirm = erased.Id }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("customer.not-active", (await Admin.PostAsync($"{erased.Location}/loyalty/offers/{code}/responses", new { answer = "accepted" })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Points_granted_for_a_complaint_arrive_once()
    {
        var customer = await fixture.CustomerAsync();
        var (remedy, complaint) = (Guid.NewGuid(), Guid.NewGuid());
        var booked = new RemedyBooked(remedy, complaint, customer.Id, "points", 250, null, null, "gus", DateTimeOffset.UtcNow);
        fixture.Neighbours.Publish(booked);
        fixture.Neighbours.Publish(booked);
        fixture.Neighbours.Publish(booked with { RemedyId = Guid.NewGuid(), Kind = "refund", Points = null, AmountMinor = 5, Currency = "CNY" });
        var last = booked with { RemedyId = Guid.NewGuid(), Points = 1 };
        fixture.Neighbours.Publish(last);
        await fixture.EventuallyAsync($"{customer.Location}/loyalty", standing => (long)standing["balance"]! == 251, "the points of both remedies");
        var entries = (await Admin.GetAsync($"{customer.Location}/loyalty/entries")).Items;
        Assert.Equal([1L, 250L], entries.Select(entry => (long)entry["points"]!));
        Assert.All(entries, entry => Assert.Equal(("remedy", "gus"), ((string?)entry["kind"], (string?)entry["by"])));
    }

    [Fact]
    public async Task A_reward_is_kept_for_its_tier_and_handed_out_while_there_are_any()
    {
        var (tier, reward) = ($"t-{Guid.NewGuid():N}", $"mug-{Guid.NewGuid():N}");
        (await Admin.PutAsync($"/api/v1/loyalty/tiers/{tier}", new { name = "Regular", fromPoints = Random.Shared.Next(100, 400) }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("tier.unknown", (await Admin.PutAsync($"/api/v1/loyalty/rewards/{reward}", new { name = "Mug", points = 40, tier = "none" }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PutAsync($"/api/v1/loyalty/rewards/{reward}", new { name = "Mug", points = 40, tier, stock = 3 }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("tier.in-use", (await Admin.DeleteAsync($"/api/v1/loyalty/tiers/{tier}", "*")).Expect(HttpStatusCode.Conflict).Code);
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/loyalty";
        (await Admin.PostAsync($"{path}/earnings", new { points = 50 })).Expect(HttpStatusCode.Created);
        Assert.Equal("reward.tier", (await Admin.PostAsync($"{path}/redemptions", new { reward })).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PostAsync($"{path}/earnings", new { points = 450 })).Expect(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Admin.PostAsync($"{path}/redemptions", new { reward })));
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("reward.none-left", answer.Code));
        Assert.Equal(380, await BalanceAsync(path));

        var one = answers.First(answer => answer.Status == HttpStatusCode.Created);
        (await Admin.ActAsync($"{path}/redemptions/{one.Id}/cancel", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 420L), ((int)(await Admin.GetAsync($"/api/v1/loyalty/rewards/{reward}"))["stock"]!, await BalanceAsync(path)));
        Assert.Equal("reward.unknown", (await Admin.PostAsync($"{path}/redemptions", new { reward = "moon" })).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync($"{path}/redemptions", new { reward, points = 4 })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Offers_and_events_reach_the_tier_they_are_for_and_no_more_than_there_is_room_for()
    {
        var (code, partner) = ($"gala-{Guid.NewGuid():N}", $"hotel-{Guid.NewGuid():N}");
        (await Admin.PutAsync($"/api/v1/loyalty/partners/{partner}", new { name = "Grand Hotel", website = "https://example.com" }, "*")).Expect(HttpStatusCode.Created);
        var now = fixture.Time!.GetUtcNow();
        (await Admin.PutAsync($"/api/v1/loyalty/offers/{code}", new { kind = "event", title = "Gala", from = now, until = now.AddYears(1), partner, capacity = 2 }, "*")).Expect(HttpStatusCode.Created);
        var guests = new List<Answer>();
        for (var i = 0; i < 4; i++) guests.Add(await fixture.CustomerAsync());
        Assert.Contains((await Admin.GetAsync($"{guests[0].Location}/loyalty/offers")).Items, offer => (string?)offer["code"] == code);
        var answers = await Task.WhenAll(guests.Select(guest => Admin.PostAsync($"{guest.Location}/loyalty/offers/{code}/responses", new { answer = "accepted" })));
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.Created), 1, 2);
        foreach (var guest in guests) await Admin.PostAsync($"{guest.Location}/loyalty/offers/{code}/responses", new { answer = "accepted" });
        var full = await Task.WhenAll(guests.Select(async guest => (string?)(await Admin.GetAsync($"{guest.Location}/loyalty/offers")).Items.Single(o => (string?)o["code"] == code)["answer"]));
        Assert.Equal(2, full.Count(answer => answer == "accepted"));
    }

    [Fact]
    public async Task A_merge_joins_the_points_and_an_undo_parts_them_without_losing_one()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.PostAsync($"{kept.Location}/loyalty/earnings", new { points = 50 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{gone.Location}/loyalty/earnings", new { points = 30 })).Expect(HttpStatusCode.Created);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(80, await BalanceAsync($"{kept.Location}/loyalty"));
        (await Admin.PostAsync($"{kept.Location}/loyalty/redemptions", new { points = 70 })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(10, await BalanceAsync($"{kept.Location}/loyalty") + await BalanceAsync($"{gone.Location}/loyalty"));
        foreach (var file in new[] { kept, gone })
            Assert.Equal(await BalanceAsync($"{file.Location}/loyalty"), await PostedAsync(file.Id));
        await BalancedAsync();
    }

    [Fact]
    public async Task A_redemption_cancelled_after_the_undo_of_a_merge_gives_each_file_its_own_points_back()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.PostAsync($"{kept.Location}/loyalty/earnings", new { points = 50 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{gone.Location}/loyalty/earnings", new { points = 30 })).Expect(HttpStatusCode.Created);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var redeemed = (await Admin.PostAsync($"{kept.Location}/loyalty/redemptions", new { points = 70 })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        foreach (var file in new[] { kept, gone }) await ToldAlikeAsync(file);

        (await Admin.ActAsync($"{kept.Location}/loyalty/redemptions/{redeemed.Id}/cancel", null, "*")).Expect(HttpStatusCode.OK);

        Assert.Equal((50L, 30L), (await BalanceAsync($"{kept.Location}/loyalty"), await BalanceAsync($"{gone.Location}/loyalty")));
        foreach (var file in new[] { kept, gone }) await ToldAlikeAsync(file);
        await BalancedAsync();
    }

    /// <summary>Balance, ledger and list of entries say the same.</summary>
    private async Task ToldAlikeAsync(Answer file)
    {
        var balance = await BalanceAsync($"{file.Location}/loyalty");
        Assert.Equal(balance, await PostedAsync(file.Id));
        Assert.Equal(balance, (await Admin.GetAsync($"{file.Location}/loyalty/entries")).Items.Sum(entry => (long)entry["points"]!));
    }

    private async Task<long> BalanceAsync(string path) => (long)(await Admin.GetAsync(path)).Expect(HttpStatusCode.OK)["balance"]!;

    private Task<long> PostedAsync(Guid customer) => fixture.Service.InScopeAsync(scope =>
    {
        var db = scope.GetRequiredService<Data.CustomersDb>();
        return Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SumAsync(
            db.PointsTransactions.SelectMany(t => t.Postings).Where(p => p.CustomerId == customer), p => p.Amount);
    });

    private async Task BalancedAsync() => Assert.Equal(0, (long)(await Admin.GetAsync("/api/v1/loyalty/ledger")).Expect(HttpStatusCode.OK)["sum"]!);

    private async Task ProgrammeAsync(bool active, int lifetimeDays) =>
        (await Admin.PutAsync("/api/v1/loyalty/programme", new { active, pointsPerUnit = 1, lifetimeDays }, "*")).Expect(HttpStatusCode.OK);

    private async Task<string> BuyAsync(Answer customer, decimal amount, string? order = null)
    {
        var number = order ?? Guid.NewGuid().ToString("N");
        (await Admin.PostAsync("/api/v1/purchases", new
        {
            customerId = customer.Id, orderNumber = number, orderedAt = fixture.Time!.GetUtcNow(), lines = new[] { new { product = "P1", quantity = 1, amount, ordinal = order is null ? 1 : 2 } },
        })).Expect(HttpStatusCode.Created);
        return number;
    }
}
