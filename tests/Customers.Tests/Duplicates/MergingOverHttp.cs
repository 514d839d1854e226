using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Duplicates;

public sealed class MergingOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task After_an_undo_the_survivor_was_last_spoken_with_when_it_was_itself()
    {
        var kept = await fixture.CustomerAsync();
        var gone = await fixture.CustomerAsync();
        var spoken = DateTimeOffset.UtcNow.AddHours(-1);
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), gone.Id, "nora", "north", "outbound", "sales", true, spoken, 5, null));
        await fixture.EventuallyAsync(gone.Location!, file => ((string?)file["heat"], (string?)file["maturity"]) == ("mid", "target"), "the first contact");
        await MergeAsync(kept, gone);
        var warm = await fixture.EventuallyAsync(kept.Location!, file => ((string?)file["heat"], (string?)file["maturity"]) == ("mid", "target"), "the contact of the merged file");
        var merge = Assert.Single((await Admin.GetAsync($"{kept.Location}/merge")).Items);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge["id"]}/undo", null, warm.ETag)).Expect(HttpStatusCode.OK);
        await fixture.EventuallyAsync(kept.Location!, file => ((string?)file["heat"], (string?)file["maturity"]) == ("low", "potential"), "no contact of its own");
        Assert.Equal("mid", (string?)(await Admin.GetAsync(gone.Location!))["heat"]);

        // A contact while they were one is the survivor's and stays with it.
        var other = await fixture.CustomerAsync();
        await MergeAsync(other, gone);
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), gone.Id, "nora", "north", "outbound", "sales", true, spoken.AddMinutes(30), 5, null));
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.AnyAsync(c => c.Id == other.Id && c.LastContactAt > spoken.AddMinutes(20))), "the call to be noted");
        await Eventually.BecomesAsync(async () => await Admin.ActAsync($"{other.Location}/merge/{Assert.Single((await Admin.GetAsync($"{other.Location}/merge")).Items)["id"]}/undo", null, "*"), answer => answer.Status == HttpStatusCode.OK, "the undo");
        Assert.True(await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.AnyAsync(c => c.Id == other.Id && c.LastContactAt > spoken.AddMinutes(20))));
    }

    [Fact]
    public async Task A_merge_joins_two_files_field_by_field_and_an_undo_parts_them_again()
    {
        var kept = await fixture.CustomerAsync(more: new { phone = "+86 139 0000 0001", tags = new[] { "a" } });
        var gone = await fixture.CustomerAsync(more: new { phone = "+86 139 0000 0002", email = $"{Guid.NewGuid():N}@example.com", tags = new[] { "b" } });
        await FillAsync(gone);
        var lead = (await Admin.PostAsync("/api/v1/leads", new { source = "web", customerId = gone.Id })).Expect(HttpStatusCode.Created);
        var before = (await Admin.GetAsync(gone.Location!)).Text;

        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, take = new[] { "phone" }, reason = "The same shop" }, kept.ETag)).Expect(HttpStatusCode.OK);
        var survivor = (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal("+8613900000002", (string?)survivor["phone"]);
        Assert.Equal((string?)gone["email"], (string?)survivor["email"]);
        Assert.Equal((string?)kept["name"], (string?)survivor["name"]);
        Assert.Equal(["a", "b"], survivor["tags"]!.AsArray().Select(tag => (string?)tag));
        Assert.Equal((1, 1, 1), await CountsAsync(kept));
        Assert.Equal("M??", (string?)(await Admin.GetAsync($"{kept.Location}/qualification"))["letters"]);
        Assert.Contains((await Admin.GetAsync($"{kept.Location}/history?limit=200")).Items, line => (string?)line["entityId"] == gone.Id.ToString());
        Assert.DoesNotContain((await Admin.GetAsync($"/api/v1/customers?q={gone["email"]}")).Items, item => (string?)item["id"] == gone.Id.ToString());

        await RedirectsAsync(gone.Location!, kept.Location!);
        await RedirectsAsync($"{gone.Location}/contacts?limit=5", $"{kept.Location}/contacts?limit=5");
        Assert.Equal("customer.not-active", (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);

        // What happens to the old id afterwards happens to the survivor.
        fixture.Neighbours.Publish(new StageEvidenceGathered(gone.Id, "demo-given", Guid.NewGuid(), "nora", DateTimeOffset.UtcNow));
        await fixture.EventuallyAsync($"{kept.Location}/stage/evidence", page => page.Items.Count == 2, "evidence given under the old id");
        Assert.Equal(kept.Id.ToString(), (string?)(await Admin.PostAsync("/api/v1/purchases", Order(gone))).Expect(HttpStatusCode.Created)["customerId"]);

        // And what was its own is found under it.
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/purchases?customerId={gone.Id}")).Expect(HttpStatusCode.OK).Items.Count(order => (string?)order["customerId"] == kept.Id.ToString()));
        Assert.Equal(lead.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/leads?customerId={gone.Id}")).Expect(HttpStatusCode.OK).Items)["id"]);

        // Its business is the survivor's now (C5).
        var current = await fixture.EventuallyAsync(kept.Location!, file => (string?)file["maturity"] == "current", "business under way");
        var undone = (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, current.ETag)).Expect(HttpStatusCode.OK);
        Assert.NotNull(undone["undoneAt"]);
        var again = (await Admin.GetAsync(gone.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(Without(before, "version"), Without(again.Text, "version"));
        var alone = (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal("+8613900000001", (string?)alone["phone"]);
        Assert.Null(alone["email"]);
        Assert.Equal(["a"], alone["tags"]!.AsArray().Select(tag => (string?)tag));
        Assert.Equal((1, 1, 1), await CountsAsync(gone));
        // What was booked on the survivor while they were one stays with it.
        Assert.Equal((0, 1, 1), await CountsAsync(kept));
        Assert.Equal("M??", (string?)(await Admin.GetAsync($"{gone.Location}/qualification"))["letters"]);
        Assert.Equal("???", (string?)(await Admin.GetAsync($"{kept.Location}/qualification"))["letters"]);
        Assert.Equal("merge.undone", (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    // C16: whichever of two merges is undone first, what the other brought is there as long as that holds, and in the end the file says what it said at first.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_merges_into_one_file_are_undone_in_any_order(bool firstFirst)
    {
        var (tag, number) = (Guid.NewGuid().ToString("N"), $"+4930{Random.Shared.NextInt64(10_000_000, 99_999_999)}");
        var kept = await fixture.CustomerAsync($"Kept {tag}");
        var first = await fixture.CustomerAsync($"First {tag}", new { phone = number, email = $"{tag}@example.com", taxId = $"A{tag[..20]}", tags = new[] { "both", "first" }, allowDuplicate = true });
        var second = await fixture.CustomerAsync($"Second {tag}", new { phone = number, taxId = $"B{tag[..20]}", tags = new[] { "both", "second" }, allowDuplicate = true });
        async Task<Guid> TakeAsync(Answer file) => (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = file.Id, take = new[] { "name" } }, "*")).Expect(HttpStatusCode.OK).Id;
        async Task<(string? Name, string? Phone, string? Email, string? TaxId, string Tags)> SaidAsync(Answer file)
        {
            var now = (await Admin.GetAsync(file.Location!)).Expect(HttpStatusCode.OK);
            return ((string?)now["name"], (string?)now["phone"], (string?)now["email"], (string?)now["taxId"], string.Join(' ', now["tags"]!.AsArray().Select(one => (string?)one).Order()));
        }

        var merges = new[] { (Merge: await TakeAsync(first), File: first), (Merge: await TakeAsync(second), File: second) };
        Assert.Equal(($"Second {tag}", number, $"{tag}@example.com", $"A{tag[..20]}", "both first second"), await SaidAsync(kept));
        var (sooner, later) = firstFirst ? (merges[0], merges[1]) : (merges[1], merges[0]);
        (await Admin.ActAsync($"{kept.Location}/merge/{sooner.Merge}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(firstFirst ? ($"Second {tag}", number, null, $"B{tag[..20]}", "both second") : ($"First {tag}", number, $"{tag}@example.com", $"A{tag[..20]}", "both first"), await SaidAsync(kept));
        (await Admin.ActAsync($"{kept.Location}/merge/{later.Merge}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(($"Kept {tag}", null, null, null, ""), await SaidAsync(kept));
        Assert.Equal(($"First {tag}", number, $"{tag}@example.com", $"A{tag[..20]}", "both first"), await SaidAsync(first));
        Assert.Equal(($"Second {tag}", number, null, $"B{tag[..20]}", "both second"), await SaidAsync(second));
    }

    [Fact]
    public async Task A_part_of_the_other_file_can_be_taken_in_place_of_ones_own_and_both_come_back()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.PutAsync($"{kept.Location}/qualification", new { need = false }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync($"{gone.Location}/qualification", new { money = true }, "*")).Expect(HttpStatusCode.OK);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, takeParts = new[] { "qualifications" } }, kept.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("M??", (string?)(await Admin.GetAsync($"{kept.Location}/qualification"))["letters"]);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, merge.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("??n", (string?)(await Admin.GetAsync($"{kept.Location}/qualification"))["letters"]);
        Assert.Equal("M??", (string?)(await Admin.GetAsync($"{gone.Location}/qualification"))["letters"]);
    }

    // C6: an undone merge gives the public pool back what it took.
    [Fact]
    public async Task A_file_from_the_pool_is_in_the_pool_again_once_its_merge_is_undone()
    {
        var (kept, pooled) = (await fixture.CustomerAsync(more: new { grade = "ordinary" }), await fixture.CustomerAsync(more: new { grade = "ordinary" }));
        (await Admin.ActAsync($"/api/v1/pool/{pooled.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = pooled.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/pool?limit=200")).Items, item => (string?)item["id"] == $"{pooled.Id}");
        var nora = fixture.Service.As("nora", "sales", "north");
        (await nora.ActAsync($"/api/v1/pool/{pooled.Id}/claim", null, "*")).Expect(HttpStatusCode.NotFound);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.True((bool)(await Admin.GetAsync(pooled.Location!)).Expect(HttpStatusCode.OK)["inPool"]!);
        (await nora.ActAsync($"/api/v1/pool/{pooled.Id}/claim", null, "*")).Expect(HttpStatusCode.OK);
    }

    // C6: nobody has what is in the pool, and who gets a customer is told as a transfer, by a merge too.
    [Fact]
    public async Task An_owner_that_comes_with_a_merge_takes_the_customer_out_of_the_pool_and_is_told_as_a_transfer()
    {
        var (kept, gone) = (await fixture.CustomerAsync(more: new { grade = "ordinary", team = "south" }), await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora", team = "north" }));
        (await Admin.ActAsync($"/api/v1/pool/{kept.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, take = new[] { "owner" } }, "*")).Expect(HttpStatusCode.OK);
        var survivor = (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("nora", "north", false), ((string?)survivor["ownerId"], (string?)survivor["team"], (bool)survivor["inPool"]!));
        Assert.Equal("pool.not-in-pool", (await Admin.ActAsync($"/api/v1/pool/{kept.Id}/claim", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        survivor = (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal((null, "south", true), ((string?)survivor["ownerId"], (string?)survivor["team"], (bool)survivor["inPool"]!));
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerTransferred>()).Where(transfer => transfer.CustomerId == kept.Id).ToList(), transfers => transfers.Count >= 3, "the transfers");
        Assert.Equal([(null, "nora", "south", "north"), ("nora", null, "north", "south")], told.Skip(1).Select(transfer => (transfer.FromOwner, transfer.ToOwner, transfer.FromTeam, transfer.ToTeam)));
        (await fixture.Service.As("nora", "sales", "north").ActAsync($"/api/v1/pool/{kept.Id}/claim", null, "*")).Expect(HttpStatusCode.OK);
    }

    // C6: what the merge took out of the pool and somebody has got since is theirs.
    [Fact]
    public async Task A_survivor_that_was_given_away_since_is_not_in_the_pool_again_after_the_undo()
    {
        await fixture.StaffAsync("pia", "north");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { grade = "ordinary" }), await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora", team = "north" }));
        (await Admin.ActAsync($"/api/v1/pool/{kept.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, take = new[] { "owner" } }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{kept.Location}/transfer", new { ownerId = "pia" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        var survivor = (await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("pia", false), ((string?)survivor["ownerId"], (bool)survivor["inPool"]!));
    }

    // C16: who follows a transfer before the files are parted hands over what is the other one's.
    [Fact]
    public async Task An_undone_merge_is_told_before_the_survivor_goes_back_to_whom_it_belonged()
    {
        await fixture.StaffAsync("sam", "south");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { ownerId = "sam", team = "south" }), await fixture.CustomerAsync(more: new { ownerId = "nora", team = "north" }));
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, take = new[] { "owner" } }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        var path = $"/internal/events?limit=500&types={string.Join(',', typeof(CustomerTransferred).FullName, typeof(CustomersMerged).FullName, typeof(CustomerMergeUndone).FullName)}";
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.AsService().GetAsync(path)).Expect(HttpStatusCode.OK)["events"]!.AsArray().Where(item => ((string)item!["payload"]!).Contains($"{kept.Id}", StringComparison.Ordinal)).Select(item => (string)item!["type"]!).ToList(),
            types => types.Count >= 4, "merge and undo");
        Assert.Equal([nameof(CustomerTransferred), nameof(CustomersMerged), nameof(CustomerMergeUndone), nameof(CustomerTransferred)], told.Select(type => type[(type.LastIndexOf('.') + 1)..]));
    }

    // C6: a merge is no way around a transfer or a claim.
    [Fact]
    public async Task A_merge_gives_no_customer_to_another_owner_without_the_right_to_transfer_it()
    {
        await fixture.StaffAsync("rosa", "north");
        var (nora, mona) = (fixture.Service.As("nora", "sales", "north"), fixture.Service.As("mona", "manager", "south"));
        var (colleagues, pooled, own, other) = (await OfAsync("rosa"), await OfAsync("rosa"), await OfAsync("nora"), await OfAsync("nora"));
        (await Admin.ActAsync($"/api/v1/pool/{pooled.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        object Taking(Answer duplicate) => new { duplicateId = duplicate.Id, take = new[] { "owner" } };
        Assert.Equal("merge.transfer-not-permitted", (await nora.ActAsync($"{colleagues.Location}/merge", Taking(own), "*")).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("pool.claim-first", (await nora.ActAsync($"{pooled.Location}/merge", Taking(own), "*")).Expect(HttpStatusCode.Conflict).Code);
        // Nor the other way round.
        object Into(Answer duplicate) => new { duplicateId = duplicate.Id };
        Assert.Equal("merge.transfer-not-permitted", (await nora.ActAsync($"{own.Location}/merge", Into(colleagues), "*")).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("pool.claim-first", (await nora.ActAsync($"{own.Location}/merge", Into(pooled), "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("rosa", (string?)(await Admin.GetAsync(colleagues.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        Assert.True((bool)(await Admin.GetAsync(pooled.Location!)).Expect(HttpStatusCode.OK)["inPool"]!);

        // What changes no hands takes no such right; one's own may be given away, and a manager gives what is anybody's.
        (await nora.ActAsync($"{own.Location}/merge", Taking(other), "*")).Expect(HttpStatusCode.OK);
        (await nora.ActAsync($"{own.Location}/merge", Taking(colleagues), "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("rosa", (string?)(await Admin.GetAsync(own.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        (await mona.ActAsync($"{pooled.Location}/merge", Taking(await OfAsync("nora")), "*")).Expect(HttpStatusCode.OK);
        (await mona.ActAsync($"{own.Location}/merge", Taking(pooled), "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("nora", (string?)(await Admin.GetAsync(own.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        Task<Answer> OfAsync(string owner) => fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = owner, team = "north" });
    }

    // C6: nor is the undo of somebody else's merge; one's own is taken back whole.
    [Fact]
    public async Task An_undo_gives_no_customer_back_without_the_right_to_transfer_it_unless_the_merge_was_ones_own()
    {
        await fixture.StaffAsync("ruth", "north");
        await fixture.StaffAsync("sue", "north");
        var (nora, ruth, mona) = (fixture.As("nora", "sales", "north"), fixture.As("ruth", "sales", "north"), fixture.As("mona", "manager", "south"));
        var (kept, other) = (await OfAsync("nora"), await OfAsync("ruth"));
        object taking = new { duplicateId = other.Id, take = new[] { "owner" } };
        var merge = (await nora.ActAsync($"{kept.Location}/merge", taking, "*")).Expect(HttpStatusCode.OK);
        (await nora.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("nora", (string?)(await nora.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        merge = (await mona.ActAsync($"{kept.Location}/merge", taking, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("merge.transfer-not-permitted", (await nora.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("ruth", (string?)(await nora.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        // What has been given away since stays where it is, and nobody's right is needed.
        (await Admin.ActAsync($"{kept.Location}/transfer", new { ownerId = "sue" }, "*")).Expect(HttpStatusCode.OK);
        (await nora.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("sue", (string?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);

        // What is one's own may be given back, whoever merged it, and a manager may give back anybody's.
        foreach (var by in new[] { ruth, mona })
        {
            var (mine, theirs) = (await OfAsync("nora"), await OfAsync("ruth"));
            merge = (await Admin.ActAsync($"{mine.Location}/merge", new { duplicateId = theirs.Id, take = new[] { "owner" } }, "*")).Expect(HttpStatusCode.OK);
            (await by.ActAsync($"{mine.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
            Assert.Equal("nora", (string?)(await Admin.GetAsync(mine.Location!)).Expect(HttpStatusCode.OK)["ownerId"]);
        }

        // C5: what it was worth before the merge is a manager's word, too.
        var (graded, dear) = (await OfAsync("nora"), await OfAsync("nora", "strategic"));
        merge = (await mona.ActAsync($"{graded.Location}/merge", new { duplicateId = dear.Id, take = new[] { "grade" } }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("axis.manager-only", (await nora.ActAsync($"{graded.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.Forbidden).Code);
        (await Admin.ActAsync($"{graded.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("ordinary", (string?)(await Admin.GetAsync(graded.Location!)).Expect(HttpStatusCode.OK)["grade"]);
        Task<Answer> OfAsync(string owner, string grade = "ordinary") => fixture.CustomerAsync(more: new { grade, ownerId = owner, team = "north" });
    }

    // C4: what the owner said of a customer is not lost with its duplicate.
    [Fact]
    public async Task Cooperation_and_loyalty_that_the_survivor_lacks_come_with_the_merge_and_go_with_its_undo()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        foreach (var (file, axis, value) in new[] { (kept, "loyalty", "3"), (gone, "loyalty", "5"), (gone, "cooperation", "4") })
            (await Admin.PutAsync($"{file.Location}/axes/{axis}", new { value }, "*")).Expect(HttpStatusCode.OK);
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(("4", "3"), await ScoresAsync(kept));
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == kept.Id).ToList(), changes => changes.Exists(change => change.Version == (long)merge["version"]!), "the merged file");
        Assert.Equal((4, 3), (told.Single(change => change.Version == (long)merge["version"]!).Cooperation, told.MaxBy(change => change.Version)!.LoyaltyScore));
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal((null, "3"), await ScoresAsync(kept));
        Assert.Equal(("4", "5"), await ScoresAsync(gone));
    }

    [Fact]
    public async Task A_part_that_there_is_none_of_is_not_passed_over_in_silence()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var refused = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, takeParts = new[] { "profiles", "profile" } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("merge.part-unknown", refused.Code);
        Assert.Contains("qualifications", (string?)refused["errors"]!["takeParts"]![0]);
        (await Admin.GetAsync(gone.Location!)).Expect(HttpStatusCode.OK);
    }

    private async Task<(string? Cooperation, string? Loyalty)> ScoresAsync(Answer customer)
    {
        var axes = (await Admin.GetAsync($"{customer.Location}/axes")).Expect(HttpStatusCode.OK)["axes"]!.AsArray();
        return (Of("cooperation"), Of("loyalty"));
        string? Of(string axis) => (string?)axes.Single(view => (string?)view!["axis"] == axis)!["value"];
    }

    [Fact]
    public async Task Merging_into_a_file_that_is_being_merged_itself_ends_well()
    {
        for (var round = 0; round < 5; round++)
        {
            var (a, b, c) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
            await FillAsync(a);
            await FillAsync(b);
            var both = await Task.WhenAll(
                Admin.ActAsync($"{b.Location}/merge", new { duplicateId = a.Id }, "*"),
                Admin.ActAsync($"{c.Location}/merge", new { duplicateId = b.Id }, "*"));
            Assert.All(both, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.PermanentRedirect, answer.ToString()));
            Assert.Contains(both, answer => answer.Status == HttpStatusCode.OK);
            if (both[0].Status != HttpStatusCode.OK) await MergeAsync(c, a);
            if (both[1].Status != HttpStatusCode.OK) await MergeAsync(c, b);
            Assert.Equal((2, 2, 2), await CountsAsync(c));
            await RedirectsAsync(a.Location!, c.Location!);
            await RedirectsAsync(b.Location!, c.Location!);
        }
    }

    [Fact]
    public async Task Every_table_that_knows_customers_is_moved_by_a_merge()
    {
        var forgotten = await fixture.Service.InScopeAsync(scope => Task.FromResult(scope.GetRequiredService<CustomersDb>().Model.GetEntityTypes()
            .Where(type => type.FindProperty("CustomerId") is not null)
            .Select(type => type.GetTableName()).Except(MergeTables.All.Select(table => table.Name)).ToList()));
        Assert.Empty(forgotten);
    }

    // The rules of C5 may save one of the files at the same moment; then the merge is told to look again, and does.
    private Task MergeAsync(Answer survivor, Answer duplicate) => Eventually.BecomesAsync(
        () => Admin.ActAsync($"{survivor.Location}/merge", new { duplicateId = duplicate.Id }, "*"), answer => answer.Status == HttpStatusCode.OK, "the merge");

    private async Task FillAsync(Answer customer)
    {
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer))).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{customer.Location}/stage/evidence", new { kind = "visit-held", reason = "seen" })).Expect(HttpStatusCode.Created);
        // A purchase makes the customer a current one (C5), a moment later.
        await fixture.EventuallyAsync(customer.Location!, file => (string?)file["maturity"] == "current", "business under way");
        var qualification = await Admin.GetAsync($"{customer.Location}/qualification");
        if ((string?)qualification["letters"] == "???") (await Admin.PutAsync($"{customer.Location}/qualification", new { money = true }, qualification.ETag)).Expect(HttpStatusCode.OK);
    }

    private async Task<(int Contacts, int Orders, int Evidence)> CountsAsync(Answer customer) => (
        (await Admin.GetAsync($"{customer.Location}/contacts")).Expect(HttpStatusCode.OK).Items.Count,
        (await Admin.GetAsync($"/api/v1/purchases?customerId={customer.Id}")).Items.Count,
        (await Admin.GetAsync($"{customer.Location}/stage/evidence")).Items.Count);

    private async Task RedirectsAsync(string from, string to)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(fixture.Service.Url) };
        http.DefaultRequestHeaders.Authorization = Admin.Http.DefaultRequestHeaders.Authorization;
        using var answer = await http.GetAsync(from);
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(to, answer.Headers.Location?.ToString());
    }

    private static object Order(Answer customer) => new
    {
        customerId = customer.Id, orderNumber = Guid.NewGuid().ToString("N"), orderedAt = DateTimeOffset.UtcNow, lines = new[] { new { product = "P1", quantity = 1, amount = 10 } },
    };

    private static string Without(string json, string field)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        node.Remove(field);
        return node.ToJsonString();
    }
}
