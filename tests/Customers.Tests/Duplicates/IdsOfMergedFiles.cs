using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>C16: the ids of files that are one customer, wherever somebody names it.</summary>
public sealed class IdsOfMergedFiles(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Nobody_is_brought_by_the_file_it_has_become_one_with()
    {
        var one = await fixture.CustomerAsync();
        var other = await fixture.CustomerAsync(more: new { referredBy = one.Id });
        foreach (var (kept, gone, before) in new[] { (one, other, (Guid?)null), (other, one, one.Id) })
        {
            var merge = await fixture.MergeAsync(kept, gone);
            Assert.Null((string?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
            foreach (var itself in new[] { kept, gone })
                Assert.Equal("customer.referred-by-itself", (await Admin.PatchAsync(kept.Location!, new { referredBy = itself.Id }, "*")).Expect(HttpStatusCode.BadRequest).Code);
            await fixture.UndoMergeAsync(kept, merge);
            Assert.Equal(before, (Guid?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
        }
    }

    // C7: over more than one merge.
    [Fact]
    public async Task Nobody_is_brought_by_a_file_that_has_gone_into_the_one_it_is_merged_with()
    {
        var (brought, between) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var kept = await fixture.CustomerAsync(more: new { referredBy = brought.Id });
        await fixture.MergeAsync(between, brought);
        var merge = await fixture.MergeAsync(kept, between);
        Assert.Null((string?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
        await fixture.UndoMergeAsync(kept, merge);
        Assert.Equal(brought.Id, (Guid?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
    }

    // C7, C16: what the later merge had found without the earlier one holds, and that was itself.
    [Fact]
    public async Task Nor_is_it_when_an_earlier_merge_is_undone()
    {
        var (kept, first, other) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var last = await fixture.CustomerAsync(more: new { referredBy = first.Id });
        await fixture.MergeAsync(kept, first);
        var merge = await fixture.MergeAsync(kept, other);
        await fixture.MergeAsync(kept, last);
        await fixture.UndoMergeAsync(kept, merge);
        Assert.Null((string?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
    }

    [Fact]
    public async Task A_merge_into_a_file_that_was_merged_itself_is_undone_after_that_one()
    {
        var (outer, middle, inner) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (first, second) = (await fixture.MergeAsync(middle, inner), await fixture.MergeAsync(outer, middle));
        var refused = (await Admin.ActAsync($"{outer.Location}/merge/{first}/undo", null, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("merge.survivor-merged", $"{second}", $"{outer.Id}"), (refused.Code, (string?)refused["mergeId"], (string?)refused["survivorId"]));
        (await Admin.ActAsync($"{outer.Location}/merge/{Guid.NewGuid()}/undo", null, "*")).Expect(HttpStatusCode.NotFound);
        await fixture.UndoMergeAsync(outer, second);
        (await Admin.ActAsync($"{outer.Location}/merge/{first}/undo", null, "*")).Expect(HttpStatusCode.NotFound);
        await fixture.UndoMergeAsync(middle, first);
    }

    [Fact]
    public async Task What_another_system_calls_a_merged_file_leads_to_the_survivor()
    {
        var (first, second) = ($"ERP-{Guid.NewGuid():N}", $"ERP-{Guid.NewGuid():N}");
        var kept = await fixture.CustomerAsync(more: new { externalId = first });
        var gone = await fixture.CustomerAsync(more: new { externalId = second });
        async Task<string?> CalledAsync(string externalId, string more = "") => (string?)(await Admin.GetAsync($"/api/v1/customers?externalId={externalId}{more}")).Expect(HttpStatusCode.OK).Items.SingleOrDefault()?["id"];
        var merge = await fixture.MergeAsync(kept, gone);
        Assert.Equal($"{kept.Id}", await CalledAsync(second));
        Assert.Equal($"{kept.Id}", await CalledAsync(first));
        Assert.Equal($"{gone.Id}", await CalledAsync(second, "&status=merged"));
        Assert.Null(await CalledAsync(second, $"&q={Guid.NewGuid():N}"));
        Assert.Empty((await fixture.As("sam", "sales", "elsewhere").GetAsync($"/api/v1/customers?externalId={second}")).Expect(HttpStatusCode.OK).Items);
        var taken = (await Admin.PostAsync("/api/v1/customers", new { kind = "organisation", role = "supplier", name = $"New {second}", externalId = second })).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("customer.external-id-taken", $"{kept.Id}"), (taken.Code, (string?)taken["customerId"]));
        await fixture.UndoMergeAsync(kept, merge);
        Assert.Equal($"{gone.Id}", await CalledAsync(second));
    }
}
