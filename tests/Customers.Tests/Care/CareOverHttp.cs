using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Care;

public sealed class CareOverHttp(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private ApiClient Admin => fixture.Admin;

    private DateOnly Today => fixture.Service.Services.GetRequiredService<Today>().Day;

    [Fact]
    public async Task A_birthday_is_told_once_a_year_when_its_lead_time_begins()
    {
        var customer = await fixture.CustomerAsync();
        var on = Today.AddDays(20);
        if (on is { Month: 2, Day: 29 }) on = on.AddDays(-1);
        var date = (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "solar", month = on.Month, day = on.Day, year = 1975, leadDays = 10 })).Expect(HttpStatusCode.Created);
        Assert.Equal((on, on.AddDays(-10)), (Day(date["nextOn"]), Day(date["dueOn"])));
        await PassAsync();
        Assert.Empty(await ToldAsync(customer.Id));

        fixture.Leap(TimeSpan.FromDays(10));
        await Task.WhenAll(PassAsync(), PassAsync(), PassAsync());
        await PassAsync();
        var told = Assert.Single(await ToldAsync(customer.Id));
        Assert.Equal(("birthday", on, "birthday"), (told.Kind, told.On, told.Occasion));
        fixture.Leap(TimeSpan.FromDays(366));
        await PassAsync();
        var both = await ToldAsync(customer.Id);
        Assert.Equal([on.Year, on.Year + 1], both.Select(due => due.On.Year));
        Assert.Equal(2, both.Select(due => due.CareId).Distinct().Count());
    }

    // C16: nobody is wished well twice for having had two files.
    [Fact]
    public async Task A_birthday_that_two_merged_files_have_in_common_is_told_once()
    {
        var (kept, gone, on) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), Today.AddDays(20));
        if (on is { Month: 2, Day: 29 }) on = on.AddDays(-1);
        foreach (var (file, leadDays) in new[] { (kept, 10), (gone, 9) })
        {
            (await Admin.PostAsync($"{file.Location}/care", new { kind = "birthday", calendar = "solar", month = on.Month, day = on.Day, leadDays })).Expect(HttpStatusCode.Created);
            (await Admin.PostAsync($"{file.Location}/care", new { kind = "birthday", calendar = "solar", month = on.Month, day = on.Day, leadDays, label = $"Li Na of {file.Id}" })).Expect(HttpStatusCode.Created);
        }
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        fixture.Leap(TimeSpan.FromDays(10));
        await PassAsync();
        fixture.Leap(TimeSpan.FromDays(1));
        await PassAsync();
        Assert.Equal(3, (await ToldAsync(kept.Id)).Count);
        fixture.Leap(TimeSpan.FromDays(367));
        await PassAsync();
        Assert.Equal(6, (await ToldAsync(kept.Id)).Count);
    }

    [Fact]
    public async Task The_birthday_in_a_profile_is_a_day_of_care_and_goes_with_it()
    {
        var customer = await fixture.CustomerAsync();
        var profile = await Admin.GetAsync($"{customer.Location}/profile");
        profile = (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { birthday = "1975-08-15" } }, profile.ETag)).Expect(HttpStatusCode.OK);
        var solar = Assert.Single((await Admin.GetAsync($"{customer.Location}/care")).Items);
        Assert.Equal(("birthday", 8, 15, 1975), ((string?)solar["occasion"], (int)solar["month"]!, (int)solar["day"]!, (int)solar["year"]!));
        // What says nothing new of it leaves a lead time that somebody set.
        (await Admin.PutAsync($"/api/v1/care/{solar["id"]}", new { kind = "birthday", calendar = "solar", month = 8, day = 15, year = 1975, leadDays = 21 }, $"\"{solar["version"]}\"")).Expect(HttpStatusCode.OK);
        profile = (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { birthday = "1975-08-15", occupation = "tea" } }, profile.ETag)).Expect(HttpStatusCode.OK);
        profile = (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { birthday = "1975-08-16", birthdayIsLunar = true } }, profile.ETag)).Expect(HttpStatusCode.OK);
        var lunar = Assert.Single((await Admin.GetAsync($"{customer.Location}/care")).Items);
        Assert.Equal(("lunar-birthday", 16, 21), ((string?)lunar["occasion"], (int)lunar["day"]!, (int)lunar["leadDays"]!));
        profile = (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { } }, profile.ETag)).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"{customer.Location}/care")).Items);

        (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "solar", month = 3, day = 1 })).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { birthday = "1975-03-01" } }, profile.ETag)).Expect(HttpStatusCode.OK);
        Assert.Single((await Admin.GetAsync($"{customer.Location}/care")).Items);
    }

    [Fact]
    public async Task Days_are_listed_as_they_come_changed_and_removed()
    {
        var customer = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "lunar", month = 13, day = 1 })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("care.birthday-to-come", (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "lunar", month = 8, day = 15, year = 2190 })).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "solar", month = 2, day = 30 })).Expect(HttpStatusCode.BadRequest);
        // Nobody was born on a day that year did not have; without a year, or in a leap year, there is one.
        Assert.Equal("care.no-such-day", (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "solar", month = 2, day = 29, year = 1990 })).Expect(HttpStatusCode.BadRequest).Code);
        var leap = (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "solar", month = 2, day = 29, year = 1988 })).Expect(HttpStatusCode.Created);
        (await Admin.DeleteAsync(leap.Location!, leap.ETag!)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("care.holiday", (await Admin.PostAsync($"{customer.Location}/care", new { kind = "holiday", calendar = "solar", month = 2, day = 3 })).Expect(HttpStatusCode.BadRequest).Code);
        var date = (await Admin.PostAsync($"{customer.Location}/care", new { kind = "birthday", calendar = "lunar", month = 8, day = 15, label = "Li Na", leadDays = 0 })).Expect(HttpStatusCode.Created);
        Assert.Equal("lunar-birthday", (string?)date["occasion"]);
        var on = (string)date["nextOn"]!;
        var page = (await Admin.GetAsync($"/api/v1/care?from={on}&until={on}")).Expect(HttpStatusCode.OK);
        Assert.Contains(page.Items, item => (string?)item["id"] == date.Id.ToString());
        Assert.Single((await Admin.GetAsync($"{customer.Location}/care")).Items);

        (await Admin.PutAsync(date.Location!, new { kind = "birthday", calendar = "lunar", month = 8, day = 16 }, null)).Expect(HttpStatusCode.PreconditionRequired);
        var changed = (await Admin.PutAsync(date.Location!, new { kind = "birthday", calendar = "lunar", month = 8, day = 16 }, date.ETag)).Expect(HttpStatusCode.OK);
        Assert.NotEqual(on, (string?)changed["nextOn"]);
        (await Admin.DeleteAsync(date.Location!, date.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await Admin.DeleteAsync(date.Location!, changed.ETag)).Expect(HttpStatusCode.NoContent);
        (await Admin.GetAsync(date.Location!)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_day_whose_care_has_begun_is_listed_until_it_has_passed()
    {
        var (customer, today) = (await fixture.CustomerAsync(), Today);
        var (soon, lunar, later) = (today.AddDays(3), today.AddDays(5), today.AddDays(25));
        var moon = YearlyDay.FallingOn(lunar, CareCalendar.Lunar).First();
        object Of(string calendar, int month, int day, bool leapMonth = false) => new { kind = "anniversary", calendar, month, day, leapMonth, leadDays = 7 };
        foreach (var body in new[] { Of("solar", later.Month, later.Day), Of("solar", soon.Month, soon.Day), Of("lunar", moon.Month, moon.Day, moon.IsLeapMonth) })
            (await Admin.PostAsync($"{customer.Location}/care", body)).Expect(HttpStatusCode.Created);
        var expected = new[] { (soon, soon.AddDays(-7)), (lunar, lunar.AddDays(-7)), (later, later.AddDays(-7)) };
        foreach (var _ in new[] { "before", "after" })
        {
            Assert.Equal(expected, await ListedAsync(customer, "/api/v1/care?limit=200"));
            Assert.Equal(expected, await ListedAsync(customer, $"{customer.Location}/care"));
            Assert.Equal(expected[..1], await ListedAsync(customer, $"/api/v1/care?limit=200&until={soon:yyyy-MM-dd}"));
            Assert.Equal(expected[1..], await ListedAsync(customer, $"/api/v1/care?limit=200&from={soon.AddDays(1):yyyy-MM-dd}"));
            await PassAsync();
        }
        // Page by page, among those of others.
        var (seen, page) = (new List<(DateOnly On, string Customer)>(), await Admin.GetAsync("/api/v1/care?limit=1"));
        for (; page.Items.Count > 0; page = await Admin.GetAsync($"/api/v1/care?limit=1&cursor={Uri.EscapeDataString((string)page["next"]!)}"))
        {
            seen.AddRange(page.Items.Select(item => (Day(item["nextOn"]), (string)item["customerId"]!)));
            if (page["next"] is null) break;
        }
        Assert.Equal(seen.Select(one => one.On).Order(), seen.Select(one => one.On));
        Assert.Equal([soon, lunar, later], seen.Where(one => one.Customer == customer.Id.ToString()).Select(one => one.On));

        fixture.Leap(TimeSpan.FromDays(4));
        Assert.Equal(expected[1..], await ListedAsync(customer, "/api/v1/care?limit=200"));
        var passed = (await Admin.GetAsync($"{customer.Location}/care")).Items[^1];
        Assert.Equal((soon.Month, soon.Year + 1), ((int)passed["month"]!, Day(passed["nextOn"]).Year));
        Assert.Equal(Day(passed["nextOn"]), Day((await Admin.GetAsync($"/api/v1/care/{passed["id"]}"))["nextOn"]));
    }

    private async Task<(DateOnly, DateOnly)[]> ListedAsync(Answer customer, string path) =>
        [.. (await Admin.GetAsync(path)).Items.Where(item => (string?)item["customerId"] == customer.Id.ToString()).Select(item => (Day(item["nextOn"]), Day(item["dueOn"])))];

    [Fact]
    public async Task A_contract_has_an_anniversary_from_the_next_year_on()
    {
        var customer = await fixture.CustomerAsync();
        var signed = new ContractSigned(Guid.NewGuid(), Guid.NewGuid(), customer.Id, "nora", "north", 100, "CNY", 100, fixture.Time!.GetUtcNow());
        fixture.Neighbours.Publish(signed);
        fixture.Neighbours.Publish(signed);
        var dates = await fixture.EventuallyAsync($"{customer.Location}/care", answer => answer.Items.Count > 0, "the anniversary");
        var anniversary = Assert.Single(dates.Items);
        Assert.Equal("contract-anniversary", (string?)anniversary["occasion"]);
        Assert.Equal(Today.Year + 1, Day(anniversary["nextOn"]).Year);
    }

    [Fact]
    public async Task On_a_holiday_the_classes_and_grades_it_is_kept_for_are_cared_for_once()
    {
        var (key, other) = (await fixture.CustomerAsync(more: new { grade = "important", ownerId = "nora" }), await fixture.CustomerAsync(more: new { grade = "ordinary" }));
        var merged = await fixture.CustomerAsync(more: new { grade = "important", ownerId = "nora" });
        (await Admin.ActAsync($"{key.Location}/merge", new { duplicateId = merged.Id }, "*")).Expect(HttpStatusCode.OK);
        var (code, on) = ($"h-{Guid.NewGuid():N}"[..20], Today.AddDays(3));
        var body = new { nameEn = "Founders' Day", nameZhHans = "创始日", nameZhHant = "創始日", calendar = "solar", month = on.Month, day = on.Day, classes = new[] { "A" }, grades = new[] { "important" } };
        (await Admin.PutAsync($"/api/v1/care/holidays/{code}", body, "*")).Expect(HttpStatusCode.Created);
        await Task.WhenAll(PassAsync(), PassAsync());
        await PassAsync();
        await PassAsync();
        var told = (await fixture.PublishedAsync<CareDue>()).Where(due => due.Occasion == code).ToList();
        Assert.Equal(("holiday", on), (told.Single(due => due.CustomerId == key.Id).Kind, told.Single(due => due.CustomerId == key.Id).On));
        Assert.DoesNotContain(told, due => due.CustomerId == other.Id || due.CustomerId == merged.Id);

        var holidays = (await Admin.GetAsync("/api/v1/care/holidays", ("Accept-Language", "zh-TW"))).Items;
        Assert.Contains(holidays, holiday => (string?)holiday["name"] == "春節");
        Assert.Contains(holidays, holiday => (string?)holiday["code"] == "dragon-boat");
        (await fixture.As("nora", "sales", "north").PutAsync($"/api/v1/care/holidays/{code}", body, "*")).Expect(HttpStatusCode.Forbidden);
        (await Admin.DeleteAsync($"/api/v1/care/holidays/{code}", "*")).Expect(HttpStatusCode.NoContent);
    }

    // C4: what the support plan of a class says is followed; who has one of the grades is cared for because of that.
    [Fact]
    public async Task A_class_whose_support_plan_says_so_is_not_greeted_on_holidays()
    {
        var (ordinary, key) = (await fixture.CustomerAsync(more: new { grade = "ordinary" }), await fixture.CustomerAsync(more: new { grade = "important", ownerId = "nora" }));
        var (code, on) = ($"h-{Guid.NewGuid():N}"[..20], Today.AddDays(3));
        var body = new { nameEn = "Plan Day", nameZhHans = "计划日", nameZhHant = "計劃日", calendar = "solar", month = on.Month, day = on.Day, classes = new[] { "C" }, grades = new[] { "important" } };
        object Plan(bool holidayCare) => new { cadenceDays = 30, discountRoomPercent = 3, serviceLevel = "standard", lookedAfterBy = "sales team", holidayCare };
        (await Admin.PutAsync("/api/v1/support-plans/C", Plan(false), "*")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync($"/api/v1/care/holidays/{code}", body, "*")).Expect(HttpStatusCode.Created);
        await PassAsync();
        var told = (await fixture.PublishedAsync<CareDue>()).Where(due => due.Occasion == code).ToList();
        Assert.Single(told, due => due.CustomerId == key.Id);
        Assert.DoesNotContain(told, due => due.CustomerId == ordinary.Id);

        (await Admin.PutAsync("/api/v1/support-plans/C", Plan(true), "*")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync($"/api/v1/care/holidays/{code}-2", body, "*")).Expect(HttpStatusCode.Created);
        await PassAsync();
        told = [.. (await fixture.PublishedAsync<CareDue>()).Where(due => due.Occasion == $"{code}-2")];
        Assert.Single(told, due => due.CustomerId == key.Id);
        Assert.Single(told, due => due.CustomerId == ordinary.Id);
        foreach (var each in new[] { code, $"{code}-2" }) (await Admin.DeleteAsync($"/api/v1/care/holidays/{each}", "*")).Expect(HttpStatusCode.NoContent);
        Assert.NotNull((await Admin.PutAsync("/api/v1/care/holidays/%E6%98%A5%E8%8A%82", body, "*")).Expect(HttpStatusCode.BadRequest)["errors"]!["code"]);
    }

    private static DateOnly Day(System.Text.Json.Nodes.JsonNode? text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task PassAsync()
    {
        try
        {
            await fixture.Service.Services.GetRequiredService<CarePass>().RunAsync(CancellationToken.None);
        }
        catch (Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException)
        {
            // What a replica that comes too late sees; the pass itself takes it the same way.
        }
    }

    private async Task<List<CareDue>> ToldAsync(Guid customer) =>
        [.. (await fixture.PublishedAsync<CareDue>()).Where(due => due.CustomerId == customer && due.Kind == "birthday")];
}
