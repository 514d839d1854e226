using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Databases;

/// <summary>What the API takes fits where it is kept, on SQL Server too; what does not is refused in words.</summary>
public sealed class WhatColumnsHold(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    /// <summary>One sign that is eighteen once it is taken apart.</summary>
    private const string Ligature = "ﷺ";

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_language_tag_is_as_long_as_one_can_be()
    {
        const string endless = "en-abcdefgh-abcdefgh-abcdefgh";
        var body = new { kind = "organisation", role = "demander", channel = "agent", source = "web", name = $"Tagged {Guid.NewGuid():N}", language = endless };
        foreach (var (path, request) in new (string, object)[]
        {
            ("customers", new { body.kind, body.role, body.channel, body.name, body.language }), ("leads", new { body.kind, body.role, body.channel, body.name, body.language, body.source }),
        }) Assert.NotNull((await Admin.PostAsync($"/api/v1/{path}", request)).Expect(HttpStatusCode.BadRequest)["errors"]!["language"]);
        var import = await Admin.ImportAsync("customers", System.Text.Encoding.UTF8.GetBytes($"name,role,channel,language\n{body.name},demander,agent,{endless}\n"));
        Assert.Equal((0, 1), ((int)import["accepted"]!, (int)import["rejected"]!));
        await fixture.CustomerAsync(more: new { language = "zh-Hant-TW" });
    }

    [Fact]
    public async Task A_name_and_a_tax_number_of_signs_that_stand_for_many_are_kept_and_found()
    {
        var tag = Guid.NewGuid().ToString("N");
        var name = $"{tag} {string.Concat(Enumerable.Repeat(Ligature, 160))}";
        var customer = await fixture.CustomerAsync(name, new { taxId = string.Concat(Enumerable.Repeat("㍿", 40)), tags = Enumerable.Range(10, 50).Select(i => new string('标', 38) + i), allowDuplicate = true });
        Assert.Equal(name, (string?)(await Admin.GetAsync(customer.Location!)).Expect(HttpStatusCode.OK)["name"]);
        Assert.Equal(customer.Id, Guid.Parse((string)Assert.Single((await Admin.GetAsync($"/api/v1/customers?q={tag}&sort=name")).Items)["id"]!));
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name })).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync($"/api/v1/products/{tag}", new { name }, "*")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_a_member_of_staff_can_and_speaks_is_said_in_words()
    {
        static object Staff(int roles, int skills, int languages) => new
        {
            name = "Wide", team = "north", roles = Words(10, roles), skills = Words(50, skills), languages = Words(20, languages),
        };
        static IEnumerable<string> Words(int count, int length) => Enumerable.Range(10, count).Select(i => new string('词', length - 2) + i);
        (await Admin.PutAsync("/api/v1/staff/wide", Staff(60, 60, 40), "*")).Expect(HttpStatusCode.Created);
        foreach (var (wrong, field) in new[] { (Staff(61, 60, 40), "roles"), (Staff(60, 61, 40), "skills"), (Staff(60, 60, 41), "languages") })
        {
            var refused = (await Admin.PutAsync("/api/v1/staff/wide", wrong, "*")).Expect(HttpStatusCode.BadRequest);
            Assert.Equal("staff.word-too-long", refused.Code);
            Assert.NotNull(refused["errors"]![field]);
        }
    }

    // 𠮷 and most emoji take twelve letters each in JSON, and a merge keeps the tags of both.
    [Fact]
    public async Task Rare_signs_fit_wherever_others_do_and_so_do_the_tags_of_two_files()
    {
        static string[] Rare(int from, int count, int length) => [.. Enumerable.Range(from, count).Select(i => string.Concat(Enumerable.Repeat("𠮷", (length - 2) / 2)) + i)];
        var (kept, gone) = (await fixture.CustomerAsync(more: new { tags = Rare(10, 50, 40) }), await fixture.CustomerAsync(more: new { tags = Rare(60, 40, 40).Concat(Rare(10, 10, 38)) }));
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(100, (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["tags"]!.AsArray().Count);
        (await Admin.PutAsync("/api/v1/staff/rare", new { name = "Rare", team = "north", roles = Rare(10, 10, 60), skills = Rare(10, 50, 60), languages = Rare(10, 20, 40) }, "*")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_reason_for_points_fits_with_the_partner_before_it()
    {
        var (customer, partner) = (await fixture.CustomerAsync(), new string('p', 60));
        (await Admin.PutAsync($"/api/v1/loyalty/partners/{partner}", new { name = "Partner" }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("points.reason", (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 1, partner, reason = new string('r', 400) })).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 1, partner, reason = new string('r', 338) })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 1, reason = new string('r', 400) })).Expect(HttpStatusCode.Created);
    }

    // C17: the marks of an order of many lines say which they are; an undo takes all of them.
    [Fact]
    public async Task An_order_of_a_thousand_lines_with_large_numbers_is_imported_and_undone()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var csv = "order,date,customer,ordinal,product,quantity,amount\n" + string.Concat(Enumerable.Range(998_001, 1000).Select(i => $"{number},2026-03-10,{customer.Id},{i},P1,1,1\n"));
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes(csv));
        Assert.Equal(("succeeded", 1000, 0), ((string?)import["state"], (int)import["accepted"]!, (int)import["rejected"]!));
        Assert.Equal(1000m, (decimal)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}")).Items)["amount"]!);
        var undo = await Admin.EndOfAsync((await Admin.PostAsync($"/api/v1/imports/{import.Id}/undo")).Expect(HttpStatusCode.Accepted).Location!);
        Assert.Equal(("succeeded", 0), ((string?)undo["state"], (int)undo["rejected"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}")).Items);
        Assert.Equal(0, await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().ImportMarks.CountAsync(mark => mark.BookedFor == customer.Id)));
    }

    // C17: an order is booked whole or not at all, also where its marks are several.
    [Fact]
    public async Task An_order_of_many_lines_of_which_one_is_wrong_is_refused_whole()
    {
        var (customer, number) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "XPT", validFrom = "2026-01-01", rate = 1_000_000 })).Expect(HttpStatusCode.Created);
        var csv = "order,date,customer,product,quantity,amount,currency\n" + string.Concat(Enumerable.Range(1, 450).Select(i => $"{number},2026-03-10,{customer.Id},P1,1,{(i == 450 ? 90_000_000_000_000 : 1)},XPT\n"));
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes(csv));
        Assert.Equal((0, 450), ((int)import["accepted"]!, (int)import["rejected"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/purchases?orderNumber={number}")).Items);
    }

    // C1: an import opens no file that the API would not.
    [Fact]
    public async Task A_customer_whom_nobody_could_see_is_not_opened_by_an_order()
    {
        var csv = $"order,date,customer,product,quantity,amount\n{Guid.NewGuid():N},2026-03-10,\u200b,P1,1,1\n";
        var import = await Admin.ImportAsync("purchases", System.Text.Encoding.UTF8.GetBytes(csv), createMissing: true);
        Assert.Equal((0, 1), ((int)import["accepted"]!, (int)import["rejected"]!));
        Assert.Contains("customer.name-empty", (await Admin.GetAsync($"/api/v1/imports/{import.Id}/errors")).Text, StringComparison.Ordinal);
    }
}
