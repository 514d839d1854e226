using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Features.Privacy;
using CrmPlatform.ServiceDefaults.Privacy;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>C20: of somebody who only stands at a customer, what was typed beside the contact's id goes, and what was said of others stays.</summary>
public sealed class ErasedContacts(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Nothing_that_was_typed_beside_the_contacts_id_is_left_and_whoever_else_took_part_stays()
    {
        var (customer, contact, other) = (await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (name, earlier, boss) = (Word("name"), Word("earlier"), $"Boss {Guid.NewGuid():N}");
        object[] Present(string called) => [new { name = "王伟", side = "ours", staffId = "wei" }, new { name = called, side = "theirs", contactId = contact }, new { name = boss, side = "theirs", contactId = other }, new { name = "Guest", side = "third-party" }];
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = DateTimeOffset.UtcNow.AddDays(1), participants = Present(earlier) }, ("Idempotency-Key", Guid.NewGuid().ToString()))).Expect(HttpStatusCode.Created);
        visit = (await Admin.PatchAsync(visit.Location!, new { goal = "See again", participants = Present(name) }, visit.ETag)).Expect(HttpStatusCode.OK);
        var meeting = await HeldAsync(customer, Present(name));
        var alone = await HeldAsync(customer, [new { name = boss, side = "theirs", contactId = other }, new { name = "Somebody", side = "theirs" }]);
        var running = await SeriesAsync(customer, Present(name));
        var ended = await SeriesAsync(customer, Present(name));
        ended = (await Admin.ActAsync($"{ended.Location}/end", new { originalStart = Tomorrow(2) }, "*")).Expect(HttpStatusCode.OK);
        Assert.NotEmpty(FilesWith(name));
        Assert.NotEmpty(FilesWith(earlier));

        await EraseAsync(contact, customer, twice: true);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(FilesWith(name));
        Assert.Empty(FilesWith(earlier));

        foreach (var held in new[] { await ActivityAsync(visit.Id), await ActivityAsync(meeting.Id) }) OnlyTheOneIsGone(held["participants"]!.AsArray());
        Assert.Equal(alone.Text, (await ActivityAsync(alone.Id)).Text);
        Assert.Equal((long)visit["version"]! + 1, (long)(await ActivityAsync(visit.Id))["version"]!);
        var occurrences = (await Admin.GetAsync($"/api/v1/activities?customerId={customer}&limit=200")).Expect(HttpStatusCode.OK).Items.Where(item => item["seriesId"] is not null).ToList();
        Assert.True(occurrences.Count > 2, $"{occurrences.Count} occurrences");
        foreach (var made in occurrences) OnlyTheOneIsGone((await ActivityAsync((Guid)made["id"]!))["participants"]!.AsArray());
        foreach (var series in new[] { running, ended })
        {
            var template = await fixture.Service.InScopeAsync(services => services.GetRequiredService<EngagementDb>().Series.IgnoreQueryFilters().Where(s => s.Id == series.Id).Select(s => s.Template).SingleAsync());
            Assert.Equal(["王伟", "—", boss, "Guest"], template.Participants.Select(one => one.Name));
            Assert.Equal([null, null, other, null], template.Participants.Select(one => one.ContactId));
            Assert.Equal((long)series["version"]! + 1, (long)(await Admin.GetAsync($"/api/v1/activities/series/{series.Id}")).Expect(HttpStatusCode.OK)["version"]!);
        }
        // What the history says of others stands there as it did.
        var told = (await Admin.GetAsync($"/api/v1/activities/{visit.Id}/history")).Expect(HttpStatusCode.OK).Items.SelectMany(line => line["fields"]!.AsArray()).ToList();
        Assert.Contains(told, field => (string?)field!["field"] == "goal" && (string?)field["from"] == "See" && (string?)field["to"] == "See again");
        var people = Assert.Single(told, field => (string?)field!["field"] == "participants")!;
        foreach (var said in new[] { (string)people["from"]!, (string)people["to"]! }) Assert.Equal(["王伟", null, boss, "Guest"], JsonNode.Parse(said)!.AsArray().Select(one => (string?)one!["name"]));
    }

    // E8, C21: who decides is typed without an id, and is taken for the contact that the deal names.
    [Fact]
    public async Task A_deal_loses_the_contact_and_who_decided_as_long_as_it_named_that_contact()
    {
        var (customer, contact, other) = (await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (name, earlier, boss) = (Word("decides"), Word("decided"), $"Boss {Guid.NewGuid():N}");
        var present = await DealAsync(customer, contact, earlier);
        present = (await Admin.PatchAsync($"/api/v1/opportunities/{present.Id}", new { need = "Tea", decisionMaker = name }, present.ETag)).Expect(HttpStatusCode.OK);
        var past = await DealAsync(customer, other, "The one before");
        past = (await Admin.PatchAsync($"/api/v1/opportunities/{past.Id}", new { contactId = contact, decisionMaker = name, need = "Cups" }, past.ETag)).Expect(HttpStatusCode.OK);
        past = (await Admin.PatchAsync($"/api/v1/opportunities/{past.Id}", new { contactId = other, decisionMaker = boss }, past.ETag)).Expect(HttpStatusCode.OK);
        var strange = await DealAsync(customer, other, boss);

        await EraseAsync(contact, customer, twice: true);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(FilesWith(name));
        Assert.Empty(FilesWith(earlier));

        var after = await OpportunityAsync(present.Id);
        Assert.Equal((null, null, "Tea", "open", (long)present["version"]! + 1), ((string?)after["contactId"], (string?)after["decisionMaker"], (string?)after["need"], (string?)after["state"], (long)after["version"]!));
        foreach (var untouched in new[] { past, strange }) Assert.Equal(untouched.Text, (await OpportunityAsync(untouched.Id)).Text);
        var told = await SaidAsync(past.Id);
        Assert.Equal([("contactId", null, $"{other}"), ("contactId", $"{other}", null), ("decisionMaker", null, boss), ("decisionMaker", "The one before", null), ("need", null, "Cups")], told);
        Assert.Contains(("need", null, "Tea"), await SaidAsync(present.Id));
    }

    // C16: what was entered under a file that was merged stands under its survivor; of a merge or an undo it may be told later.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task What_stands_under_a_file_that_the_contacts_was_merged_with_is_found(bool mergeKnown, bool asSurvivor)
    {
        var (survivor, merged, contact) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7());
        var name = Word("merged");
        object[] present = [new { name, side = "theirs", contactId = contact }];
        var (early, late) = (await HeldAsync(merged, present), await HeldAsync(survivor, present));
        var series = await SeriesAsync(merged, present);
        var deal = await DealAsync(merged, contact, name);
        if (mergeKnown)
        {
            fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: survivor), new CustomersMerged(Guid.CreateVersion7(), survivor, merged, "ada", DateTimeOffset.UtcNow));
            await Eventually.BecomesAsync(() => ActivityAsync(early.Id), answer => (Guid)answer["customerId"]! == survivor, "the merge to be known");
        }

        await EraseAsync(contact, asSurvivor ? survivor : merged, twice: false, asSurvivor || !mergeKnown ? [survivor, merged] : [merged]);
        if (mergeKnown || asSurvivor) Assert.Equal("—", (string)(await ActivityAsync(late.Id))["participants"]![0]!["name"]!);
        Assert.Equal("—", (string)(await ActivityAsync(early.Id))["participants"]![0]!["name"]!);
        Assert.Null((string?)(await OpportunityAsync(deal.Id))["decisionMaker"]);
        Assert.DoesNotContain(name, await fixture.Service.InScopeAsync(async services => (await services.GetRequiredService<EngagementDb>().Series.IgnoreQueryFilters().SingleAsync(s => s.Id == series.Id)).Template.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_customers_rows_are_not_looked_through()
    {
        var (customer, contact) = (await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7());
        await HeldAsync(customer, [new { name = Word("plan"), side = "theirs", contactId = contact }]);
        var plans = await fixture.Service.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            return SqlitePlans.OfAsync(db, async () =>
            {
                await services.GetRequiredService<ContactForgotten>().HandleAsync(new(new ContactErased(contact, customer, [customer], DateTimeOffset.UtcNow), Guid.CreateVersion7(), DateTimeOffset.UtcNow), default);
                await db.SaveChangesAsync();
            });
        });
        Assert.Contains("IX_Activities_CustomerId_At_Key", plans, StringComparison.Ordinal);
        foreach (var table in new[] { "Activities", "Series", "Opportunities" })
            Assert.DoesNotMatch($@"SCAN ({table}|{char.ToLowerInvariant(table[0])})\b", plans);
    }

    private async Task EraseAsync(Guid contact, Guid customer, bool twice, Guid[]? files = null)
    {
        var erased = new ContactErased(contact, customer, files ?? [customer], DateTimeOffset.UtcNow);
        fixture.CustomersNeighbour.Publish(erased);
        // As another message: the inbox would stop the same one.
        if (twice) fixture.CustomersNeighbour.Publish(erased);
        // One who is told of after it is known after it.
        await fixture.CustomerAsync();
    }

    private static void OnlyTheOneIsGone(JsonArray participants)
    {
        Assert.Equal(4, participants.Count);
        Assert.Equal(("—", "theirs", null), ((string?)participants[1]!["name"], (string?)participants[1]!["side"], (string?)participants[1]!["contactId"]));
        Assert.Equal(("王伟", "wei", "Guest"), ((string?)participants[0]!["name"], (string?)participants[0]!["staffId"], (string?)participants[3]!["name"]));
        Assert.StartsWith("Boss ", (string?)participants[2]!["name"], StringComparison.Ordinal);
        Assert.NotNull((string?)participants[2]!["contactId"]);
    }

    private async Task<Answer> HeldAsync(Guid customer, object[] participants) => (await Admin.PostAsync("/api/v1/activities", new
    {
        kind = "meeting", customerId = customer, direction = "outbound", purpose = "sales", endedAt = DateTimeOffset.UtcNow.AddHours(-1), meeting = new { subject = "Plans" }, outcome = "Met", participants,
    })).Expect(HttpStatusCode.Created);

    private async Task<Answer> SeriesAsync(Guid customer, object[] participants) => (await Admin.PostAsync("/api/v1/activities/series", new
    {
        customerId = customer, kind = "visit", purpose = "care", rule = "FREQ=DAILY;COUNT=5", start = Tomorrow(1), goal = "Look in", participants,
    })).Expect(HttpStatusCode.Created);

    private async Task<Answer> DealAsync(Guid customer, Guid contact, string decider) => (await Admin.PostAsync("/api/v1/opportunities", new
    {
        customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = contact, decisionMaker = decider,
    })).Expect(HttpStatusCode.Created);

    private async Task<Answer> ActivityAsync(Guid id) => (await Admin.GetAsync($"/api/v1/activities/{id}")).Expect(HttpStatusCode.OK);

    private async Task<Answer> OpportunityAsync(Guid id) => (await Admin.GetAsync($"/api/v1/opportunities/{id}")).Expect(HttpStatusCode.OK);

    private async Task<IEnumerable<(string, string?, string?)>> SaidAsync(Guid deal) =>
        (await Admin.GetAsync($"/api/v1/opportunities/{deal}/history")).Expect(HttpStatusCode.OK).Items.SelectMany(line => line["fields"]!.AsArray())
        .Select(field => ((string)field!["field"]!, (string?)field["from"], (string?)field["to"])).Where(said => said.Item1 is "contactId" or "decisionMaker" or "need").Order();

    private static string Tomorrow(int days) => DateTime.UtcNow.Date.AddDays(days + 1).AddHours(9).ToString("s", CultureInfo.InvariantCulture);

    private static string Word(string of) => $"qx{of}{Guid.NewGuid():N}";

    private List<string> FilesWith(string text) => FilesOnDisk.With(fixture.Service.Folder.Path, text);
}
