using System.Net;
using System.Text;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Testing;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Fields;

/// <summary>C19: custom fields, tags, lists and saved filters.</summary>
public sealed class FieldsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_field_is_typed_stored_found_and_changed_like_any_other()
    {
        var size = await FieldAsync(new { name = "Size", type = "number" });
        var level = await FieldAsync(new { name = "Level", type = "choice", choices = new[] { "Gold", "Silver" } });
        var (since, nick, parent) = (await FieldAsync(new { name = "Since", type = "date" }), await FieldAsync(new { name = "Nickname", type = "text" }), await FieldAsync(new { name = "Parent", type = "reference" }));
        var other = await fixture.CustomerAsync();
        var custom = new Dictionary<string, string> { [size] = "12.50", [level] = "gold", [since] = "2026-03-01", [nick] = "Li Ná", [parent] = other.Id.ToString() };
        var customer = await fixture.CustomerAsync(more: new { custom });
        Assert.Equal(("12.5", "Gold", "Li Ná"), ((string?)customer["custom"]![size], (string?)customer["custom"]![level], (string?)customer["custom"]![nick]));

        foreach (var condition in new[] { $"{size}:12.5", $"{size}:>=12", $"{size}:<=13", $"{level}:GOLD", $"{since}:>=2026-01-01", $"{nick}:li n*", $"{parent}:{other.Id}" })
            Assert.Equal(customer.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/customers?field={Uri.EscapeDataString(condition)}")).Expect(HttpStatusCode.OK).Items)["id"]);
        foreach (var condition in new[] { $"{size}:>=13", $"{size}:-12.5", $"{level}:silver", $"{since}:<=2026-02-28", $"{nick}:na*" })
            Assert.Empty((await Admin.GetAsync($"/api/v1/customers?field={Uri.EscapeDataString(condition)}")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("field.condition", (await Admin.GetAsync("/api/v1/customers?field=dragon:1")).Expect(HttpStatusCode.BadRequest).Code);

        var patched = (await Admin.PatchAsync(customer.Location!, new { custom = new Dictionary<string, string?> { [size] = "-3", [nick] = null } }, customer.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("-3", "Gold"), ((string?)patched["custom"]![size], (string?)patched["custom"]![level]));
        Assert.Null(patched["custom"]![nick]);
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?field={size}:<=-3")).Items);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?field={size}:12.5")).Items);
    }

    [Fact]
    public async Task What_is_no_value_of_the_field_is_refused_by_api_and_import_alike()
    {
        var (size, level) = (await FieldAsync(new { name = "Size", type = "number" }), await FieldAsync(new { name = "Level", type = "choice", choices = new[] { "A", "B" } }));
        foreach (var (code, value, problem) in new[] { (size, "big", "field.invalid"), (size, "1.2345678", "field.invalid"), (level, "C", "field.invalid"), ("dragon", "1", "field.unknown") })
            Assert.Equal(problem, (await Admin.PostAsync("/api/v1/customers", Body(new Dictionary<string, string> { [code] = value }))).Expect(HttpStatusCode.BadRequest).Code);
        var parent = await FieldAsync(new { name = "Parent", type = "reference" });
        Assert.Equal("field.reference", (await Admin.PostAsync("/api/v1/customers", Body(new Dictionary<string, string> { [parent] = Guid.NewGuid().ToString() }))).Expect(HttpStatusCode.BadRequest).Code);

        var id = Guid.NewGuid().ToString("N");
        var csv = $"externalId,name,role,custom.{size},{level}\n{id}-1,One,supplier,7,b\n{id}-2,Two,supplier,big,b\n{id}-3,Three,supplier,,C\n";
        var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "x.csv" } };
        var job = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync(job.Location!))["rejected"]! == 2, "the import");
        var found = Assert.Single((await Admin.GetAsync($"/api/v1/customers?field={size}:7")).Items);
        Assert.Equal("B", (string?)found["custom"]![level]);
    }

    [Fact]
    public async Task A_field_can_be_required_for_a_category()
    {
        var licence = $"f{Guid.NewGuid():N}"[..20];
        (await Admin.PutAsync($"/api/v1/custom-fields/{licence}", new { name = "Licence", type = "text", requiredFor = new[] { "auxiliary" } }, "*")).Expect(HttpStatusCode.Created);
        var missing = (await Admin.PostAsync("/api/v1/customers", Body(null, "auxiliary"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("field.required", missing.Code);
        (await Admin.PostAsync("/api/v1/customers", Body(null))).Expect(HttpStatusCode.Created);
        var there = (await Admin.PostAsync("/api/v1/customers", Body(new Dictionary<string, string> { [licence] = "L-7" }, "auxiliary"))).Expect(HttpStatusCode.Created);
        (await Admin.PatchAsync(there.Location!, new { custom = new Dictionary<string, string?> { [licence] = null } }, there.ETag)).Expect(HttpStatusCode.BadRequest);
        (await Admin.PutAsync($"/api/v1/custom-fields/{licence}", new { name = "Licence", type = "text" }, "*")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_segment_is_changed_and_removed_by_whoever_made_it_or_sees_all_customers()
    {
        using var maker = fixture.As("seg-maker", "sales", "seg-north");
        using var other = fixture.As("seg-other", "sales", "seg-south");
        using var manager = fixture.As("seg-manager", "manager");
        var name = $"Shared {Guid.NewGuid():N}";
        var made = (await maker.PostAsync("/api/v1/segments", new { name, kind = "list" })).Expect(HttpStatusCode.Created);
        Assert.Equal("segment.not-yours", (await other.PutAsync(made.Location!, new { name = $"{name} 2", kind = "list" }, made.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("segment.not-yours", (await other.DeleteAsync(made.Location!, made.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal(name, (string?)(await other.GetAsync(made.Location!)).Expect(HttpStatusCode.OK)["name"]);
        var changed = (await maker.PutAsync(made.Location!, new { name = $"{name} 3", kind = "list" }, made.ETag)).Expect(HttpStatusCode.OK);
        var again = (await manager.PutAsync(made.Location!, new { name = $"{name} 4", kind = "list" }, changed.ETag)).Expect(HttpStatusCode.OK);
        (await maker.DeleteAsync(made.Location!, again.ETag)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_change_that_would_lose_values_is_refused()
    {
        var level = await FieldAsync(new { name = "Level", type = "choice", choices = new[] { "A", "B" } });
        await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [level] = "A" } });
        var path = $"/api/v1/custom-fields/{level}";
        Assert.Equal("field.type-in-use", (await Admin.PutAsync(path, new { name = "Level", type = "number" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.choice-in-use", (await Admin.PutAsync(path, new { name = "Level", type = "choice", choices = new[] { "B" } }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.in-use", (await Admin.DeleteAsync(path, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PutAsync(path, new { name = "Level", type = "choice", choices = new[] { "A", "C" } }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync(path, new { name = "Level", type = "text" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?field={level}:a")).Items);
        (await fixture.As("nora", "sales", "north").PutAsync(path, new { name = "Level", type = "text" }, "*")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_retired_field_keeps_its_values_and_takes_no_new_ones()
    {
        var size = await FieldAsync(new { name = "Size", type = "number" });
        var customer = await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [size] = "7" } });
        (await Admin.PutAsync($"/api/v1/custom-fields/{size}", new { name = "Size", type = "number", active = false }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("field.retired", (await Admin.PostAsync("/api/v1/customers", Body(new Dictionary<string, string> { [size] = "8" }))).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("field.retired", (await Admin.PatchAsync(customer.Location!, new { custom = new Dictionary<string, string> { [size] = "8" } }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        var patched = (await Admin.PatchAsync(customer.Location!, new { language = "en" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("7", (string?)patched["custom"]![size]);
        (await Admin.PutAsync($"{customer.Location}/custom-fields", new { custom = new Dictionary<string, string> { [size] = "7.0" } }, "*")).Expect(HttpStatusCode.OK);
    }

    // Forms, files and filters read a code without minding capitals, so two that differ in nothing else left the service without any field.
    [Fact]
    public async Task A_code_is_one_in_capitals_and_small_letters()
    {
        var size = await FieldAsync(new { name = "Size", type = "number" });
        var capitals = size.ToUpperInvariant();
        (await Admin.PutAsync($"/api/v1/custom-fields/{capitals}", new { name = "Size in metres", type = "number" }, "*")).Expect(HttpStatusCode.OK);
        var field = Assert.Single((await Admin.GetAsync("/api/v1/custom-fields")).Items, item => size.Equals((string?)item["code"], StringComparison.OrdinalIgnoreCase));
        Assert.Equal((size, "Size in metres"), ((string?)field["code"], (string?)field["name"]));
        var customer = await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [capitals] = "7" } });
        Assert.Equal("7", (string?)customer["custom"]![size]);
        Assert.Equal("field.in-use", (await Admin.DeleteAsync($"/api/v1/custom-fields/{capitals}", "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_begins_with_an_emoji_is_in_use_and_found_like_anything_else()
    {
        var (mood, nick, tag) = (await FieldAsync(new { name = "Mood", type = "choice", choices = new[] { "🔥 Hot", "Cold" } }), await FieldAsync(new { name = "Nickname", type = "text" }), $"🔥{Guid.NewGuid():N}");
        var customer = await fixture.CustomerAsync($"z😀 {tag}", new { custom = new Dictionary<string, string> { [mood] = "🔥 hot", [nick] = "Li🚀" }, tags = new[] { tag } });
        foreach (var query in new[] { $"field={nick}:li*", $"field={nick}:>=a", $"field={mood}:>=cold", $"tag={Uri.EscapeDataString(tag)}&q=z" })
            Assert.Equal(customer.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/customers?{query}")).Expect(HttpStatusCode.OK).Items)["id"]);
        Assert.Contains(tag, (await Admin.GetAsync("/api/v1/tags")).Expect(HttpStatusCode.OK).Items.Select(item => (string?)item));

        var path = $"/api/v1/custom-fields/{mood}";
        Assert.Equal("field.choice-in-use", (await Admin.PutAsync(path, new { name = "Mood", type = "choice", choices = new[] { "Cold" } }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.type-in-use", (await Admin.PutAsync(path, new { name = "Mood", type = "number" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.in-use", (await Admin.DeleteAsync(path, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_reference_to_another_teams_customer_or_to_a_merged_one_stands_in_the_way_of_no_other_change()
    {
        var parent = await FieldAsync(new { name = "Parent", type = "reference" });
        var (other, survivor) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var customer = await fixture.CustomerAsync(more: new { team = "north", ownerId = "nora", custom = new Dictionary<string, string> { [parent] = other.Id.ToString() } });
        var nora = fixture.As("nora", "sales", "north");
        (await nora.PatchAsync(customer.Location!, new { language = "en" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{survivor.Location}/merge", new { duplicateId = other.Id }, "*")).Expect(HttpStatusCode.OK);
        var changed = (await Admin.PatchAsync(customer.Location!, new { language = "de" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(other.Id.ToString(), (string?)changed["custom"]![parent]);
        Assert.Equal("field.reference", (await nora.PatchAsync(customer.Location!, new { custom = new Dictionary<string, string> { [parent] = survivor.Id.ToString() } }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PatchAsync(customer.Location!, new { custom = new Dictionary<string, string> { [parent] = survivor.Id.ToString() } }, "*")).Expect(HttpStatusCode.OK);
    }

    // C16: a reference stays as it was written, and leads to whom its customer has become one with.
    [Fact]
    public async Task A_reference_to_a_merged_customer_is_found_by_the_survivor_and_by_every_id_it_had()
    {
        var parent = await FieldAsync(new { name = "Parent", type = "reference" });
        var (first, second, survivor) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var children = new List<Guid>();
        foreach (var one in new[] { first, second, survivor }) children.Add((await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [parent] = one.Id.ToString() } })).Id);
        (await Admin.ActAsync($"{second.Location}/merge", new { duplicateId = first.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal([children[1], children[0]], await FoundAsync(second));
        var merge = (await Admin.ActAsync($"{survivor.Location}/merge", new { duplicateId = second.Id }, "*")).Expect(HttpStatusCode.OK);
        foreach (var asked in new[] { first, second, survivor }) Assert.Equal(children.AsEnumerable().Reverse(), await FoundAsync(asked));
        var page = (await Admin.GetAsync($"/api/v1/customers?limit=2&field={parent}:{survivor.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(children[0], (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/customers?limit=2&field={parent}:{survivor.Id}&cursor={page.Next}")).Expect(HttpStatusCode.OK).Items)["id"]!);
        (await Admin.ActAsync($"{survivor.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal([children[2]], await FoundAsync(survivor));

        async Task<IEnumerable<Guid>> FoundAsync(Answer asked) => (await Admin.GetAsync($"/api/v1/customers?field={parent}:{asked.Id}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!);
    }

    [Fact]
    public async Task A_field_does_not_change_beneath_a_saved_filter_that_asks_for_it()
    {
        var level = await FieldAsync(new { name = "Level", type = "choice", choices = new[] { "Gold", "Silver" } });
        var path = $"/api/v1/custom-fields/{level}";
        var filter = (await Admin.PostAsync("/api/v1/segments", new { name = $"Golden {level}", kind = "dynamic", criteria = new { field = new[] { $"{level.ToUpperInvariant()}:gold" } } })).Expect(HttpStatusCode.Created);
        Assert.Equal("field.in-segment", (await Admin.PutAsync(path, new { name = "Level", type = "choice", choices = new[] { "Silver" } }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.in-segment", (await Admin.PutAsync(path, new { name = "Level", type = "number" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("field.in-segment", (await Admin.DeleteAsync(path, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(0, (long)(await Admin.GetAsync($"{filter.Location}/count")).Expect(HttpStatusCode.OK)["count"]!);
        (await Admin.PutAsync(path, new { name = "Level", type = "choice", choices = new[] { "Gold" } }, "*")).Expect(HttpStatusCode.OK);
        // One that asks in vain already stands in nobody's way.
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            (await db.Set<Segment>().SingleAsync(s => s.Id == filter.Id)).Forget($"Golden {level}", null, $$"""{"field":["{{level}}:bronze"]}""");
            return await db.SaveChangesAsync();
        });
        (await Admin.PutAsync(path, new { name = "Level of old", type = "choice", choices = new[] { "Gold" } }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync(path, new { name = "Level", type = "text" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.DeleteAsync(filter.Location!, "*")).Expect(HttpStatusCode.NoContent);
        (await Admin.DeleteAsync(path, "*")).Expect(HttpStatusCode.NoContent);
    }

    // C21: each field for itself, as people write it.
    [Fact]
    public async Task The_history_tells_of_custom_fields_one_by_one_and_a_tag_is_one_however_it_is_written()
    {
        var (size, nick) = (await FieldAsync(new { name = "Size", type = "number" }), await FieldAsync(new { name = "Nickname", type = "text" }));
        var customer = await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [size] = "7", [nick] = "Li" }, tags = new[] { "VIP", "vip ", "ＶＩＰ", "大客户" } });
        Assert.Equal(["VIP", "大客户"], customer["tags"]!.AsArray().Select(tag => (string?)tag));
        (await Admin.PatchAsync(customer.Location!, new { custom = new Dictionary<string, string?> { [size] = "8.5", [nick] = null } }, "*")).Expect(HttpStatusCode.OK);
        var told = (await Admin.GetAsync($"{customer.Location}/history")).Items[0]["fields"]!.AsArray().Select(field => ((string?)field!["field"], (string?)field["from"], (string?)field["to"]));
        Assert.Equal(new (string?, string?, string?)[] { ($"custom.{size}", "7", "8.5"), ($"custom.{nick}", "Li", null) }.OrderBy(field => field.Item1, StringComparer.Ordinal), told);
    }

    [Fact]
    public async Task A_list_keeps_its_members_and_a_saved_filter_is_asked_anew()
    {
        var tag = $"t{Guid.NewGuid():N}";
        var (one, two) = (await fixture.CustomerAsync(more: new { tags = new[] { tag } }), await fixture.CustomerAsync());
        Assert.Contains(tag, (await Admin.GetAsync($"/api/v1/tags?q={tag[..8]}")).Items.Select(item => (string?)item));
        (await Admin.PostAsync("/api/v1/segments", new { name = $"x{tag}", kind = "dynamic" })).Expect(HttpStatusCode.BadRequest);
        var filter = (await Admin.PostAsync("/api/v1/segments", new { name = $"d{tag}", kind = "dynamic", criteria = new { tag } })).Expect(HttpStatusCode.Created);
        Assert.Equal("segment.name-taken", (await Admin.PostAsync("/api/v1/segments", new { name = $"d{tag}", kind = "list" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(1, (long)(await Admin.GetAsync($"{filter.Location}/count"))["count"]!);
        (await Admin.PatchAsync(two.Location!, new { tags = new[] { tag } }, two.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (long)(await Admin.GetAsync($"{filter.Location}/count"))["count"]!);

        var list = (await Admin.PostAsync("/api/v1/segments", new { name = $"l{tag}", kind = "list" })).Expect(HttpStatusCode.Created);
        Assert.Equal(2, (int)(await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { one.Id, two.Id, one.Id } })).Expect(HttpStatusCode.OK)["added"]!);
        Assert.Equal(0, (int)(await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { two.Id } })).Expect(HttpStatusCode.OK)["added"]!);
        Assert.Equal("segment.customer-unknown", (await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { Guid.NewGuid() } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("segment.dynamic", (await Admin.PostAsync($"{filter.Location}/members", new { customerIds = new[] { one.Id } })).Expect(HttpStatusCode.Conflict).Code);

        foreach (var segment in new[] { filter, list })
        {
            var first = (await fixture.AsService().GetAsync($"/internal/segments/{segment.Id}/members?limit=1")).Expect(HttpStatusCode.OK);
            var second = (await fixture.AsService().GetAsync($"/internal/segments/{segment.Id}/members?limit=1&cursor={first.Next}")).Expect(HttpStatusCode.OK);
            Assert.Equal([two.Id.ToString(), one.Id.ToString()], first.Json["items"]!.AsArray().Concat(second.Json["items"]!.AsArray()).Select(id => (string?)id));
            Assert.Null(second.Next);
            (await Admin.GetAsync($"/internal/segments/{segment.Id}/members")).Expect(HttpStatusCode.Forbidden);
        }
        (await Admin.DeleteAsync($"{list.Location}/members/{one.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(1, (long)(await Admin.GetAsync($"{list.Location}/count"))["count"]!);
        (await Admin.DeleteAsync(list.Location!, list.ETag)).Expect(HttpStatusCode.NoContent);
    }

    // C16
    [Fact]
    public async Task Whoever_names_a_merged_file_puts_its_survivor_on_a_list_and_takes_it_off()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var list = (await Admin.PostAsync("/api/v1/segments", new { name = $"Merged {kept.Id:N}", kind = "list" })).Expect(HttpStatusCode.Created);
        Assert.Equal(1, (int)(await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { gone.Id, kept.Id } })).Expect(HttpStatusCode.OK)["added"]!);
        Assert.Equal(kept.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"{list.Location}/members")).Items));
        (await Admin.DeleteAsync($"{list.Location}/members/{gone.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await Admin.GetAsync($"{list.Location}/members")).Items);
    }

    // C16: a client finds in its own list which one it was, and learns no id that it may not see.
    [Fact]
    public async Task Of_whom_nobody_may_be_put_on_a_list_the_id_is_told_that_was_sent()
    {
        var mona = fixture.Service.As("mona", "sales", "south");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { ownerId = "nora" }), await fixture.CustomerAsync(more: new { ownerId = "nora" }));
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var list = (await mona.PostAsync("/api/v1/segments", new { name = $"Not hers {kept.Id:N}", kind = "list" })).Expect(HttpStatusCode.Created);
        var refused = (await mona.PostAsync($"{list.Location}/members", new { customerIds = new[] { gone.Id } })).Expect(HttpStatusCode.BadRequest);
        var missing = (await mona.DeleteAsync($"{list.Location}/members/{gone.Id}")).Expect(HttpStatusCode.NotFound);
        Assert.All([refused.Text, missing.Text], told => Assert.Contains($"{gone.Id}", told));
        Assert.All([refused.Text, missing.Text], told => Assert.DoesNotContain($"{kept.Id}", told));
    }

    // C20
    [Fact]
    public async Task Nobody_who_was_erased_is_put_on_a_list()
    {
        var (erased, other) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.ActAsync($"{erased.Location}/erase", new { confirm = erased.Id }, "*")).Expect(HttpStatusCode.NoContent);
        var list = (await Admin.PostAsync("/api/v1/segments", new { name = $"Erased {other.Id:N}", kind = "list" })).Expect(HttpStatusCode.Created);
        Assert.Equal("customer.not-active", (await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { other.Id, erased.Id } })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Empty((await Admin.GetAsync($"{list.Location}/members")).Items);
    }

    // C21: who put a customer on which list, and who took it off.
    [Fact]
    public async Task Going_on_a_list_and_off_it_stands_in_the_customers_history()
    {
        var (one, two) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (name, mona) = ($"Gala {Guid.NewGuid():N}", fixture.As("mona", "manager", "south"));
        var list = (await Admin.PostAsync("/api/v1/segments", new { name, kind = "list" })).Expect(HttpStatusCode.Created);
        for (var times = 0; times < 2; times++) (await mona.PostAsync($"{list.Location}/members", new { customerIds = new[] { one.Id, two.Id } })).Expect(HttpStatusCode.OK);
        (await Admin.DeleteAsync($"{list.Location}/members/{one.Id}")).Expect(HttpStatusCode.NoContent);
        (await Admin.DeleteAsync($"{list.Location}/members/{one.Id}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal([("deleted", "ada", name, null), ("created", "mona", null, name)], await ToldAsync(one));
        Assert.Equal([("created", "mona", null, name)], await ToldAsync(two));

        // A list that goes lets all of them go; it is known by its id then.
        (await Admin.DeleteAsync(list.Location!, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Equal([("deleted", "ada", $"{list.Id}", null), ("created", "mona", null, $"{list.Id}")], await ToldAsync(two));
        Assert.Equal(2, (await ToldAsync(one)).Count);

        async Task<List<(string, string, string?, string?)>> ToldAsync(Answer customer)
        {
            var lines = (await Admin.GetAsync($"{customer.Location}/history")).Expect(HttpStatusCode.OK).Items.Where(line => (string?)line["entity"] == "segment-member").ToList();
            Assert.All(lines, line => Assert.Equal((list.Id, 32), ((Guid)line["entityId"]!, ((string)line["traceId"]!).Length)));
            return [.. lines.Select(line => (line, Assert.Single(line["fields"]!.AsArray()))).Select(told => (
                (string)told.line["action"]!, (string)told.line["by"]!, (string?)told.Item2!["from"], (string?)told.Item2["to"]))];
        }
    }

    [Fact]
    public void Numbers_stand_in_the_index_in_their_own_order() =>
        Gen.Select(Gen.Decimal[-999_999m, 999_999m], Gen.Decimal[-999_999m, 999_999m]).Sample((one, other) =>
        {
            var field = CustomField.Called("n");
            field.Change("N", null, null, CustomFieldType.Number, [], [], true);
            var (a, b) = (decimal.Round(one, 6), decimal.Round(other, 6));
            string Term(decimal value) => CustomFields.TermOf("n", field.Read(value.ToString(System.Globalization.CultureInfo.InvariantCulture))!);
            Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(string.CompareOrdinal(Term(a), Term(b))));
        });

    private async Task<string> FieldAsync(object field)
    {
        var code = $"f{Guid.NewGuid():N}"[..20];
        (await Admin.PutAsync($"/api/v1/custom-fields/{code}", field, "*")).Expect(HttpStatusCode.Created);
        return code;
    }

    private static object Body(Dictionary<string, string>? custom, string role = "supplier") => new { kind = "organisation", role, channel = "agent", name = $"Custom {Guid.NewGuid():N}", custom };
}
