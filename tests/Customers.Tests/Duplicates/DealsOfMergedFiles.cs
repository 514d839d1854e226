using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Features.Standing;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>C6, E6, C16: after how long the pool takes a customer depends on the phase of its sale, and that on the deals of all files that are one.</summary>
public sealed class DealsOfMergedFiles(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private const string InSale = "in-sale";
    private const string AfterSale = "after-sale";
    private const string PreSale = "pre-sale";

    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    private ApiClient Admin => fixture.Admin;

    public static TheoryData<int, int, int> Orders => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_phase_of_the_sale_is_that_of_all_deals_and_each_file_has_its_own_again(int first, int second, int third)
    {
        var (kept, files) = (await fixture.CustomerAsync(), new List<(Answer File, string Phase)>());
        // The open one is the oldest: what was told last is not what holds for all.
        foreach (var (state, phase, days) in new[] { ("open", InSale, 3), ("won", AfterSale, 2), ("lost", PreSale, 1) })
        {
            var file = await fixture.CustomerAsync();
            await TellAsync(file, Guid.NewGuid(), 1, state, phase, now.AddDays(-days));
            files.Add((file, phase));
        }
        var merges = new List<Guid>();
        foreach (var (file, _) in files) merges.Add(await fixture.MergeAsync(kept, file));
        List<int> hold = [0, 1, 2];
        await IsInAsync(kept, InSale);
        foreach (var next in new[] { first, second, third })
        {
            await fixture.UndoMergeAsync(kept, merges[next]);
            hold.Remove(next);
            await IsInAsync(kept, hold is [0, ..] ? InSale : hold.Contains(1) ? AfterSale : PreSale);
            await IsInAsync(files[next].File, files[next].Phase);
        }
    }

    [Fact]
    public async Task A_step_while_two_files_are_one_goes_with_its_deal_when_they_part()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (own, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        await TellAsync(kept, own, 1, "lost", PreSale, now.AddDays(-2));
        await TellAsync(gone, theirs, 1, "open", InSale, now.AddDays(-1));
        var merge = await fixture.MergeAsync(kept, gone);
        await IsInAsync(kept, InSale);
        await TellAsync(kept, theirs, 2, "won", AfterSale, now);
        await IsInAsync(kept, AfterSale);
        await fixture.UndoMergeAsync(kept, merge);
        await IsInAsync(kept, PreSale);
        await IsInAsync(gone, AfterSale);
    }

    // X3: Engagement has not heard of the merge yet and says what the deals of one file are.
    [Fact]
    public async Task A_step_that_was_told_of_one_file_alone_does_not_pass_over_what_the_other_brought()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var theirs = Guid.NewGuid();
        await TellAsync(kept, Guid.NewGuid(), 1, "open", InSale, now.AddDays(-2));
        await TellAsync(gone, theirs, 1, "open", InSale, now.AddDays(-1));
        await fixture.MergeAsync(kept, gone);
        await TellAsync(gone, theirs, 2, "lost", PreSale, now);
        await IsInAsync(kept, InSale);
    }

    // X3: it was made before the merge and told of after it, over more than one merge.
    [Fact]
    public async Task A_deal_that_is_first_told_of_after_the_merge_goes_home_with_its_file()
    {
        var (kept, between, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        await TellAsync(kept, Guid.NewGuid(), 1, "lost", PreSale, now.AddDays(-2));
        var (first, second) = (await fixture.MergeAsync(between, gone), await fixture.MergeAsync(kept, between));
        var theirs = Guid.NewGuid();
        await TellAsync(gone, theirs, 1, "open", InSale, now.AddDays(-1));
        await IsInAsync(kept, InSale);
        await fixture.UndoMergeAsync(kept, second);
        await IsInAsync(kept, PreSale);
        await fixture.UndoMergeAsync(between, first);
        await IsInAsync(gone, InSale);
        await TellAsync(gone, theirs, 2, "won", AfterSale, now);
        await IsInAsync(gone, AfterSale);
        await IsInAsync(kept, PreSale);
    }

    // C16: the merge is there between the handler's look and its save.
    [Fact]
    public async Task A_step_that_is_taken_while_its_file_is_merged_is_followed_by_the_survivor()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var theirs = Guid.NewGuid();
        await TellAsync(gone, theirs, 1, "open", InSale, now.AddDays(-1));
        await TakeAsync(Step(gone, theirs, 2, "lost", PreSale, now), before: () => fixture.MergeAsync(kept, gone));
        await IsInAsync(kept, PreSale);
    }

    // C16: nobody has told the phase of either before.
    [Fact]
    public async Task A_first_deal_that_is_taken_while_its_file_is_merged_brings_its_phase_along()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var id = Guid.Empty;
        await TakeAsync(Step(gone, Guid.NewGuid(), 1, "open", InSale, now), before: async () => id = await fixture.MergeAsync(kept, gone));
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            await db.BeginWriteAsync(TestContext.Current.CancellationToken);
            await new RowMover(db).SweepAsync(await db.CustomerMerges.SingleAsync(m => m.Id == id, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await db.CommitAsync(TestContext.Current.CancellationToken);
            return 0;
        });
        await IsInAsync(kept, InSale);
    }

    [Fact]
    public async Task A_step_that_comes_late_does_not_pass_over_what_the_deals_have_become()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var theirs = Guid.NewGuid();
        await TellAsync(kept, Guid.NewGuid(), 1, "open", InSale, now.AddDays(-2));
        await TellAsync(gone, theirs, 1, "open", InSale, now.AddDays(-1));
        await fixture.MergeAsync(kept, gone);
        await TellAsync(gone, theirs, 3, "lost", null, now);
        fixture.Neighbours.Publish(Step(gone, theirs, 2, "lost", PreSale, now));
        // What is told after it has come, and so it has.
        await TellAsync(await fixture.CustomerAsync(), Guid.NewGuid(), 1, "open", InSale, now);
        await IsInAsync(kept, InSale);
    }

    private async Task TellAsync(Answer customer, Guid deal, long version, string state, string? phase, DateTimeOffset at)
    {
        fixture.Neighbours.Publish(Step(customer, deal, version, state, phase, at));
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().OpportunityMarks.AnyAsync(mark => mark.SourceId == deal && mark.Version == version)), "the step to have come");
    }

    private static OpportunityChanged Step(Answer customer, Guid deal, long version, string state, string? phase, DateTimeOffset at) => new(
        deal, version, customer.Id, "nora", "north", "default", "proposal", state, "A deal", 100, "CNY", 100, 50, null, null, [new("proposal", at)], at, state == "open" ? null : at, CustomerPhase: phase);

    /// <summary>Takes it as if it had just come, and does something before it is saved.</summary>
    private Task TakeAsync(OpportunityChanged step, Func<Task> before) => fixture.Service.InScopeAsync(async scope =>
    {
        await scope.GetRequiredService<TakeOpportunities>().HandleAsync([new Received<OpportunityChanged>(step, Guid.NewGuid(), now)], TestContext.Current.CancellationToken);
        await before();
        return await scope.GetRequiredService<CustomersDb>().SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    private async Task IsInAsync(Answer customer, string phase) => Assert.Equal(phase, EnumCode.Of(await fixture.Service.InScopeAsync(scope =>
        scope.GetRequiredService<CustomersDb>().AllCustomers.Where(c => c.Id == customer.Id).Select(c => c.SalesPhase).SingleAsync())));
}
