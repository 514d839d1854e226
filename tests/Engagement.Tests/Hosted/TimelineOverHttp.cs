using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Features.Timeline;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class TimelineOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    // S1, E11: a complaint whose customer was found out later stands where it was opened.
    [Fact]
    public async Task A_complaint_of_somebody_found_out_later_stands_on_their_timeline()
    {
        var (customer, complaint, opened) = (await fixture.CustomerAsync(), Guid.CreateVersion7(), new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.Zero));
        fixture.ServiceNeighbour.Publish(
            new ComplaintOpened(complaint, null, "C-9", "quality", "high", "茶叶受潮", opened),
            new ComplaintAttributed(complaint, customer, "C-9", "quality", "high", "茶叶受潮", opened, "min", opened.AddDays(1)));
        var entry = (await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 1, "the complaint")).Items[0];
        Assert.Equal(("complaint-opened", "C-9", opened, $"{complaint}"), ((string?)entry["kind"], (string?)entry["subject"], (DateTimeOffset)entry["at"]!, (string?)entry["sourceId"]));
    }

    [Fact]
    public async Task Events_of_all_services_stand_on_one_stream_newest_first()
    {
        var customer = await fixture.CustomerAsync();
        var t = DateTimeOffset.UtcNow.AddDays(-30);
        var complaint = Guid.CreateVersion7();
        fixture.CustomersNeighbour.Publish(
            new PurchaseRecorded(customer, "A-1", t, "EUR", "CNY", [new(1, "TEA", 2, 1000, 7800, null), new(2, "CUP", 1, 500, 3900, null)], false),
            new StageChanged(customer, "stranger", "establishing", null, "ada", t.AddDays(1)),
            new CustomerTransferred(customer, null, "wei", "north", "north", "规模扩大", "ada", t.AddDays(2)));
        fixture.ServiceNeighbour.Publish(
            new ComplaintOpened(complaint, customer, "C-7", "quality", "high", "茶叶受潮", t.AddDays(3)),
            new ComplaintOpened(Guid.CreateVersion7(), null, "C-8", "quality", "high", "Nobody known", t.AddDays(3)),
            new ComplaintStepRecorded(complaint, customer, "C-7", 1, "min", t.AddDays(4)),
            new ComplaintEscalated(complaint, customer, "C-7", 1, "grace", "Overdue", t.AddDays(5)),
            new ComplaintClosed(complaint, customer, "C-7", true, "min", t.AddDays(6)),
            new ComplaintReopened(complaint, customer, "C-7", "Again", "min", t.AddDays(7)),
            new GrumbleRecorded(Guid.CreateVersion7(), customer, "Parking", t.AddDays(8)),
            new SurveyAnswered(Guid.CreateVersion7(), Guid.CreateVersion7(), customer, "nps", 9, 0, 10, "visit", [], t.AddDays(9)));
        fixture.InsightsNeighbour.Publish(
            new CustomerClassified(customer, "B", 2025, "Growth", "增长", "增長", t.AddDays(10)),
            new ZoneChanged(customer, "value", t.AddDays(11)),
            new ChurnWarned(Guid.CreateVersion7(), customer, 0.31, [new("silence", "Silent", "沉默", "沉默")], 900, "CNY", "call", t.AddDays(12)));
        (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "care", reached = true, startedAt = t.AddDays(13) })).Expect(HttpStatusCode.Created);

        var items = (await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 14, "all entries")).Items;
        Assert.Equal(
            ["call", "churn-warned", "zone-changed", "classified", "survey-answered", "grumble", "complaint-reopened", "complaint-closed", "complaint-escalated", "complaint-step", "complaint-opened", "owner-changed", "stage-changed", "purchase"],
            items.Select(item => (string)item["kind"]!));
        Assert.Equal(1500, (int)items[^1]["facts"]!["amountMinor"]!);
        var chinese = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&kind=complaint-opened&kind=purchase", ("Accept-Language", "zh-TW"))).Items;
        Assert.Equal(["收到投訴：C-7", "購買：A-1"], chinese.Select(item => (string)item["title"]!));
        // Codes are for programs: a title has their names.
        var named = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&kind=stage-changed&kind=zone-changed", ("Accept-Language", "zh-Hans"))).Items;
        Assert.Equal([("消费区：价值区", "value"), ("阶段变更：建立期", "establishing")], named.Select(item => ((string)item["title"]!, (string)item["subject"]!)));
        (await Admin.PostAsync("/api/v1/promises", new { customerId = customer, text = "A sample", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        foreach (var (language, title) in new[] { ("en", "Promise: Given"), ("zh-Hant", "承諾：已承諾") })
            Assert.Equal(title, (string?)Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&kind=promise", ("Accept-Language", language))).Items)["title"]);
        Assert.Equal("茶叶受潮", (string?)chinese[0]["text"]);
    }

    [Fact]
    public async Task An_order_whose_import_was_undone_is_on_no_timeline()
    {
        var customer = await fixture.CustomerAsync();
        var (first, second, again) = (Imported(customer, "W-1"), Imported(customer, "W-2"), Imported(customer, "W-1"));
        fixture.CustomersNeighbour.Publish(first, second, Withdrawn(first));
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 1 && (string?)page.Items[0]["subject"] == "W-2", "the order to go");
        // Given again, it is another booking.
        fixture.CustomersNeighbour.Publish(again);
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 2, "the order given again");
    }

    [Fact]
    public async Task An_order_withdrawn_before_it_is_told_of_never_comes_on_the_timeline_however_often_either_is_delivered()
    {
        var customer = await fixture.CustomerAsync();
        var (gone, kept) = (Imported(customer, "W-3"), Imported(customer, "W-4"));
        var (order, withdrawal) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        fixture.CustomersNeighbour.PublishAs(withdrawal, Withdrawn(gone));
        fixture.CustomersNeighbour.PublishAs(withdrawal, Withdrawn(gone));
        fixture.CustomersNeighbour.Publish(Withdrawn(gone));
        // Each batch that comes later knows of it too.
        for (var again = 0; again < 2; again++)
        {
            fixture.CustomersNeighbour.PublishAs(order, gone);
            var marker = Imported(customer, $"W-5-{again}");
            fixture.CustomersNeighbour.Publish(marker);
            await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Any(item => (string?)item["subject"] == marker.OrderNumber), "the order after it");
        }
        fixture.CustomersNeighbour.Publish(kept);
        var page = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count > 2, "the order that was not withdrawn");
        Assert.Equal(["W-3", "W-4", "W-5-0", "W-5-1"], page.Items.Select(item => (string)item["subject"]!).Append("W-3").Order());
        // Nothing waited for being delivered again.
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/dead-letters/engagement?dead=false")).Expect(HttpStatusCode.OK).Items, letter => ((string)letter["type"]!).EndsWith(nameof(PurchaseWithdrawn), StringComparison.Ordinal));
    }

    // By the broker the two kinds have queues of their own: they are handled at the same moment, and saved in either order.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_and_its_withdrawal_handled_at_the_same_moment_leave_nothing(bool withdrawalIsSavedFirst)
    {
        var customer = await fixture.CustomerAsync();
        var order = Imported(customer, "W-6");
        await using var off = fixture.Service.Services.CreateAsyncScope();
        await using var on = fixture.Service.Services.CreateAsyncScope();
        await off.ServiceProvider.GetRequiredService<PurchasesOffTimeline>().HandleAsync([new(Withdrawn(order), Guid.CreateVersion7(), DateTimeOffset.UtcNow)], CancellationToken.None);
        await on.ServiceProvider.GetRequiredService<PurchasesOnTimeline>().HandleAsync([new(order, Guid.CreateVersion7(), DateTimeOffset.UtcNow)], CancellationToken.None);
        foreach (var scope in withdrawalIsSavedFirst ? new[] { off, on } : [on, off]) await scope.ServiceProvider.GetRequiredService<EngagementDb>().SaveChangesAsync();
        Assert.Empty((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Expect(HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_even_where_many_happened_at_the_same_moment()
    {
        var customer = await fixture.CustomerAsync();
        var at = DateTimeOffset.UtcNow.AddDays(-1);
        fixture.CustomersNeighbour.Publish([.. Enumerable.Range(0, 25).Select(i => new PurchaseRecorded(customer, $"N{i}", at.AddMinutes(i / 10), "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], true))]);
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 25, "all entries");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&limit=4{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(item => (string)item["subject"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(25, seen.Count);
        Assert.Distinct(seen);
    }

    // X1: whoever may not read deals reads nothing of them here either.
    [Fact]
    public async Task Agents_see_a_stream_without_deals_and_page_through_it_whole()
    {
        var customer = await fixture.CustomerAsync();
        var agent = fixture.Service.As("aga", "agent");
        for (var i = 0; i < 3; i++)
        {
            var deal = (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = $"Deal {i}", pipeline = "direct-sale", currency = "CNY", amountMinor = 100_000, contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
            (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "lost", lostReason = "Price" }, deal.ETag)).Expect(HttpStatusCode.OK);
            (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        }
        (await Admin.PostAsync("/api/v1/promises", new { customerId = customer, text = "A sample", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        Assert.Equal(6, (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&kind=opportunity")).Expect(HttpStatusCode.OK).Items.Count);

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await agent.GetAsync($"/api/v1/timeline?customerId={customer}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            Assert.Equal(2, page.Items.Count);
            Assert.DoesNotContain("Price", page.Text, StringComparison.Ordinal);
            seen.AddRange(page.Items.Select(item => (string)item["kind"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["call", "call", "call", "promise"], seen.Order());
        Assert.Empty((await agent.GetAsync($"/api/v1/timeline?customerId={customer}&kind=opportunity")).Expect(HttpStatusCode.OK).Items);
        // A place in the one stream is none in the other.
        var whole = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&limit=2")).Expect(HttpStatusCode.OK);
        Assert.Equal("cursor.invalid", (await agent.GetAsync($"/api/v1/timeline?customerId={customer}&limit=2&cursor={whole.Next}")).Expect(HttpStatusCode.BadRequest).Code);
    }

    // E11: a page is a piece of an index, however long the timeline and however far back the page.
    [Fact]
    public async Task Ten_thousand_entries_page_by_the_index_alone_from_the_first_page_to_the_last()
    {
        const int count = 10_000;
        var customer = await fixture.CustomerAsync();
        var at = DateTimeOffset.UtcNow.AddDays(-400);
        fixture.CustomersNeighbour.Publish([.. Enumerable.Range(0, count).Select(i => new PurchaseRecorded(customer, $"P{i}", at.AddMinutes(i), "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], true))]);
        await Eventually.BecomesAsync(() => fixture.Service.InScopeAsync(services => services.GetRequiredService<EngagementDb>().Timeline.IgnoreQueryFilters().CountAsync(e => e.CustomerId == customer)),
            known => known == count, "all entries", TimeSpan.FromMinutes(3));
        var (seen, cursor) = (0, (string?)null);
        do
        {
            var page = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            Assert.Equal($"P{count - 1 - seen}", (string?)page.Items[0]["subject"]);
            (seen, cursor) = (seen + page.Items.Count, page.Next);
        }
        while (cursor is not null);
        Assert.Equal(count, seen);
        var plan = await fixture.Service.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            var (moment, key) = (at.AddDays(1), 5000L);
            var query = db.Timeline.IgnoreQueryFilters().Where(e => e.CustomerId == customer).Where(e => e.At <= moment && (e.At < moment || e.Key < key))
                .OrderByDescending(e => e.At).ThenByDescending(e => e.Key).Take(51);
            using var command = query.CreateDbCommand();
            await db.Database.OpenConnectionAsync();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var rows = await command.ExecuteReaderAsync();
            var steps = new List<string>();
            while (await rows.ReadAsync()) steps.Add(rows.GetString(3));
            return steps;
        });
        var step = Assert.Single(plan);
        Assert.Contains("USING INDEX IX_Timeline_CustomerId_At_Key (CustomerId=? AND At<", step);
    }

    [Fact]
    public async Task A_customer_without_events_has_an_empty_timeline_and_an_unknown_one_has_none()
    {
        Assert.Empty((await Admin.GetAsync($"/api/v1/timeline?customerId={await fixture.CustomerAsync()}")).Expect(HttpStatusCode.OK).Items);
        (await Admin.GetAsync($"/api/v1/timeline?customerId={Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound);
        (await Admin.GetAsync("/api/v1/timeline")).Expect(HttpStatusCode.BadRequest);
    }

    private static PurchaseRecorded Imported(Guid customer, string number) =>
        new(customer, number, DateTimeOffset.UtcNow.AddDays(-1), "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], true, Guid.NewGuid());

    private static PurchaseWithdrawn Withdrawn(PurchaseRecorded order) =>
        new(order.CustomerId, order.OrderNumber, order.OrderedAt, order.Currency, order.BaseCurrency, order.Lines, order.BookingId!.Value, DateTimeOffset.UtcNow, true);
}
