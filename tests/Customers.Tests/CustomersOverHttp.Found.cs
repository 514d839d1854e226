using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Tests;

/// <summary>C18: how customers are found, and in which order.</summary>
public sealed partial class CustomersOverHttp
{
    [Fact]
    public async Task Pages_hold_every_row_once()
    {
        var tag = Guid.NewGuid().ToString("N");
        for (var i = 0; i < 7; i++)
            (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "supplier", name = $"P {i % 3} {tag[i..]}", tags = new[] { tag }, phone = i % 2 == 0 ? null : $"+86 138 0013 80{i:00}" })).Expect(HttpStatusCode.Created);
        foreach (var sort in new[] { "created", "-created", "name", "-name", "phone", "-phone", "heat", "-heat", "zone", "-zone", "channel", "-channel", "owner", "-team" })
        {
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = (await Admin.GetAsync($"/api/v1/customers?tag={tag}&limit=3&sort={sort}{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
                seen.AddRange(page.Items.Select(item => (string)item["id"]!));
                cursor = page.Next;
            }
            while (cursor is not null);
            Assert.Equal(7, seen.Distinct().Count());
            Assert.Equal(7, seen.Count);
        }
        Assert.NotNull((await Admin.GetAsync("/api/v1/customers?sort=colour")).Expect(HttpStatusCode.BadRequest)["errors"]!["sort"]);
        (await Admin.GetAsync("/api/v1/customers?limit=201")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("cursor.invalid", (await Admin.GetAsync("/api/v1/customers?cursor=abc")).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("query.unknown", (await Admin.GetAsync("/api/v1/customers?colour=red")).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Found_names_come_in_any_order_page_by_page_and_backwards_the_other_way_round()
    {
        // Letters in each piece that is asked for: digits alone would be looked for among the phones.
        var part = $"xyz{Guid.NewGuid():N}"[..12];
        string[] channels = ["agent", "end-customer", "partner"];
        var names = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            // Some begin alike for longer than a posting holds, in Latin and in Chinese.
            names.Add((i % 3) switch { 0 => $"Long beginning {8 - i} {part}", 1 => $"上海浦东新区{"八七六五四三二一〇"[i]} {part}", _ => $"Long-beginning{i} {part}" });
            (await Admin.PostAsync("/api/v1/customers", new
            {
                kind = i % 2 == 0 ? "person" : "organisation", role = i % 4 == 3 ? "supplier" : "demander", channel = i % 4 == 3 ? null : channels[i % 3], name = names[i],
                phone = i % 3 == 0 ? null : $"+4930{Random.Shared.NextInt64(10_000_000, 99_999_999)}", team = i < 5 ? "sales" : "marketing", allowDuplicate = true,
                grade = i % 2 == 0 ? "potential" : "ordinary", source = i < 4 ? "web" : "exhibition", tags = new[] { part },
            })).Expect(HttpStatusCode.Created);
        }
        foreach (var query in new[] { $"q={part}", $"tag={part}&q={part[..5]}", $"role=demander&role=supplier&q={part[2..]}" })
        {
            foreach (var sort in CustomerOrder.Names.Where(name => name[0] != '-'))
            {
                var there = await PagesAsync($"{query}&limit=2&sort={sort}");
                Assert.Equal(9, there.Select(item => (string)item["id"]!).Distinct().Count());
                Assert.Equal(there.Select(item => (string)item["id"]!), (await PagesAsync($"{query}&limit=4&sort=-{sort}")).Select(item => (string)item["id"]!).Reverse());
                if (sort == "name") Assert.Equal(names.Select(SearchText.Normalise).Order(StringComparer.Ordinal), there.Select(item => SearchText.Normalise((string)item["name"]!)));
                if (sort == "phone") Assert.Equal(there.Select(item => (string?)item["phone"]).Order(StringComparer.Ordinal), there.Select(item => (string?)item["phone"]));
                if (sort == "channel") Assert.Equal([null, null, "end-customer", "end-customer", "agent", "agent", "partner", "partner", "partner"], there.Select(item => (string?)item["channel"]));
            }
        }
    }

    private async Task<List<JsonNode>> PagesAsync(string query)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await Admin.GetAsync($"/api/v1/customers?{query}{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && all.Count < 100);
        return all;
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("12")]
    [InlineData("138-001E")]
    public async Task Whoever_looks_for_a_phone_that_is_none_is_told_so_and_not_shown_everybody(string phone)
    {
        await fixture.CustomerAsync();
        var refused = (await Admin.GetAsync($"/api/v1/customers?phone={phone}")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("phone.invalid", refused.Code);
    }

    [Fact]
    public async Task A_list_that_is_read_while_files_are_opened_shows_each_that_was_there_once()
    {
        var tag = Guid.NewGuid().ToString("N");
        async Task OpenAsync(int i) => (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "supplier", name = $"P {i % 5} {tag[(i % 20)..]}{i}", tags = new[] { tag } })).Expect(HttpStatusCode.Created);
        for (var i = 0; i < 9; i++) await OpenAsync(i);
        var next = 9;
        foreach (var sort in new[] { "created", "-created", "name", "-name" })
        {
            var there = (await Admin.GetAsync($"/api/v1/customers?tag={tag}&limit=200")).Items.Select(item => (string)item["id"]!).ToHashSet();
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = (await Admin.GetAsync($"/api/v1/customers?tag={tag}&limit=2&sort={sort}{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
                seen.AddRange(page.Items.Select(item => (string)item["id"]!));
                cursor = page.Next;
                if (next % 40 < 38) await OpenAsync(next++);
            }
            while (cursor is not null && seen.Count < 500);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Subset(seen.ToHashSet(), there);
        }
    }

    [Theory]
    [InlineData("李小龙武馆", "李")]
    [InlineData("李小龙武馆", "小龙")]
    [InlineData("李小龙武馆", "龙武馆")]
    [InlineData("Müller & Söhne GmbH", "sohne")]
    [InlineData("Müller & Söhne GmbH", "ler & s")]
    [InlineData("Müller & Söhne GmbH", "ＧＭＢＨ")]
    [InlineData("Ab", "a")]
    // What Unicode forbids in text.
    [InlineData("Müller\uFFFE & Söhne", "\uFFFE & s")]
    [InlineData("李\uFFFE龙", "\uFFFE")]
    public async Task A_part_of_a_name_finds_it(string name, string query)
    {
        var unique = $"{name} {Guid.NewGuid():N}";
        var created = (await Admin.PostAsync("/api/v1/customers", New(unique))).Expect(HttpStatusCode.Created);
        Assert.Contains((await Admin.GetAsync($"/api/v1/customers?limit=200&q={Uri.EscapeDataString(query)}")).Expect(HttpStatusCode.OK).Items,
            item => (string?)item["id"] == created.Id.ToString());
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?q={Uri.EscapeDataString(query + "不存在")}")).Items);
    }

    [Theory]
    [InlineData("021-6888 9999 ext. 12", "+862168889999")]
    [InlineData("（021）６８８８９９９９", "+862168889999")]
    [InlineData("+49 (0)30 901820", "+4930901820")]
    [InlineData("Tel. 021-6888 9999", "+862168889999")]
    public async Task A_phone_number_is_kept_in_one_format_however_it_was_written(string written, string kept) =>
        Assert.Equal(kept, (string?)(await fixture.CustomerAsync(more: new { phone = written, allowDuplicate = true }))["phone"]);

    [Theory]
    [InlineData("139 1234 5678")]
    [InlineData("+86 139-1234-5678")]
    [InlineData("5678")]
    [InlineData("8613912")]
    [InlineData("0086 139 1234 5678")]
    [InlineData("＋８６（１３９）１２３４－５６７８")]
    [InlineData("139–1234–5678")]
    [InlineData("\u202d+86 139 1234 5678\u202c")]
    [InlineData("Tel. 139 1234 5678")]
    public async Task A_phone_number_is_found_in_any_format(string query)
    {
        var created = (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "supplier", name = "Phoned", phone = "13912345678", allowDuplicate = true })).Expect(HttpStatusCode.Created);
        foreach (var asked in new[] { "q", "phone" })
            Assert.Contains((await Admin.GetAsync($"/api/v1/customers?limit=200&{asked}={Uri.EscapeDataString(query)}")).Expect(HttpStatusCode.OK).Items, item => (string?)item["id"] == created.Id.ToString());
    }

    // What is taken as a number when a file is opened is one when it is looked for.
    [Theory]
    [InlineData("+49 (0)30 / 90 18 20 - 1")]
    [InlineData("021-6777 8888 ext. 12")]
    public async Task A_phone_number_is_found_as_it_was_written(string written)
    {
        var customer = await fixture.CustomerAsync(more: new { phone = written, allowDuplicate = true });
        var contact = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{contact.Location}/contacts", new { name = "Li Na", channels = new[] { new { channel = "phone", value = written } } })).Expect(HttpStatusCode.Created);
        foreach (var asked in new[] { "q", "phone" })
            Assert.Equal([customer.Id, contact.Id], (await Admin.GetAsync($"/api/v1/customers?sort=-created&{asked}={Uri.EscapeDataString(written)}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!));
    }

    [Fact]
    public async Task Digits_are_a_name_too()
    {
        var (digits, tag) = ($"{Random.Shared.Next(1_000_000, 9_999_999)}", Guid.NewGuid().ToString("N"));
        var named = await fixture.CustomerAsync($"奇虎 {digits} 商城", new { tags = new[] { tag } });
        var phoned = await fixture.CustomerAsync(more: new { phone = $"+4930{digits}", tags = new[] { tag }, allowDuplicate = true });
        var both = await fixture.CustomerAsync($"Shop {digits}", new { phone = $"+4930{digits}", tags = new[] { tag }, allowDuplicate = true });
        var there = await fixture.CustomerAsync(more: new { tags = new[] { tag } });
        (await Admin.PostAsync($"{there.Location}/contacts", new { name = $"Desk {digits}" })).Expect(HttpStatusCode.Created);
        foreach (var sort in new[] { "-created", "name", "-name", "phone", "channel" })
        {
            foreach (var query in new[] { $"q={digits}", $"q={digits}&tag={tag}", $"q={digits[1..]}&tag={tag}&channel=end-customer" })
                Assert.Equal(new[] { named.Id, phoned.Id, both.Id, there.Id }.Order(), (await PagesAsync($"{query}&limit=2&sort={sort}")).Select(item => (Guid)item["id"]!).Order());
        }
        Assert.Equal([phoned.Id, both.Id], (await Admin.GetAsync($"/api/v1/customers?sort=-created&phone={digits}")).Items.Select(item => (Guid)item["id"]!));
    }

    [Fact]
    public async Task Zeros_are_the_end_of_few_numbers()
    {
        var (round, other) = (await fixture.CustomerAsync(more: new { phone = "+493090182000", allowDuplicate = true }), await fixture.CustomerAsync(more: new { phone = "+493090182001", allowDuplicate = true }));
        var found = (await Admin.GetAsync("/api/v1/customers?limit=200&phone=000")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!).ToList();
        Assert.Contains(round.Id, found);
        Assert.DoesNotContain(other.Id, found);
    }

    [Fact]
    public async Task Values_of_a_filter_are_spelled_as_everywhere_else()
    {
        var tag = Guid.NewGuid().ToString("N");
        foreach (var channel in new[] { "end-customer", "agent", "franchisee" })
            await fixture.CustomerAsync(more: new { channel, tags = new[] { tag } });
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?tag={tag}&channel=end-customer")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/customers?tag={tag}&channel=agent&channel=franchisee")).Expect(HttpStatusCode.OK).Items.Count);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?tag={tag}&zone=value")).Expect(HttpStatusCode.OK).Items);
        var wrong = (await Admin.GetAsync("/api/v1/customers?channel=EndCustomer")).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("end-customer", (string?)wrong["errors"]!["channel"]![0]);
    }
}
