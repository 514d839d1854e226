using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class TimelineOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

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
        Assert.Equal("茶叶受潮", (string?)chinese[0]["text"]);
    }

    [Fact]
    public async Task An_order_whose_import_was_undone_is_on_no_timeline()
    {
        var customer = await fixture.CustomerAsync();
        var at = DateTimeOffset.UtcNow.AddDays(-1);
        PurchaseRecorded Order(string number) => new(customer, number, at, "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], true, Guid.NewGuid());
        var (first, second, again) = (Order("W-1"), Order("W-2"), Order("W-1"));
        fixture.CustomersNeighbour.Publish(first, second, new PurchaseWithdrawn(customer, "W-1", at, "CNY", "CNY", first.Lines, first.BookingId!.Value, DateTimeOffset.UtcNow, true));
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 1 && (string?)page.Items[0]["subject"] == "W-2", "the order to go");
        // Given again, it is another booking.
        fixture.CustomersNeighbour.Publish(again);
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/timeline?customerId={customer}"), page => page.Items.Count == 2, "the order given again");
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
}
