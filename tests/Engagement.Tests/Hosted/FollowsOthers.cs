using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>What other services say is followed: merges, care, support plans, transfers.</summary>
public sealed class FollowsOthers(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task After_a_merge_one_timeline_and_all_belongings_are_the_survivors_and_an_undone_merge_gives_them_back()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        await EverythingAsync(survivor);
        await EverythingAsync(merged);
        fixture.CustomersNeighbour.Publish(
            EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: survivor),
            new CustomersMerged(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow));
        var stream = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={survivor}&limit=200"), page => page.Items.Count == 9, "one timeline of both");
        Assert.Single(stream.Items, item => (string?)item["kind"] == "files-merged");
        foreach (var list in new[] { "visits", "calls", "tasks", "opportunities", "promises" })
            Assert.Equal(2, (await Admin.GetAsync($"/api/v1/{list}?customerId={survivor}")).Expect(HttpStatusCode.OK).Items.Count);
        // What still comes under the old id finds the survivor, and whoever asks by it gets what the survivor has, page by page.
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(merged, 2), "the merge to be known");
        Assert.Equal($"{survivor}", (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{merged}")).Expect(HttpStatusCode.OK)["customerId"]);
        foreach (var list in new[] { "timeline", "visits", "calls", "activities", "tasks", "opportunities", "promises" })
        {
            async Task<List<string?>> PagesAsync(Guid customer)
            {
                List<string?> ids = [];
                for (string? cursor = ""; cursor is not null;)
                {
                    var page = (await Admin.GetAsync($"/api/v1/{list}?customerId={customer}&limit=1{cursor}")).Expect(HttpStatusCode.OK);
                    ids.AddRange(page.Items.Select(item => (string?)item["id"]));
                    cursor = page.Next is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
                }
                return ids;
            }
            Assert.Equal(await PagesAsync(survivor), await PagesAsync(merged));
            Assert.NotEmpty(await PagesAsync(merged));
        }
        var late = (await Admin.PostAsync("/api/v1/calls", new { customerId = merged, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        Assert.Equal(survivor.ToString(), (string?)late["customerId"]);
        fixture.CustomersNeighbour.Publish(new PurchaseRecorded(merged, "L-1", DateTimeOffset.UtcNow, "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], false));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={survivor}&kind=purchase")).Items.Count == 1, "the late purchase on the survivor's timeline");

        fixture.CustomersNeighbour.Publish(
            EngagementFixture.File(merged, 3, "ada"),
            new CustomerMergeUndone(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/visits?customerId={merged}")).Items.Count == 1, "the belongings to go back");
        Assert.Equal(5, (await Admin.GetAsync($"/api/v1/timeline?customerId={merged}")).Items.Count);
        Assert.Single((await Admin.GetAsync($"/api/v1/tasks?customerId={merged}")).Items);
        Assert.Single((await Admin.GetAsync($"/api/v1/promises?customerId={survivor}")).Items);
    }

    // C16: an app that still has the id of before a merge is not told that the customer has nothing.
    [Fact]
    public async Task Deals_papers_series_and_guided_calls_are_found_by_the_id_of_before_a_merge_too()
    {
        var (survivor, middle, first) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        var deal = (await Admin.PostAsync("/api/v1/opportunities", new { customerId = survivor, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), amountMinor = 100 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/quotes", new { opportunityId = deal.Id, kind = "quote", lines = new[] { new { description = "Tea", quantity = 1, unitPriceMinor = 100 } } })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/activities/series", new { customerId = survivor, kind = "meeting", purpose = "care", rule = "FREQ=MONTHLY", start = "2027-01-05T10:00:00", minutes = 30, meeting = new { subject = "Monthly look" } })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/conversations", new { customerId = survivor, purpose = "sales" })).Expect(HttpStatusCode.Created);
        var warning = new ChurnWarned(Guid.CreateVersion7(), survivor, 0.31, [new("silence", "Silent", "沉默", "沉默")], 900, "CNY", "call", DateTimeOffset.UtcNow);
        fixture.InsightsNeighbour.Publish(warning);
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/interventions?customerId={survivor}")).Items.Count == 1, "the intervention");
        fixture.CustomersNeighbour.Publish(
            EngagementFixture.File(first, 2, "ada", status: "merged", mergedInto: middle), EngagementFixture.File(middle, 2, "ada", status: "merged", mergedInto: survivor));
        await Eventually.IsTrueAsync(async () => await fixture.KnowsAsync(first, 2) && await fixture.KnowsAsync(middle, 2), "the merges to be known");
        foreach (var list in new[] { "opportunities", "quotes", "contracts", "activities/series", "conversations", "interventions" })
        {
            foreach (var id in new[] { middle, first })
                Assert.Equal($"{survivor}", (string?)Assert.Single((await Admin.GetAsync($"/api/v1/{list}?customerId={id}")).Expect(HttpStatusCode.OK).Items)["customerId"]);
        }
    }

    [Fact]
    public async Task An_occasion_to_care_becomes_one_task_with_the_words_for_it()
    {
        await fixture.StaffAsync("carer");
        var customer = await fixture.CustomerAsync(owner: "carer");
        var care = new CareDue(Guid.CreateVersion7(), customer, "holiday", new DateOnly(2027, 2, 6), "spring-festival", DateTimeOffset.UtcNow);
        fixture.CustomersNeighbour.Publish(care);
        var task = (await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=care"), page => page.Items.Count == 1, "the care task")).Items[0];
        Assert.Equal("春节问候Lin Tea House（2027-02-06）", (string?)task["title"]);
        Assert.Contains("春节将至", (string?)task["notes"]);
        Assert.Equal("carer", (string?)task["assigneeId"]);
        var templates = (await Admin.GetAsync("/api/v1/tasks/care-templates")).Expect(HttpStatusCode.OK);
        var words = new { en = "Hello {customer}", zhHans = "您好{customer}", zhHant = "您好{customer}" };
        Assert.Equal("care.no-template-for-all", (await Admin.PutAsync("/api/v1/tasks/care-templates", new { templates = new[] { new { kind = "birthday", title = words, message = words } } }, templates.ETag)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task The_support_plan_of_a_class_sets_its_cadence_and_an_older_one_changes_nothing()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", abc: "B");
        Assert.Equal(14, (int)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["days"]!);
        fixture.CustomersNeighbour.Publish(new SupportPlanChanged("B", 2, 21, 5, "standard", "sales", true), new SupportPlanChanged("B", 1, 3, 5, "standard", "sales", true));
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["days"]! == 21, "the cadence to follow");
        // C6: whoever else goes by it is told, whichever way it was changed.
        Assert.All(Assert.Single(await fixture.PublishedAsync<CadencesChanged>()).Cadences, cadence => Assert.Equal(cadence.Class switch { "A" => 7, "B" => 21, _ => 30 }, cadence.Days));
        var plan = (await Admin.GetAsync("/api/v1/cadences")).Expect(HttpStatusCode.OK);
        var lines = plan["lines"]!.DeepClone().AsArray();
        lines.Add(System.Text.Json.JsonSerializer.SerializeToNode(new { @class = "A", stage = "mature", phase = "after-sale", days = 60 }));
        var put = (await Admin.PutAsync("/api/v1/cadences", new { lines }, plan.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync("/api/v1/cadences", new { lines }, put.ETag)).Expect(HttpStatusCode.OK);
        var cadences = await fixture.PublishedAsync<CadencesChanged>();
        Assert.Equal([1L, 2L], cadences.Select(told => told.Version));
        Assert.Equal((45, 60), (cadences[1].Cadences.Count, Assert.Single(cadences[1].Cadences, cadence => cadence is { Class: "A", Stage: "mature", Phase: "after-sale" }).Days));
        Assert.Equal(7, Assert.Single(cadences[1].Cadences, cadence => cadence is { Class: "A", Stage: "mature", Phase: "in-sale" }).Days);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, "ada", abc: "C"));
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["days"]! == 30, "the class to follow");
    }

    // E1, C6: whoever takes a customer over from a team takes over the team's tasks, and no other department's.
    [Fact]
    public async Task What_another_department_was_given_stays_with_it_when_a_customer_gets_an_owner()
    {
        var customer = await fixture.CustomerAsync();
        foreach (var team in new[] { "north", "logistics" })
            (await Admin.PostAsync("/api/v1/tasks", new { customerId = customer, title = $"For {team}", team, dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        fixture.CustomersNeighbour.Publish(new CustomerTransferred(customer, null, "to", "north", "north", "claimed from the pool", "to", DateTimeOffset.UtcNow));
        var tasks = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/tasks?customerId={customer}"), page => page.Items.Any(task => (string?)task["assigneeId"] == "to"), "the team's task to be handed over");
        Assert.Equal([("For logistics", null, "logistics"), ("For north", "to", "north")], tasks.Items.Select(task => ((string)task["title"]!, (string?)task["assigneeId"], (string)task["team"]!)).Order());
    }

    [Fact]
    public async Task What_is_under_way_with_a_customer_goes_to_the_new_owner()
    {
        await fixture.StaffAsync("from");
        await fixture.StaffAsync("to");
        var customer = await fixture.CustomerAsync(owner: "from");
        var from = fixture.Service.As("from", "sales", "north");
        (await from.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        (await from.PostAsync("/api/v1/promises", new { customerId = customer, text = "Signs", dueAt = DateTimeOffset.UtcNow.AddDays(9) })).Expect(HttpStatusCode.Created);
        (await from.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Signs", plannedAt = DateTimeOffset.UtcNow.AddDays(8) })).Expect(HttpStatusCode.Created);
        fixture.CustomersNeighbour.Publish(new CustomerTransferred(customer, "from", "to", "north", "north", "Left", "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/promises?customerId={customer}&ownerId=to")).Items.Count == 1, "the promise to be handed over");
        Assert.Single((await Admin.GetAsync($"/api/v1/opportunities?customerId={customer}&ownerId=to")).Items);
        Assert.Single((await Admin.GetAsync($"/api/v1/visits?customerId={customer}&ownerId=to")).Items);
        Assert.Equal("to", (await fixture.PublishedAsync<OpportunityChanged>()).Last(o => o.CustomerId == customer).OwnerId);
    }

    // C6, X3: and the broker says nothing of the order in which the two come.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_under_way_with_a_customer_that_nobody_had_in_between_goes_to_the_next_owner(bool claimFirst)
    {
        await fixture.StaffAsync("from");
        await fixture.StaffAsync("next");
        await fixture.StaffAsync("other");
        var customer = await fixture.CustomerAsync(owner: "from");
        await EverythingAsync(customer, "from");
        // What another person has under way stays theirs, as it does with any transfer.
        (await Admin.PostAsync("/api/v1/promises", new { customerId = customer, text = "Mine", dueAt = DateTimeOffset.UtcNow.AddDays(1), ownerId = "other" })).Expect(HttpStatusCode.Created);
        object released = new CustomerTransferred(customer, "from", null, "north", "north", "released into the pool", "from", DateTimeOffset.UtcNow);
        object claimed = new CustomerTransferred(customer, null, "next", "north", "south", "claimed from the pool", "next", DateTimeOffset.UtcNow, LastOwner: "from");
        fixture.CustomersNeighbour.Publish(claimFirst ? [claimed, released, claimed] : [released, claimed, released]);
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&kind=owner-changed")).Items.Count == 3
            && (await Admin.GetAsync($"/api/v1/promises?customerId={customer}&ownerId=next")).Items.Count == 1, "both to have come");
        foreach (var list in new[] { "visits", "opportunities" })
            Assert.Equal([("next", "south")], (await Admin.GetAsync($"/api/v1/{list}?customerId={customer}")).Expect(HttpStatusCode.OK).Items.Select(item => ((string?)item["ownerId"], (string?)item["team"])));
        Assert.Equal([("next", "south")], (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items.Select(task => ((string?)task["assigneeId"], (string?)task["team"])));
        Assert.Equal(["next", "other"], (await Admin.GetAsync($"/api/v1/promises?customerId={customer}")).Items.Select(promise => (string?)promise["ownerId"]).Order());
        Assert.Equal("next", (await fixture.PublishedAsync<OpportunityChanged>()).Last(o => o.CustomerId == customer).OwnerId);
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/dead-letters/engagement?dead=false&limit=200")).Expect(HttpStatusCode.OK).Items, failed => (string?)failed["handler"] == "CustomersHandedOver");
    }

    // E6, C16: one customer is followed up once, from the last time that anybody spoke with it.
    [Fact]
    public async Task A_merged_customer_counts_as_spoken_with_when_either_file_was_and_an_undone_merge_takes_that_back()
    {
        var opened = DateTimeOffset.UtcNow.AddDays(-60);
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "ada", createdAt: opened), await fixture.CustomerAsync(owner: "ada", createdAt: opened));
        foreach (var (customer, days) in new[] { (survivor, 20), (merged, 2) })
        {
            (await Admin.PostAsync("/api/v1/activities", new
            {
                kind = "meeting", customerId = customer, direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, endedAt = DateTimeOffset.UtcNow.AddDays(-days), outcome = "Met",
            })).Expect(HttpStatusCode.Created);
        }
        async Task<DateTimeOffset> DueAsync(Guid customer) => (DateTimeOffset)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["dueAt"]!;
        var (alone, other) = (await DueAsync(survivor), await DueAsync(merged));
        Assert.True(alone < other);
        fixture.CustomersNeighbour.Publish(new CustomersMerged(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/activities?customerId={survivor}")).Items.Count == 2, "the belongings to follow");
        Assert.Equal(other, await DueAsync(survivor));
        fixture.CustomersNeighbour.Publish(new CustomerMergeUndone(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/activities?customerId={merged}")).Items.Count == 1, "the belongings to go back");
        Assert.Equal((alone, other), (await DueAsync(survivor), await DueAsync(merged)));
    }

    // E6, C16: whoever sells to the one file sells to the customer, and no longer once the files have parted.
    [Fact]
    public async Task A_merged_customer_is_in_the_phase_that_the_deals_of_both_files_make()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        (await Admin.PostAsync("/api/v1/opportunities", new { customerId = merged, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        async Task<string?> PhaseAsync(Guid customer) => (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["phase"];
        Assert.Equal(("pre-sale", "in-sale"), (await PhaseAsync(survivor), await PhaseAsync(merged)));
        var merge = Guid.CreateVersion7();
        fixture.CustomersNeighbour.Publish(new CustomersMerged(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/opportunities?customerId={survivor}")).Items.Count == 1, "the deal to follow");
        Assert.Equal("in-sale", await PhaseAsync(survivor));
        fixture.CustomersNeighbour.Publish(new CustomerMergeUndone(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/opportunities?customerId={survivor}")).Items.Count == 0, "the deal to go back");
        Assert.Equal(("pre-sale", "in-sale"), (await PhaseAsync(survivor), await PhaseAsync(merged)));
    }

    // C16: nothing is orphaned, whichever of the merge and the states of the merged file is told of first.
    [Fact]
    public async Task What_is_entered_after_a_merge_is_the_survivors_before_the_merged_file_says_so()
    {
        var (survivor, merged, merge) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7());
        await EverythingAsync(merged);
        fixture.CustomersNeighbour.Publish(new CustomersMerged(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/visits?customerId={survivor}")).Items.Count == 1, "the belongings to follow");
        Assert.Equal(survivor, await CalledAsync());
        // And after a state of before the merge that came late.
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada"));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(merged, 2), "the late state to be taken");
        Assert.Equal(survivor, await CalledAsync());
        fixture.CustomersNeighbour.Publish(new CustomerMergeUndone(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/visits?customerId={survivor}")).Items.Count == 0, "the belongings to go back");
        Assert.Equal(merged, await CalledAsync());

        async Task<Guid> CalledAsync() => (Guid)(await Admin.PostAsync("/api/v1/calls", new { customerId = merged, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created)["customerId"]!;
    }

    // C16, X3: a broker gives them in any order.
    [Fact]
    public async Task A_merge_that_is_told_of_after_its_undoing_moves_nothing()
    {
        var (survivor, merged, other) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        var merge = Guid.CreateVersion7();
        await EverythingAsync(merged);
        fixture.CustomersNeighbour.Publish(new CustomerMergeUndone(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={survivor}&kind=files-merged")).Items.Count == 1, "the undoing to be known");
        fixture.CustomersNeighbour.Publish(new CustomersMerged(merge, survivor, merged, "ada", DateTimeOffset.UtcNow), new CustomersMerged(Guid.CreateVersion7(), survivor, other, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={survivor}&kind=files-merged")).Items.Count == 2, "the merge behind it to be known");
        Assert.Equal(merged, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/visits?customerId={merged}")).Items)["customerId"]!);
        var called = (await Admin.PostAsync("/api/v1/calls", new { customerId = merged, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        Assert.Equal(merged, (Guid)called["customerId"]!);
    }

    // C16, X3: so are the merges of a chain, and their undoing.
    [Fact]
    public async Task What_was_merged_into_a_file_that_was_merged_itself_follows_it_in_any_order()
    {
        var (last, middle, first) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        await EverythingAsync(first);
        var (inner, outer) = (new CustomersMerged(Guid.CreateVersion7(), middle, first, "ada", DateTimeOffset.UtcNow), new CustomersMerged(Guid.CreateVersion7(), last, middle, "ada", DateTimeOffset.UtcNow));
        fixture.CustomersNeighbour.Publish(outer);
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={last}&kind=files-merged")).Items.Count == 1, "the outer merge to be known");
        fixture.CustomersNeighbour.Publish(inner);
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={last}&kind=files-merged")).Items.Count == 2, "the inner merge to be known");
        Assert.Equal(last, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/visits?customerId={last}")).Items)["customerId"]!);
        // The inner one is undone first as it is told, though it was undone last.
        fixture.CustomersNeighbour.Publish(new CustomerMergeUndone(inner.MergeId, middle, first, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/visits?customerId={last}")).Items.Count == 0, "the belongings to go back");
        Assert.Equal(first, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/visits?customerId={first}")).Items)["customerId"]!);
    }

    // C16, C21: what was changed before a merge was changed all the same.
    [Fact]
    public async Task The_history_of_what_came_with_a_merged_file_tells_of_before_the_merge()
    {
        var (survivor, middle, first) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        var deal = (await Admin.PostAsync("/api/v1/opportunities", new { customerId = first, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        (await Admin.PatchAsync(deal.Location!, new { notes = "At first" }, "*")).Expect(HttpStatusCode.OK);
        foreach (var (into, gone) in new[] { (middle, first), (survivor, middle) })
        {
            fixture.CustomersNeighbour.Publish(EngagementFixture.File(gone, 2, "ada", status: "merged", mergedInto: into), new CustomersMerged(Guid.CreateVersion7(), into, gone, "ada", DateTimeOffset.UtcNow));
            await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/opportunities?customerId={into}")).Items.Count == 1 && await fixture.KnowsAsync(gone, 2), "the deal to follow");
            (await Admin.PatchAsync(deal.Location!, new { notes = $"In {into}" }, "*")).Expect(HttpStatusCode.OK);
        }
        var history = (await Admin.GetAsync($"{deal.Location}/history")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal([$"In {survivor}", $"In {middle}", "At first", null], history.Select(change => (string?)change["fields"]!.AsArray().SingleOrDefault(field => (string?)field!["field"] == "notes")?["to"]));
    }

    // C16, C21: nor is it forgotten what was changed while files were merged.
    [Fact]
    public async Task The_history_of_what_went_home_from_an_undone_merge_tells_of_the_meantime()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        async Task<Answer> SellAsync(Guid customer) => (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        async Task<IEnumerable<string?>> NotesAsync(Answer deal) => (await Admin.GetAsync($"{deal.Location}/history")).Expect(HttpStatusCode.OK).Items
            .Select(change => (string?)change["fields"]!.AsArray().SingleOrDefault(field => (string?)field!["field"] == "notes")?["to"]);
        var (stays, goes, merge) = (await SellAsync(survivor), await SellAsync(merged), Guid.CreateVersion7());
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: survivor), new CustomersMerged(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/opportunities?customerId={survivor}")).Items.Count == 2 && await fixture.KnowsAsync(merged, 2), "the deal to follow");
        foreach (var deal in new[] { stays, goes }) (await Admin.PatchAsync(deal.Location!, new { notes = "Meanwhile" }, "*")).Expect(HttpStatusCode.OK);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 3, "ada"), new CustomerMergeUndone(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/opportunities?customerId={merged}")).Items.Count == 1 && await fixture.KnowsAsync(merged, 3), "the deal to go home");
        (await Admin.PatchAsync(goes.Location!, new { notes = "At home" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(["At home", "Meanwhile", null], await NotesAsync(goes));
        Assert.Equal(["Meanwhile", null], await NotesAsync(stays));
    }

    // E7: one task of an occasion of a year, however often it is announced.
    [Fact]
    public async Task An_occasion_that_is_announced_twice_is_one_task_and_no_failure()
    {
        await fixture.StaffAsync("carer");
        var customer = await fixture.CustomerAsync(owner: "carer");
        var care = new CareDue(Guid.CreateVersion7(), customer, "holiday", new DateOnly(2027, 2, 6), "spring-festival", DateTimeOffset.UtcNow);
        fixture.CustomersNeighbour.Publish(care);
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=care"), page => page.Items.Count == 1, "the care task");
        fixture.CustomersNeighbour.Publish(care, care with { CareId = Guid.CreateVersion7(), Occasion = "mid-autumn" });
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=care"), page => page.Items.Count == 2, "the next occasion");
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/dead-letters/engagement?dead=false&limit=200")).Expect(HttpStatusCode.OK).Items, failed => (string?)failed["handler"] == "CareTasks");
    }

    // E3: in the customer's own script.
    [Theory]
    [InlineData("en", "Call back Lin Tea House")]
    [InlineData("zh-Hans", "回电：Lin Tea House")]
    [InlineData("zh-Hant", "回電：Lin Tea House")]
    public async Task The_task_to_call_back_is_worded_in_the_customers_language(string language, string title)
    {
        var file = EngagementFixture.File(Guid.CreateVersion7(), 1, "ada") with { Language = language };
        fixture.CustomersNeighbour.Publish(file);
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(file.CustomerId, 1), "the customer to be known");
        (await Admin.PostAsync("/api/v1/calls", new { customerId = file.CustomerId, direction = "outbound", purpose = "sales", reached = true, callBackAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        Assert.Equal(title, (string?)Assert.Single((await Admin.GetAsync($"/api/v1/tasks?customerId={file.CustomerId}")).Items)["title"]);
    }

    // C16: what one merge brought into a file, the undo of a later one takes along with it.
    [Fact]
    public async Task What_a_file_had_taken_in_goes_home_with_it_when_it_parts_from_another()
    {
        var (survivor, middle, first) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        await EverythingAsync(first);
        foreach (var (into, gone) in new[] { (middle, first), (survivor, middle) })
        {
            fixture.CustomersNeighbour.Publish(EngagementFixture.File(gone, 2, "ada", status: "merged", mergedInto: into), new CustomersMerged(Guid.CreateVersion7(), into, gone, "ada", DateTimeOffset.UtcNow));
            await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/visits?customerId={into}")).Items.Count == 1, "the belongings to follow");
            await Eventually.IsTrueAsync(() => fixture.KnowsAsync(gone, 2), "the merge to be known");
        }
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(middle, 3, "ada"), new CustomerMergeUndone(Guid.CreateVersion7(), survivor, middle, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(middle, 3), "the undone merge to be known");
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={middle}&limit=200")).Items.Count(item => (string?)item["kind"] != "files-merged") == 4, "the timeline to go home");
        foreach (var list in new[] { "visits", "calls", "tasks", "opportunities", "promises" })
            Assert.Single((await Admin.GetAsync($"/api/v1/{list}?customerId={middle}")).Expect(HttpStatusCode.OK).Items);
    }

    // C6, C16: the broker says nothing of the order in which the two come.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_with_a_merged_file_goes_home_with_its_owner_whichever_of_undo_and_transfer_comes_first(bool transferFirst)
    {
        await fixture.StaffAsync("hers");
        await fixture.StaffAsync("his");
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "his"), await fixture.CustomerAsync(owner: "hers"));
        await EverythingAsync(survivor, "his");
        await EverythingAsync(merged, "hers");
        // Together they are hers.
        fixture.CustomersNeighbour.Publish(new CustomersMerged(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow), new CustomerTransferred(survivor, "his", "hers", "north", "north", null, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/promises?customerId={survivor}&ownerId=hers")).Items.Count == 2, "all to be hers");

        object undone = new CustomerMergeUndone(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow);
        object given = new CustomerTransferred(survivor, "hers", "his", "north", "north", "the merge was undone", "ada", DateTimeOffset.UtcNow, PartedId: merged);
        fixture.CustomersNeighbour.Publish(transferFirst ? [given, undone] : [undone, given]);
        await Eventually.IsTrueAsync(async () => (await Admin.GetAsync($"/api/v1/promises?customerId={survivor}&ownerId=his")).Items.Count == 1
            && (await Admin.GetAsync($"/api/v1/visits?customerId={merged}")).Items.Count == 1, "both to have come");
        foreach (var (customer, owner) in new[] { (survivor, "his"), (merged, "hers") })
        {
            foreach (var list in new[] { "visits", "opportunities", "promises" })
                Assert.Equal([owner], (await Admin.GetAsync($"/api/v1/{list}?customerId={customer}")).Expect(HttpStatusCode.OK).Items.Select(item => (string?)item["ownerId"]));
            Assert.Equal([owner], (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items.Select(item => (string?)item["assigneeId"]));
        }
    }

    /// <summary>A visit, a call, a task, a promise and an opportunity.</summary>
    private async Task EverythingAsync(Guid customer, string? owner = null)
    {
        (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = DateTimeOffset.UtcNow.AddDays(1), ownerId = owner })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/tasks", new { customerId = customer, title = "Do", dueAt = DateTimeOffset.UtcNow.AddDays(1), assigneeId = owner })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/promises", new { customerId = customer, text = "Give", dueAt = DateTimeOffset.UtcNow.AddDays(1), ownerId = owner })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Sell", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), ownerId = owner })).Expect(HttpStatusCode.Created);
    }
}
