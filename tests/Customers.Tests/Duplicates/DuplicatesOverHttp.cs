using System.Net;
using System.Text;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Duplicates;

public sealed class DuplicatesOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    public static TheoryData<object, object, string> Twins() => new()
    {
        { new { phone = "138 0013 8001" }, new { phone = "+86 138-0013-8001" }, "phone" },
        { new { email = "Twin@Example.com" }, new { email = "twin@example.com" }, "email" },
        { new { taxId = "DE 811 907 980" }, new { taxId = "de811907980" }, "tax-id" },
        { new { name = "上海华信进出口贸易有限公司" }, new { name = "上海华信进出口贸易" }, "name" },
        { new { name = "Hendriksen Instruments Ltd" }, new { name = "Hendriksen Instrumants GmbH" }, "similar-name" },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task A_file_that_looks_like_a_stored_one_is_refused_with_the_candidates_unless_it_is_wanted(object first, object second, string matchedBy)
    {
        var name = (string?)first.GetType().GetProperty("name")?.GetValue(first);
        var stored = await fixture.CustomerAsync(name, first);
        var body = new Dictionary<string, object?> { ["kind"] = "organisation", ["role"] = "supplier", ["name"] = $"Twin {Guid.NewGuid():N}" };
        foreach (var property in second.GetType().GetProperties()) body[property.Name] = property.GetValue(second);

        var refused = (await Admin.PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("customer.duplicate", refused.Code);
        var candidate = Assert.Single(refused["candidates"]!.AsArray())!;
        Assert.Equal(stored.Id.ToString(), (string?)candidate["id"]);
        Assert.Contains(matchedBy, candidate["matchedBy"]!.AsArray().Select(kind => (string?)kind));

        body["allowDuplicate"] = true;
        var wanted = (await Admin.PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.Created);
        var pair = Assert.Single((await Admin.GetAsync($"/api/v1/duplicates?customerId={wanted.Id}")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal([stored.Id.ToString(), wanted.Id.ToString()], new[] { (string?)pair["first"]!["id"], (string?)pair["second"]!["id"] });
        Assert.Single((await Admin.GetAsync($"{wanted.Location}/duplicates")).Items);
        body["allowDuplicate"] = false;
        (await Admin.PostAsync("/api/v1/customers?allowDuplicate=true", body)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_candidate_of_another_team_is_named_too()
    {
        var mine = await fixture.CustomerAsync(more: new { phone = "+86 138 0013 8111" }, by: fixture.Service.As("nora", "sales", "north"));
        var refused = (await fixture.Service.As("sam", "sales", "south").PostAsync("/api/v1/customers",
            new { kind = "person", role = "supplier", name = "Somebody", phone = "+86 138 0013 8111" })).Expect(HttpStatusCode.Conflict);
        Assert.Equal((mine.Id.ToString(), "north"), ((string?)refused["candidates"]![0]!["id"], (string?)refused["candidates"]![0]!["team"]));
    }

    [Fact]
    public async Task A_pair_that_is_none_is_not_brought_up_again()
    {
        var phone = "+86 138 0013 8222";
        var first = await fixture.CustomerAsync(more: new { phone });
        var second = await fixture.CustomerAsync(more: new { phone = "+86 138 0013 8223" });
        (await Admin.PatchAsync(second.Location!, new { phone }, second.ETag)).Expect(HttpStatusCode.OK);
        var pair = Assert.Single((await Admin.GetAsync($"/api/v1/duplicates?customerId={first.Id}")).Items);
        (await Admin.ActAsync($"/api/v1/duplicates/{pair["id"]}/dismiss", null, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await Admin.ActAsync($"/api/v1/duplicates/{pair["id"]}/dismiss", null, "\"1\"")).Expect(HttpStatusCode.OK);
        await ScanAsync();
        Assert.Empty((await Admin.GetAsync($"/api/v1/duplicates?customerId={first.Id}")).Items);
        Assert.Single((await Admin.GetAsync($"/api/v1/duplicates?customerId={first.Id}&state=dismissed")).Items);
    }

    [Fact]
    public async Task A_file_that_has_gone_into_another_is_nobodys_duplicate_until_it_comes_back()
    {
        var more = new { phone = "+86 138 0013 8333", allowDuplicate = true };
        var (kept, gone, third) = (await fixture.CustomerAsync(more: more), await fixture.CustomerAsync(more: more), await fixture.CustomerAsync(more: more));
        async Task<HashSet<string?>> AlikeAsync(Guid customer) => [.. (await Admin.GetAsync($"/api/v1/duplicates?customerId={customer}")).Expect(HttpStatusCode.OK).Items
            .SelectMany(pair => new[] { (string?)pair["first"]!["id"], (string?)pair["second"]!["id"] }).Where(id => id != customer.ToString())];
        Assert.Equal([$"{kept.Id}", $"{gone.Id}"], await AlikeAsync(third.Id));
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal([$"{kept.Id}"], await AlikeAsync(third.Id));
        // Whoever asks for it means what it has become.
        Assert.Equal([$"{kept.Id}", $"{third.Id}"], await AlikeAsync(gone.Id));
        Assert.Single((await Admin.GetAsync($"/api/v1/duplicates?customerId={gone.Id}&state=merged")).Items);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal([$"{kept.Id}", $"{gone.Id}"], await AlikeAsync(third.Id));
    }

    [Fact]
    public async Task A_scan_finds_what_came_in_side_by_side()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = $"externalId,name,role,phone,tags\n{tag}-1,Lindqvist Textiles {tag} AB,supplier,+46 8 123 456 01,{tag}\n{tag}-2,Lindqvist Textiles {tag},supplier,+46 8 123 456 02,{tag}\n" +
            $"{tag}-3,Other,supplier,+46 8 123 456 01,{tag}\n";
        var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "x.csv" } };
        var job = await EndOfAsync((await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted));
        // Of two rows with one number the second is refused; two of one name with ids of their own are taken in.
        Assert.Equal((2, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Contains("customer.duplicate", (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text);
        var first = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-1")).Items);
        Assert.Empty((await Admin.GetAsync($"/api/v1/duplicates?customerId={first["id"]}")).Items);
        await ScanAsync();
        var pair = Assert.Single((await Admin.GetAsync($"/api/v1/duplicates?customerId={first["id"]}")).Items);
        Assert.Equal(90, (int)pair["score"]!);
    }

    private async Task ScanAsync()
    {
        var done = await EndOfAsync((await Admin.PostAsync("/api/v1/duplicates/scan")).Expect(HttpStatusCode.Accepted));
        Assert.Equal("succeeded", (string?)done["state"]);
    }

    private Task<Answer> EndOfAsync(Answer queued) => Eventually.BecomesAsync(() => Admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, "the job to end");
}
