using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>
/// C18: lists in which many names begin alike, for longer than a posting holds, are what a sort in memory makes of them, on whatever way the search takes: each
/// order, both ways, page by page, narrowed, and as far as the caller may see.
/// </summary>
public sealed class NamesThatBeginAlike(NamesThatBeginAlike.Many fixture) : IClassFixture<NamesThatBeginAlike.Many>
{
    /// <summary>Some fifteen hundred customers in the order of their keys; of those that begin as Andersson does, few come first and few last.</summary>
    public sealed class Many : CustomersFixture
    {
        private static readonly string[] Firms = ["Logistics GmbH", "Partners LLP", "Systems BV", "Trading Ltd"];
        private static readonly string[] People = ["王伟", "Anna Müller", "王伟民"];
        private static readonly string[] Teams = ["north", "south", "east"];

        internal IReadOnlyList<One> There { get; private set; } = [];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await StaffAsync("wei", "south");
            var names = Enumerable.Range(0, 1400).Select(i => $"Andersson {(i < 30 ? "Foods Inc" : i < 60 ? "Works Oy" : Firms[i % Firms.Length])} {i}")
                .Concat(Enumerable.Range(0, 90).Select(i => $"北京市海淀区{(i % 3 == 0 ? "宏图" : "新意")}{i}{(i % 4 == 0 ? "贸易" : "科技")}有限公司"))
                .Concat(Enumerable.Range(0, 60).Select(i => People[i % People.Length]))
                .Concat(["Aachen Works", "Anderson Works", "Andersson", "Andersson's Works", "Zulu Works", "𠮷野 Works", "北京市海", "北京市海淀区", "Works"])
                .ToArray();
            new Random(1).Shuffle(names);
            var text = new StringBuilder("name,kind,role,channel,phone,externalId,email,team,ownerId\n");
            foreach (var (i, name) in names.Index())
            {
                text.Append(CultureInfo.InvariantCulture, $"{name},organisation,demander,{(i % 5 == 0 ? "agent" : "end-customer")},")
                    .Append(CultureInfo.InvariantCulture, $"{(i % 7 == 0 ? "" : $"+4930{i * 7919 % 9000 + 10_001_000}")},{(i % 9 == 0 ? "" : $"{(name.Contains("Works", StringComparison.Ordinal) ? "z" : "x")}{i * 31 % 2003:0000}")},{(i % 4 == 0 ? "" : $"m{i * 17 % 480:000}@example.com")},")
                    .Append(CultureInfo.InvariantCulture, $"{Teams[i / 3 % Teams.Length]},{(i % 3 == 0 ? "" : i % 2 == 0 ? "nora" : "wei")}\n");
            }
            var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes(text.ToString()), allowDuplicate: true);
            Assert.Equal((names.Length, 0L), ((int)(long)job["accepted"]!, (long)job["rejected"]!));
            var all = await PagesAsync(Admin, "sort=-created&limit=200");
            // One of the names that begin alike has somebody whose name holds what the others' own do.
            var foods = all.Find(item => (string?)item["name"] == "Andersson Foods Inc 6")!;
            (await Admin.PostAsync($"/api/v1/customers/{foods["id"]}/contacts", new { name = "Wanda Works" })).Expect(HttpStatusCode.Created);
            There = [.. all.Select((item, i) => new One(i, (Guid)item["id"]!, SearchText.Normalise((string)item["name"]!), ReferenceEquals(item, foods) ? "wanda works" : "", item))];
        }
    }

    internal sealed record One(int Key, Guid Id, string Name, string Contact, JsonNode Item);

    public static TheoryData<string, string, bool> Asked
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var part in new[] { "works", "andersson", "son", "oy 1", "海淀", "宏图", "易有限", "anna m", "王", "伟民", "o", "inc" })
            {
                data.Add(part, "", false);
                data.Add(part, "channel=agent", false);
                data.Add(part, "", true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_part_of_a_name_gives_them_in_the_order_of_their_names(string part, string filter, bool asSales)
    {
        var wanted = Wanted(part, filter, asSales, item => item.Name);
        foreach (var limit in wanted.Count > 100 ? [150] : filter.Length > 0 || asSales ? [7] : new[] { 1, 31 })
        {
            Assert.Equal(wanted, await IdsAsync($"sort=name&limit={limit}", part, filter, asSales));
            Assert.Equal(wanted.Reverse(), await IdsAsync($"sort=-name&limit={limit}", part, filter, asSales));
        }
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("email")]
    [InlineData("externalId")]
    [InlineData("team")]
    [InlineData("owner")]
    public async Task A_part_of_a_name_gives_them_in_the_order_of_another_field(string sort)
    {
        foreach (var (part, filter, asSales) in new[] { ("works", "", false), ("andersson", "", false), ("anna", "channel=agent", false), ("海淀", "", true), ("o", "", false) })
        {
            var wanted = Wanted(part, filter, asSales, item => (string?)item.Item[sort == "owner" ? "ownerId" : sort]);
            foreach (var limit in new[] { wanted.Count > 100 ? 90 : 3, 200 })
            {
                Assert.Equal(wanted, await IdsAsync($"sort={sort}&limit={limit}", part, filter, asSales));
                Assert.Equal(wanted.Reverse(), await IdsAsync($"sort=-{sort}&limit={limit}", part, filter, asSales));
            }
        }
    }

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    public async Task Files_that_are_opened_meanwhile_move_nothing(string sort)
    {
        var wanted = Wanted("works", "", asSales: false, item => item.Name);
        var (seen, cursor, opened) = (new List<Guid>(), (string?)null, new List<Guid>());
        try
        {
            do
            {
                var page = (await fixture.Admin.GetAsync($"/api/v1/customers?q=works&sort={sort}&limit=4{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
                seen.AddRange(page.Items.Select(item => (Guid)item["id"]!));
                cursor = page.Next;
                // One before and one behind whatever has been shown.
                foreach (var name in new[] { $"Andersson {(char)('a' + opened.Count)} Works", $"Andersson Works {Guid.NewGuid():N}" }) opened.Add((await fixture.CustomerAsync(name, new { allowDuplicate = true })).Id);
            }
            while (cursor is not null && opened.Count < 48);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Equal(sort == "name" ? wanted : wanted.Reverse(), seen.Except(opened));
        }
        finally
        {
            // The other tests know whom they have to find.
            foreach (var file in opened) (await fixture.Admin.PatchAsync($"/api/v1/customers/{file}", new { name = $"Gone {file:N}" }, "*")).Expect(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("anna", "anna", false)]
    [InlineData("anna mül", "anna müller", true)]
    [InlineData("北京市海", "北京市海淀区", true)]
    [InlineData("上海人", "上海人", false)]
    [InlineData("abcdefg北", "abcdefg北京", true)]
    [InlineData("1234567𠮷", "1234567𠮷野", true)]
    public void A_posting_holds_how_a_name_begins_and_knows_whether_that_is_all(string start, string name, bool cut)
    {
        Assert.Equal(start, CustomerNameGram.StartOf(name));
        Assert.Equal(cut, CustomerNameGram.IsCut(start));
    }

    private IReadOnlyList<Guid> Wanted(string part, string filter, bool asSales, Func<One, string?> order) =>
    [
        .. fixture.There.Where(one => (one.Name.Contains(part, StringComparison.Ordinal) || one.Contact.Contains(part, StringComparison.Ordinal))
                && (filter.Length == 0 || (string?)one.Item["channel"] == "agent")
                && (!asSales || (string?)one.Item["team"] == "south" || (string?)one.Item["ownerId"] == "wei"))
            .OrderBy(order, StringComparer.Ordinal).ThenBy(one => one.Key).Select(one => one.Id),
    ];

    private async Task<IEnumerable<Guid>> IdsAsync(string list, string part, string filter, bool asSales)
    {
        using var sales = fixture.As("wei", "sales", "south");
        var ids = (await PagesAsync(asSales ? sales : fixture.Admin, $"{list}&q={Uri.EscapeDataString(part)}{(filter.Length == 0 ? "" : $"&{filter}")}")).Select(item => (Guid)item["id"]!);
        return ids.Where(fixture.There.Select(one => one.Id).ToHashSet().Contains).ToList();
    }

    private static async Task<List<JsonNode>> PagesAsync(ApiClient client, string query)
    {
        var (all, cursor) = (new List<JsonNode>(), (string?)null);
        do
        {
            var page = (await client.GetAsync($"/api/v1/customers?{query}{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && all.Count < 2000);
        return all;
    }
}
