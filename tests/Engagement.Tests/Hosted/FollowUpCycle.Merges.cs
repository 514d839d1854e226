using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E6, C16: the cycle of files that were merged and parted again.</summary>
public sealed partial class FollowUpCycle
{
    // E6, C16: an undone merge must not hide from the manager a customer nobody speaks to.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Who_was_overdue_before_a_merge_is_overdue_after_its_undo(bool heard, bool settled)
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var (survivor, merged) = (await CustomerAsync("wei"), await CustomerAsync("wei"));
        clock.Advance(TimeSpan.FromDays(3));
        await SpeakAsync(survivor);
        var due = await DueAsync(survivor);
        MoveTo(due);
        await SpeakAsync(merged);
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        var task = Assert.Single(await TasksAsync(survivor)).Id;
        var escalation = (DateTimeOffset)(await admin.GetAsync($"/api/v1/cadences/customers/{survivor}"))["escalationAt"]!;
        if (heard) MoveTo(escalation);
        Assert.Equal(heard ? 1 : 0, (await Engine.PassAsync(default)).Escalated);

        var merge = await MergeAsync(survivor, merged);
        Assert.True(await DueAsync(survivor) > due);
        if (settled) Assert.Equal(1, (await Engine.PassAsync(default)).Closed);
        await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(survivor));
        Assert.Equal(new FollowUpPass(settled ? 1 : 0, settled && heard ? 1 : 0, 0, 0), await Engine.PassAsync(default));
        if (!heard) MoveTo(escalation);
        await Engine.PassAsync(default);
        var open = Assert.Single(await TasksAsync(survivor), t => t.State == TaskState.Open);
        Assert.Equal((!settled, "mei", due), (open.Id == task, open.EscalatedTo, open.DueAt));
    }

    // E6, C16: so is the file that parts again, whose task the merge had cancelled, or was about to.
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    public async Task A_file_that_was_overdue_before_it_was_merged_is_overdue_when_it_parts_again(bool heard, bool settled, bool homeFirst)
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var (survivor, merged) = (await CustomerAsync("wei"), await CustomerAsync("wei"));
        clock.Advance(TimeSpan.FromDays(3));
        await SpeakAsync(merged);
        var due = await DueAsync(merged);
        MoveTo(due);
        await SpeakAsync(survivor);
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        var task = Assert.Single(await TasksAsync(merged)).Id;
        var escalation = (DateTimeOffset)(await admin.GetAsync($"/api/v1/cadences/customers/{merged}"))["escalationAt"]!;
        if (heard) MoveTo(escalation);
        Assert.Equal(heard ? 1 : 0, (await Engine.PassAsync(default)).Escalated);

        var merge = await MergeAsync(survivor, merged);
        await StatusAsync(merged, 2, "merged", survivor);
        if (settled) Assert.Equal(1, (await Engine.PassAsync(default)).Closed);
        clock.Advance(TimeSpan.FromDays(1));
        if (homeFirst) await UndoAsync(merge, survivor, merged);
        await StatusAsync(merged, 3, "active");
        await Engine.PassAsync(default);
        if (!homeFirst) await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(merged));
        if (!heard) MoveTo(escalation);
        await Engine.PassAsync(default);
        var open = Assert.Single(await TasksAsync(merged), t => t.State == TaskState.Open);
        Assert.Equal((!settled, "mei", due), (open.Id == task, open.EscalatedTo, open.DueAt));
        Assert.Equal(new FollowUpPass(0, 0, 0, 0), await Engine.PassAsync(default));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task An_undone_merge_leaves_the_count_where_it_was_whether_or_not_anybody_ever_spoke_with_the_survivor(bool spoken, int dropped)
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var survivor = await CustomerAsync("wei");
        if (spoken)
        {
            clock.Advance(TimeSpan.FromDays(3));
            await SpeakAsync(survivor);
        }
        for (var round = 0; round < dropped; round++)
        {
            MoveTo(await DueAsync(survivor));
            Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
            var open = Assert.Single(await TasksAsync(survivor), t => t.State == TaskState.Open);
            (await As("wei", "sales", "north").ActAsync($"/api/v1/tasks/{open.Id}/cancel", new { result = "On holiday" }, "*")).Expect(HttpStatusCode.OK);
            clock.Advance(TimeSpan.FromDays(14));
            Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        }
        var merged = await CustomerAsync("wei");
        clock.Advance(TimeSpan.FromDays(5));
        await SpeakAsync(merged);
        var due = await DueAsync(survivor);
        var merge = await MergeAsync(survivor, merged);
        Assert.True(await DueAsync(survivor) > due);
        await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(survivor));
        Assert.Equal(dropped + 1, await InDbAsync(db => db.AllCustomers.Where(c => c.Id == survivor).Select(c => c.Round).SingleAsync()));
        MoveTo(due);
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
    }

    [Fact]
    public async Task Whoever_spoke_with_the_survivor_while_files_were_merged_has_spoken_with_it()
    {
        var (survivor, merged) = (await CustomerAsync("ada"), await CustomerAsync("ada"));
        clock.Advance(TimeSpan.FromDays(20));
        await SpeakAsync(merged);
        var merge = await MergeAsync(survivor, merged);
        // Entered only now, and older than what the merge brought.
        var met = clock.GetUtcNow().AddDays(-7);
        (await admin.PostAsync("/api/v1/activities", new
        {
            kind = "meeting", customerId = survivor, direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, endedAt = met, outcome = "Met",
        })).Expect(HttpStatusCode.Created);
        await UndoAsync(merge, survivor, merged);
        Assert.Equal(met, await InDbAsync(db => db.AllCustomers.Where(c => c.Id == survivor).Select(c => c.Since).SingleAsync()));
        merge = await MergeAsync(survivor, merged);
        clock.Advance(TimeSpan.FromDays(2));
        await SpeakAsync(survivor);
        var due = await DueAsync(survivor);
        await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(survivor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_merges_undone_in_either_order_nothing_is_left(bool firstFirst)
    {
        var (survivor, one, two) = (await CustomerAsync("ada"), await CustomerAsync("ada"), await CustomerAsync("ada"));
        var due = await DueAsync(survivor);
        var merges = new List<(Guid Merge, Guid Merged)>();
        foreach (var merged in new[] { one, two })
        {
            clock.Advance(TimeSpan.FromDays(5));
            await SpeakAsync(merged);
            merges.Add((await MergeAsync(survivor, merged), merged));
        }
        if (!firstFirst) merges.Reverse();
        foreach (var (merge, merged) in merges) await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(survivor));
    }

    // A merge made before the survivor's clock was written down.
    [Fact]
    public async Task An_undone_merge_that_remembers_no_clock_counts_from_the_opening_of_a_file_nobody_has_spoken_with()
    {
        var (survivor, merged) = (await CustomerAsync("ada"), await CustomerAsync("ada"));
        customers.Customers[survivor] = EngagementFixture.File(survivor, 1, "ada", createdAt: clock.GetUtcNow());
        var due = await DueAsync(survivor);
        clock.Advance(TimeSpan.FromDays(5));
        await SpeakAsync(merged);
        var merge = await MergeAsync(survivor, merged);
        await InDbAsync(db => db.Timeline.IgnoreQueryFilters().Where(e => e.SourceId == merge).ExecuteUpdateAsync(set => set.SetProperty(e => e.Facts, $$"""{"mergedId":"{{merged}}"}""")));
        await UndoAsync(merge, survivor, merged);
        Assert.Equal(due, await DueAsync(survivor));
    }

    private async Task StatusAsync(Guid file, long version, string status, Guid? mergedInto = null)
    {
        customers.Publish(EngagementFixture.File(file, version, "wei", name: "Lin", status: status, mergedInto: mergedInto));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.AllCustomers.AnyAsync(c => c.Id == file && c.SourceVersion == version)), $"the file to be {status}");
    }

    private async Task<Guid> MergeAsync(Guid survivor, Guid merged)
    {
        var merge = Guid.CreateVersion7();
        customers.Publish(new CustomersMerged(merge, survivor, merged, "ada", clock.GetUtcNow()));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.Timeline.IgnoreQueryFilters().AnyAsync(e => e.SourceId == merge)), "the merge to be known");
        return merge;
    }

    private async Task UndoAsync(Guid merge, Guid survivor, Guid merged)
    {
        customers.Publish(new CustomerMergeUndone(merge, survivor, merged, "ada", clock.GetUtcNow()));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.Activities.IgnoreQueryFilters().AnyAsync(a => a.CustomerId == merged)), "the belongings to go back");
    }
}
