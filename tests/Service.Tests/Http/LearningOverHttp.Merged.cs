using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>C16: what follows when customers merge and part, in whatever order that is told.</summary>
public sealed partial class LearningOverHttp
{
    // C16, X3: facts come in any order.
    [Fact]
    public async Task A_merge_that_is_told_of_after_its_undoing_moves_nothing()
    {
        var (survivor, parted) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var complaint = await OpenAsync(customer: parted.CustomerId);
        var merge = Guid.NewGuid();
        fixture.Neighbours.Publish(new CustomerMergeUndone(merge, survivor.CustomerId, parted.CustomerId, "ada", Now));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Set<Data.RePointed>().AnyAsync(row => row.MergeId == merge)), "the undoing to be known");
        fixture.Neighbours.Publish(new CustomersMerged(merge, survivor.CustomerId, parted.CustomerId, "ada", Now));
        // Behind it comes another, which is taken after it.
        var (other, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var follows = await OpenAsync(customer: gone.CustomerId);
        fixture.Neighbours.Publish(new CustomersMerged(Guid.NewGuid(), other.CustomerId, gone.CustomerId, "ada", Now));
        await Eventually.BecomesAsync(() => Admin.GetAsync(follows.Location!), c => (string?)c["customerId"] == other.CustomerId.ToString(), "the other complaint to follow");
        Assert.Equal(parted.CustomerId.ToString(), (string?)(await Admin.GetAsync(complaint.Location!))["customerId"]);
        Assert.Equal(parted.CustomerId.ToString(), (string?)(await OpenAsync(customer: parted.CustomerId))["customerId"]);
    }

    // C16, X3: A became B and B became C, and of the second it was told first.
    [Fact]
    public async Task What_follows_a_merge_into_a_file_that_was_merged_itself_goes_on_and_comes_back()
    {
        var (a, b, c) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (ofA, ofB) = (await OpenAsync(customer: a.CustomerId), await OpenAsync(customer: b.CustomerId));
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        fixture.Neighbours.Publish(new CustomersMerged(second, c.CustomerId, b.CustomerId, "ada", Now));
        await BelongsAsync(ofB, c);
        fixture.Neighbours.Publish(new CustomersMerged(first, b.CustomerId, a.CustomerId, "ada", Now));
        await BelongsAsync(ofA, c);
        fixture.Neighbours.Publish(new CustomerMergeUndone(second, c.CustomerId, b.CustomerId, "ada", Now));
        await BelongsAsync(ofB, b);
        await BelongsAsync(ofA, b);
        fixture.Neighbours.Publish(new CustomerMergeUndone(first, b.CustomerId, a.CustomerId, "ada", Now));
        await BelongsAsync(ofA, a);
        await BelongsAsync(ofB, b);
    }

    // C16, X3: merged, parted and merged again, maybe into another, and of the parting it was told last.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_that_was_undone_before_the_next_gives_nothing_back_to_a_merged_file(bool intoTheSame)
    {
        var (a, b) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var next = intoTheSame ? b : await fixture.CustomerAsync();
        var complaint = await OpenAsync(customer: a.CustomerId);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        fixture.Neighbours.Publish(new CustomersMerged(first, b.CustomerId, a.CustomerId, "ada", Now));
        fixture.Neighbours.Publish(new CustomersMerged(second, next.CustomerId, a.CustomerId, "ada", Now));
        await BelongsAsync(complaint, b);
        fixture.Neighbours.Publish(new CustomerMergeUndone(first, b.CustomerId, a.CustomerId, "ada", Now));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Set<Data.RePointed>().AnyAsync(row => row.MergeId == first && row.What == Data.RePointed.Undone)), "the undoing to be known");
        await BelongsAsync(complaint, next);
        await BelongsAsync(await OpenAsync(customer: a.CustomerId), next);
        fixture.Neighbours.Publish(new CustomerMergeUndone(second, next.CustomerId, a.CustomerId, "ada", Now));
        await BelongsAsync(complaint, a);
        await BelongsAsync(await OpenAsync(customer: a.CustomerId), a);
    }

    // C16: nothing is orphaned, whichever of the merge and the merged file is told of first.
    [Fact]
    public async Task What_is_complained_of_after_a_merge_is_the_survivors_before_the_merged_file_is_told_of()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(email: "merged@example.com"));
        var before = await OpenAsync(customer: merged.CustomerId);
        var merge = Guid.NewGuid();
        fixture.Neighbours.Publish(new CustomersMerged(merge, survivor.CustomerId, merged.CustomerId, "ada", Now));
        await Eventually.BecomesAsync(() => Admin.GetAsync(before.Location!), c => (string?)c["customerId"] == survivor.CustomerId.ToString(), "the complaint to follow");
        Assert.Equal(survivor.CustomerId.ToString(), (string?)(await OpenAsync(customer: merged.CustomerId))["customerId"]);
        (await fixture.Service.Client(null).PostAsync("/api/v1/public/service/complaints", new { summary = "Torn", email = "merged@example.com" })).Expect(HttpStatusCode.Created);
        Assert.Equal(3, (await Admin.GetAsync($"/api/v1/complaints?customerId={survivor.CustomerId}")).Items.Count);
        // And after a state of before the merge that came late.
        fixture.Neighbours.Publish(merged with { Version = 2, Name = "Before the merge" });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == merged.CustomerId && c.SourceVersion == 2)), "the late state to be taken");
        Assert.Equal(survivor.CustomerId.ToString(), (string?)(await OpenAsync(customer: merged.CustomerId))["customerId"]);
        fixture.Neighbours.Publish(new CustomerMergeUndone(merge, survivor.CustomerId, merged.CustomerId, "ada", Now));
        await Eventually.BecomesAsync(() => Admin.GetAsync(before.Location!), c => (string?)c["customerId"] == merged.CustomerId.ToString(), "the complaint to go back");
        Assert.Equal(merged.CustomerId.ToString(), (string?)(await OpenAsync(customer: merged.CustomerId))["customerId"]);
    }

    // C16: merged, parted and merged the other way round, and told of in turn.
    [Fact]
    public async Task Two_files_that_lead_to_each_other_for_a_moment_are_no_endless_way()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        fixture.Neighbours.Publish(ServiceFixture.State(one, 2, "一", mergedInto: other));
        fixture.Neighbours.Publish(ServiceFixture.State(other, 2, "二", mergedInto: one));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == other)), "both to be known");
        await OpenAsync(customer: one);
    }

    // S1, C16: two files of one person share their address as a rule.
    [Fact]
    public async Task What_comes_from_an_address_of_both_merged_files_is_the_survivors_and_of_an_erased_one_nobodys()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(email: "both@example.com"), await fixture.CustomerAsync(email: "both@example.com"));
        Assert.Null(await WhoseAsync("both@example.com"));
        var before = await OpenAsync(customer: merged.CustomerId);
        fixture.Neighbours.Publish(new CustomersMerged(Guid.NewGuid(), survivor.CustomerId, merged.CustomerId, "ada", Now));
        await BelongsAsync(before, survivor);
        Assert.Equal(survivor.CustomerId, await WhoseAsync("both@example.com"));
        // And once the merged file says so itself.
        fixture.Neighbours.Publish(ServiceFixture.State(merged.CustomerId, 2, "王伟", email: "both@example.com", mergedInto: survivor.CustomerId));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(known => known.CustomerId == merged.CustomerId && known.Status == "merged")), "the merged file to be told of");
        Assert.Equal(survivor.CustomerId, await WhoseAsync("both@example.com"));

        var (gone, left) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(email: "left@example.com"));
        var follows = await OpenAsync(customer: left.CustomerId);
        fixture.Neighbours.Publish(new CustomersMerged(Guid.NewGuid(), gone.CustomerId, left.CustomerId, "ada", Now));
        await BelongsAsync(follows, gone);
        fixture.Neighbours.Publish(ServiceFixture.State(gone.CustomerId, 2, "erased") with { Status = "erased" });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(known => known.CustomerId == gone.CustomerId && known.Status == "erased")), "the customer to be erased");
        Assert.Null(await WhoseAsync("left@example.com"));

        async Task<Guid?> WhoseAsync(string email)
        {
            var said = (await fixture.Service.Client(null).PostAsync("/api/v1/public/service/complaints", new { summary = "Torn", email })).Expect(HttpStatusCode.Created);
            return (Guid?)(await Admin.GetAsync($"/api/v1/complaints/by-number/{(string)said["number"]!}")).Expect(HttpStatusCode.OK)["customerId"];
        }
    }

    [Fact]
    public async Task What_a_merged_customer_had_follows_the_survivor_and_goes_back()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var complaint = await OpenAsync(customer: merged.CustomerId);
        (await Admin.PostAsync("/api/v1/grumbles", new { customerId = merged.CustomerId, text = "Slow" })).Expect(HttpStatusCode.Created);
        var merge = Guid.NewGuid();
        fixture.Neighbours.Publish(new CustomersMerged(merge, survivor.CustomerId, merged.CustomerId, "ada", Now));
        await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["customerId"] == survivor.CustomerId.ToString(), "the complaint to follow");
        // By the old id as by the new one.
        foreach (var id in new[] { survivor.CustomerId, merged.CustomerId })
        {
            Assert.Single((await Admin.GetAsync($"/api/v1/grumbles?customerId={id}")).Items);
            Assert.Equal(complaint.Id, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={id}")).Items)["id"]!);
        }
        Assert.Equal(survivor.CustomerId, (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).MaxBy(e => e.Version)!.CustomerId);
        fixture.Neighbours.Publish(new CustomerMergeUndone(merge, survivor.CustomerId, merged.CustomerId, "ada", Now));
        await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["customerId"] == merged.CustomerId.ToString(), "the complaint to go back");
        Assert.Single((await Admin.GetAsync($"/api/v1/grumbles?customerId={merged.CustomerId}")).Items);
    }
}
