using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Databases;

/// <summary>What was written before there was a limit may stand beyond it: it is read, changed and repeated as ever.</summary>
public sealed class WrittenBefore(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    // C11
    [Fact]
    public async Task Whoever_stands_too_deep_in_a_decision_chain_can_be_written_about_where_they_stand()
    {
        var customer = await fixture.CustomerAsync();
        var contacts = new List<Guid>();
        for (var i = 0; i <= DecisionChain.MostLevels; i++) contacts.Add((await Admin.PostAsync($"{customer.Location}/contacts", new { name = $"Level {i}" })).Expect(HttpStatusCode.Created).Id);
        await WriteAsync(db =>
        {
            var chain = DecisionChain.Of(customer.Id);
            db.Add(chain);
            db.Entry(chain).Property(c => c.Members).CurrentValue = [.. contacts.Select((contact, i) => new ChainMember(contact, ChainRole.Influencer, ChainAttitude.Unknown, i == 0 ? null : contacts[i - 1], [], null, null))];
        });
        Task<Answer> PlaceAsync(int at, int under) => Admin.PutAsync($"{customer.Location}/decision-chain/members/{contacts[at]}", new { role = "decider", reportsTo = contacts[under] }, "*");
        (await PlaceAsync(contacts.Count - 1, contacts.Count - 2)).Expect(HttpStatusCode.OK);
        (await PlaceAsync(5, 4)).Expect(HttpStatusCode.OK);
        (await PlaceAsync(5, 3)).Expect(HttpStatusCode.OK);
        (await PlaceAsync(4, 3)).Expect(HttpStatusCode.OK);
        Assert.Equal("chain.too-deep", (await PlaceAsync(5, 4)).Expect(HttpStatusCode.BadRequest).Code);
    }

    // C15
    [Fact]
    public async Task A_holiday_with_a_code_that_none_is_given_any_more_is_changed_under_it()
    {
        var body = new { nameEn = "Old Day", nameZhHans = "旧", nameZhHant = "舊", calendar = "solar", month = 6, day = 1 };
        await WriteAsync(db => db.Add(CareHoliday.Named("old.day")));
        (await Admin.PutAsync("/api/v1/care/holidays/old.day", body, "*")).Expect(HttpStatusCode.OK);
        Assert.NotNull((await Admin.PutAsync("/api/v1/care/holidays/new.day", body, "*")).Expect(HttpStatusCode.BadRequest)["errors"]!["code"]);
    }

    // C6
    [Fact]
    public async Task Long_words_of_before_stay_with_whom_they_are_said_of()
    {
        var (role, skill, language) = (new string('r', 61), new string('s', 90), new string('l', 41));
        await WriteAsync(db => db.Staff.Add(StaffMember.Enter("longago", new StaffData("Long Ago", "north", null, null, [role], [skill], [language], [], "UTC", true))));
        object Staff(string more) => new { name = "Long Ago", team = "south", roles = new[] { role }, skills = new[] { skill, more }, languages = new[] { language } };
        Assert.Equal("south", (string?)(await Admin.PutAsync("/api/v1/staff/longago", Staff("sales"), "*")).Expect(HttpStatusCode.OK)["team"]);
        Assert.Equal("staff.word-too-long", (await Admin.PutAsync("/api/v1/staff/longago", Staff(new string('t', 61)), "*")).Expect(HttpStatusCode.BadRequest).Code);
    }

    // C13
    [Fact]
    public async Task An_order_that_is_delivered_again_is_unchanged_whatever_the_rate_has_become()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "XAU", validFrom = "2026-01-01", rate = 1 })).Expect(HttpStatusCode.Created);
        object Order(params int[] ordinals) => new
        {
            customerId = customer.Id, orderNumber = number, orderedAt = "2026-03-10T08:00:00Z", currency = "XAU", lines = ordinals.Select(ordinal => new { ordinal, product = "P1", quantity = 1, amount = 90_000_000_000_000m }),
        };
        (await Admin.PostAsync("/api/v1/purchases", Order(1))).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "XAU", validFrom = "2026-03-01", rate = 1_000_000 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", Order(1))).Expect(HttpStatusCode.OK);
        // A further line goes with those that are there; another order of the day is converted by what is known of the day now.
        Assert.Equal(180_000_000_000_000m, (decimal)(await Admin.PostAsync("/api/v1/purchases", Order(1, 2))).Expect(HttpStatusCode.Created)["baseAmount"]!);
        number = Guid.NewGuid().ToString("N");
        Assert.Equal("purchase.amount-too-large", (await Admin.PostAsync("/api/v1/purchases", Order(1))).Expect(HttpStatusCode.Conflict).Code);
    }

    // C14
    [Fact]
    public async Task A_booking_of_before_under_a_reserved_reference_is_repeated_as_ever()
    {
        var (customer, reference) = (await fixture.CustomerAsync(), $"redeem:{Guid.NewGuid():N}");
        await WriteAsync(db => db.Add(PointsTransaction.Move(customer.Id, PointsKind.Earn, 5, new PointsNote(reference, null, "ada"), DateTimeOffset.UtcNow)));
        var path = $"{customer.Location}/loyalty";
        (await Admin.PostAsync($"{path}/earnings", new { points = 5, reference })).Expect(HttpStatusCode.OK);
        Assert.Equal("points.reference-taken", (await Admin.PostAsync($"{path}/earnings", new { points = 6, reference })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("points.reference-reserved", (await Admin.PostAsync($"{path}/earnings", new { points = 5, reference = $"{reference}-2" })).Expect(HttpStatusCode.BadRequest).Code);
    }

    private Task<int> WriteAsync(Action<CustomersDb> write) => fixture.Service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<CustomersDb>();
        write(db);
        return await db.SaveChangesAsync();
    });
}
