using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>C20: what becomes of what is open of somebody who was erased. Each test has a service and a time of its own.</summary>
public sealed class ErasedOverHttp : IAsyncLifetime
{
    private readonly OwnTimeFixture fixture = new();

    private ApiClient Admin => fixture.Admin;

    private DateTimeOffset Now => fixture.Time!.GetUtcNow();

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task What_is_open_of_an_erased_person_ends_as_what_it_is_and_nobody_hears_of_it_again()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", manager: "mona", email: "anna@example.com"), ServiceFixture.Agent("mona", role: "manager", email: "mona@example.com"));
        var customer = await fixture.CustomerAsync("张三丰");
        var (complaint, other) = (await OpenAsync(customer.CustomerId), await OpenAsync((await fixture.CustomerAsync()).CustomerId));
        (await Admin.ActAsync($"{complaint.Location}/escalations", new { reason = "He knows the owner" }, "*")).Expect(HttpStatusCode.OK);
        var given = (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 10, reason = "Sorry" })).Expect(HttpStatusCode.Created);
        var anna = fixture.As("anna", "agent", "service");
        var asked = (await anna.PostAsync($"{complaint.Location}/remedies", new { kind = "refund", amount = 100_000, reason = "He wants it all" })).Expect(HttpStatusCode.Created);
        Assert.Equal(("booked", "awaiting-approval"), ((string?)given["state"], (string?)asked["state"]));

        await EraseAsync(customer, complaint);
        var ended = await Admin.GetAsync(complaint.Location!);
        Assert.Equal(("closed", "customer-erased", Now, 0), ((string?)ended["state"], (string?)ended["closedBecause"], (DateTimeOffset)ended["closedAt"]!, (int)ended["escalationLevel"]!));
        Assert.Equal((null, false, false), ((string?)ended["dueAt"], (bool)ended["firstResponseBreached"]!, (bool)ended["waiting"]!));
        Assert.Equal([other.Id], (await anna.GetAsync("/api/v1/complaints?assigneeId=anna&sort=due")).Items.Select(row => Guid.Parse((string)row["id"]!)));
        Assert.Contains((await Admin.GetAsync($"{complaint.Location}/history")).Items, change =>
            ((string)change["by"]!).StartsWith("system:", StringComparison.Ordinal) && change["fields"]!.AsArray().Select(field => (string?)field!["field"]).Contains("closedAt"));
        Assert.True(await fixture.AnyAsync(db => db.AgentLoads.AnyAsync(load => load.StaffId == "anna" && load.InHand == 1)));
        // What was granted was granted; what waits for somebody's yes waits no more.
        Assert.Equal(["booked 10", "withdrawn 100000"], (await Admin.GetAsync($"{complaint.Location}/remedies")).Items.Select(r => $"{r["state"]} {r["amount"]}"));
        Assert.Equal("complaint.customer-erased", (await Admin.ActAsync($"{complaint.Location}/remedies/{asked.Id}/approve", null, "*")).Expect(HttpStatusCode.Conflict).Code);

        // Others count it as open no more, and as nobody's closing.
        var told = (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).MaxBy(e => e.Version)!;
        Assert.Equal(("closed", null), (told.State, told.ClosedAt));
        Assert.DoesNotContain(await fixture.PublishedAsync<ComplaintClosed>(), e => e.ComplaintId == complaint.Id);
        foreach (var days in new[] { 4, 11, 20 }) fixture.Advance(TimeSpan.FromDays(days));
        await Eventually.IsTrueAsync(async () => (await fixture.PublishedAsync<ComplaintEscalated>()).Count(e => e.ComplaintId == other.Id) == 2, "the other one to be handed up");
        Assert.DoesNotContain(await fixture.PublishedAsync<ComplaintClockReached>(), e => e.ComplaintId == complaint.Id);
        Assert.Single(await fixture.PublishedAsync<ComplaintEscalated>(), e => e.ComplaintId == complaint.Id);
        Assert.DoesNotContain(await fixture.PublishedAsync<MailRequested>(), mail => mail.Template == "complaint-review-due");

        // A version from before erasures ended anything reads it too.
        Assert.False(await fixture.AnyAsync(db => db.Database.SqlQuery<string>($"""SELECT "Course" AS "Value" FROM "Complaints" """).AnyAsync(course => course.Contains("customer-erased"))));
        Assert.Equal("customer-erased", (string?)Assert.Single((await Admin.GetAsync($"{complaint.Location}/steps"))["closings"]!.AsArray())!["ground"]);

        // The same once more changes nothing, and nothing more is begun.
        var (before, remedies) = ((await Admin.GetAsync(complaint.Location!)).Text, (await Admin.GetAsync($"{complaint.Location}/remedies")).Text);
        fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, Now));
        // What is told after it has been taken, too.
        await fixture.CustomerAsync();
        Assert.Equal((before, remedies), ((await Admin.GetAsync(complaint.Location!)).Text, (await Admin.GetAsync($"{complaint.Location}/remedies")).Text));
        Assert.Equal(told.Version, (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).Max(e => e.Version));
        Assert.Equal("complaint.customer-erased", (await Admin.ActAsync($"{complaint.Location}/reopen", new { reason = "Again" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.customer-erased", (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 1, reason = "x" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.customer-erased", (await Admin.ActAsync($"{complaint.Location}/merge", new { duplicateId = (await OpenAsync(null)).Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.closed", (await Admin.PatchAsync($"{complaint.Location}", new { severity = "high" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.closed", (await Admin.ActAsync($"{complaint.Location}/acknowledge", null, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_was_closed_before_stays_closed_as_it_was_and_no_link_opens_anything()
    {
        (await Admin.PutAsync("/api/v1/surveys/after-visit", new
        {
            occasion = "visit", languages = new[] { "en" }, title = new { en = "Are you satisfied?" },
            items = new[] { new { id = "csat", kind = "csat", text = new { en = "How satisfied" } } },
        }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync("/api/v1/surveys/after-visit/publish", null, "*")).Expect(HttpStatusCode.OK);
        var customer = await fixture.CustomerAsync("张三丰", email: "zsf@example.com");
        var complaint = await OpenAsync(customer.CustomerId, channel: "web");
        for (var i = 0; i < 3; i++) (await Admin.PostAsync($"{complaint.Location}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
        var closed = (await Admin.ActAsync($"{complaint.Location}/close", new { }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/surveys/after-visit/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        var mails = await fixture.PublishedAsync<MailRequested>();
        var survey = new Uri(mails.Single(mail => mail.Template == "survey-invitation").Values["link"]).PathAndQuery;
        var status = new Uri(mails.Single(mail => mail.Template == "complaint-acknowledged").Values["statusLink"]).PathAndQuery;

        fixture.Advance(TimeSpan.FromMinutes(5));
        await EraseAsync(customer, complaint);
        var kept = await Admin.GetAsync(complaint.Location!);
        Assert.Equal(((string?)closed["closedAt"], "customer-not-reached"), ((string?)kept["closedAt"], (string?)kept["closedBecause"]));
        Assert.Equal(Now.AddMinutes(-5), (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).MaxBy(e => e.Version)!.ClosedAt);
        Assert.Equal("complaint.customer-erased", (await Admin.ActAsync($"{complaint.Location}/reopen", new { reason = "Again" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        var anybody = fixture.Service.Client(null);
        (await anybody.GetAsync(status)).Expect(HttpStatusCode.NotFound);
        (await anybody.PostAsync($"{status}/messages", new { text = "I am 张三丰" })).Expect(HttpStatusCode.NotFound);
        (await anybody.GetAsync(survey)).Expect(HttpStatusCode.NotFound);
        (await anybody.PostAsync(survey, new { answers = new[] { new { itemId = "csat", rating = 1 } } })).Expect(HttpStatusCode.NotFound);
        Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        Assert.DoesNotContain("张三丰", (await Admin.GetAsync($"{complaint.Location}/messages")).Text);
    }

    // S9: what was merged is one conversation, though of one of the two nobody had said whose it is.
    [Fact]
    public async Task All_of_a_merged_conversation_goes_with_whom_it_is_of_and_somebody_elses_goes_on()
    {
        var (customer, wife) = (await fixture.CustomerAsync("张三丰", email: "zsf@example.com"), await fixture.CustomerAsync("李娜"));
        var (known, unknown) = (await OpenAsync(customer.CustomerId), await OpenAsync(null, new { name = "张三丰" }));
        (await Admin.ActAsync($"{known.Location}/merge", new { duplicateId = unknown.Id }, "*")).Expect(HttpStatusCode.OK);
        var (root, duplicate) = (await OpenAsync(null, new { name = "张三丰" }), await OpenAsync(customer.CustomerId));
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);
        // He gave his address for what is hers.
        var (hers, his) = (await OpenAsync(wife.CustomerId), await OpenAsync(null, new { name = "张三丰", email = "zsf@example.com" }));
        (await Admin.ActAsync($"{hers.Location}/merge", new { duplicateId = his.Id }, "*")).Expect(HttpStatusCode.OK);

        await EraseAsync(customer, known, unknown, root, duplicate, his);
        foreach (var (complaint, reason) in new[] { (known, "customer-erased"), (root, "customer-erased"), (hers, null) })
            Assert.Equal(reason, (string?)(await Admin.GetAsync(complaint.Location!))["closedBecause"]);
        foreach (var complaint in new[] { unknown, root, his }) Assert.DoesNotContain("张三丰", (await Admin.GetAsync(complaint.Location!)).Text);
        Assert.Equal(("Broken", "李娜"), (await Admin.GetAsync(hers.Location!)) is { } left ? ((string?)left["summary"], (string?)left["customerName"]) : default);
        (await Admin.PostAsync($"{hers.Location}/steps", new { step = 1, restatement = "You said …" })).Expect(HttpStatusCode.Created);
    }

    // S9: two customers that were merged and parted again may have one conversation.
    [Fact]
    public async Task Of_a_conversation_that_is_somebody_elses_too_they_are_told_what_is_known_to_be_theirs()
    {
        var (customer, wife) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (own, withOwn) = (await OpenAsync(customer.CustomerId), await OpenAsync(null));
        (await Admin.ActAsync($"{own.Location}/merge", new { duplicateId = withOwn.Id }, "*")).Expect(HttpStatusCode.OK);
        var (hers, his, whose) = (await OpenAsync(wife.CustomerId), await OpenAsync(customer.CustomerId), await OpenAsync(null));
        (await Admin.ActAsync($"{hers.Location}/merge", new { duplicateId = whose.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.True(await fixture.AnyAsync(async db => await db.AllComplaints.Where(c => c.Id == his.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.RootId, hers.Id)) == 1));
        var inside = fixture.Service.Client(fixture.Token("service-customers", scope: InternalAccess.Scope));
        var held = (await inside.GetAsync($"/internal/privacy/{customer.CustomerId}")).Expect(HttpStatusCode.OK)["sections"]!["complaints"]!.ToJsonString();
        Assert.Equal([true, true, true, false, false], new[] { own, withOwn, his, hers, whose }.Select(complaint => held.Contains((string)complaint["number"]!, StringComparison.Ordinal)));
    }

    // S1: a couple writes from one address, and so do a firm and its buyer: whose work it is they say who have it in hand.
    [Fact]
    public async Task What_was_said_under_an_address_alone_is_ended_by_nobodys_erasure()
    {
        var customer = await fixture.CustomerAsync("张三丰", email: "us@example.com");
        var complaint = await OpenAsync(null, new { name = "李娜", email = "us@example.com" });
        await EraseAsync(customer, complaint);
        Assert.Equal((null, null), (await Admin.GetAsync(complaint.Location!)) is { } goesOn ? ((string?)goesOn["closedAt"], (string?)goesOn["closedBecause"]) : default);
    }

    // X3: a merge that is told of after the erasure of both, and a complaint that was opened before the erasure was told of.
    [Fact]
    public async Task The_order_in_which_it_is_told_of_makes_no_difference()
    {
        var (survivor, merged) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var erased = Now;
        fixture.Advance(TimeSpan.FromHours(1));
        var (complaint, late) = (await OpenAsync(merged.CustomerId), await OpenAsync(survivor.CustomerId));
        foreach (var customer in new[] { survivor, merged }) fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, erased));
        fixture.Neighbours.Publish(new CustomersMerged(Guid.CreateVersion7(), survivor.CustomerId, merged.CustomerId, "ada", erased));
        await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["customerId"] == survivor.CustomerId.ToString(), "the merge to be followed");
        foreach (var one in new[] { complaint, late })
        {
            var ended = await Admin.GetAsync(one.Location!);
            // Not before it began.
            Assert.Equal(("closed", "customer-erased", (DateTimeOffset)one["openedAt"]!), ((string?)ended["state"], (string?)ended["closedBecause"], (DateTimeOffset)ended["closedAt"]!));
        }
    }

    [Fact]
    public async Task What_an_erasure_of_before_left_open_ends_after_the_next_start_with_the_time_of_the_erasure()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        var (left, named) = (await OfSomebodyAsync(), await OpenAsync((await fixture.CustomerAsync()).CustomerId, summary: "erased"));
        var at = Now;
        await LeaveOpenAsync(left);
        fixture.Advance(TimeSpan.FromDays(4));
        await Eventually.BecomesAsync(() => Admin.GetAsync(left.Location!), c => (bool)c["firstResponseBreached"]!, "its clocks to run on");
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();

        var ended = await Eventually.BecomesAsync(() => Admin.GetAsync(left.Location!), c => (string?)c["state"] == "closed", "it to end");
        Assert.Equal(("customer-erased", at, false, false), ((string?)ended["closedBecause"], (DateTimeOffset)ended["closedAt"]!, (bool)ended["firstResponseBreached"]!, (bool)ended["resolutionBreached"]!));
        // Somebody called theirs so by hand.
        Assert.NotEqual("closed", (string?)(await Admin.GetAsync(named.Location!))["state"]);
    }

    // S9: somebody else's goes on, though it began with what the erased one said.
    [Fact]
    public async Task What_is_left_open_because_it_is_somebody_elses_too_stays_so_after_a_start()
    {
        var (customer, wife) = (await fixture.CustomerAsync("张三丰", email: "zsf@example.com"), await fixture.CustomerAsync("李娜"));
        var (root, hers) = (await OpenAsync(null, new { name = "张三丰", email = "zsf@example.com" }), await OpenAsync(wife.CustomerId));
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = hers.Id }, "*")).Expect(HttpStatusCode.OK);
        await EraseAsync(customer, root);
        var left = await OfSomebodyAsync();
        await LeaveOpenAsync(left);
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        await Eventually.BecomesAsync(() => Admin.GetAsync(left.Location!), c => (string?)c["state"] == "closed", "what was left open to end");
        Assert.Equal((null, null), (await Admin.GetAsync(root.Location!)) is { } goesOn ? ((string?)goesOn["closedAt"], (string?)goesOn["closedBecause"]) : default);
    }

    [Fact]
    public async Task One_that_cannot_be_ended_holds_up_no_other_and_no_clock()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        var (broken, left, other) = (await OfSomebodyAsync(), await OfSomebodyAsync(), await OpenAsync(null));
        foreach (var complaint in new[] { broken, left }) await LeaveOpenAsync(complaint);
        Assert.True(await fixture.AnyAsync(async db =>
            await db.Database.ExecuteSqlAsync($"""UPDATE "Complaints" SET "ClockLog" = 'unreadable', "NextAt" = NULL WHERE "Key" = (SELECT MIN("Key") FROM "Complaints")""") == 1));
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        await Eventually.BecomesAsync(() => Admin.GetAsync(left.Location!), c => (string?)c["state"] == "closed", "the other one to end");
        fixture.Advance(TimeSpan.FromDays(4));
        await Eventually.BecomesAsync(() => Admin.GetAsync(other.Location!), c => (bool)c["firstResponseBreached"]!, "the clocks of all others to run");
    }

    // What Unicode forbids in text anybody can send without a login, and each erasure reads whatever number a stranger gave.
    [Fact]
    public async Task Signs_that_are_none_stand_in_nobodys_way()
    {
        var (nothing, customer) = ("\uFFFE", await fixture.CustomerAsync("张三丰", email: "zsf@example.com"));
        var form = new { summary = nothing, name = nothing, phone = nothing, details = nothing };
        var receipt = (await fixture.Service.Client(null).PostAsync("/api/v1/public/service/complaints", form)).Expect(HttpStatusCode.Created);
        var strange = (await Admin.GetAsync($"/api/v1/complaints/by-number/{receipt["number"]}")).Expect(HttpStatusCode.OK);
        foreach (var asked in new[] { nothing, "139 0000 7001 " + nothing })
        {
            var found = (await Admin.GetAsync($"/api/v1/complaints?q={Uri.EscapeDataString(asked)}")).Expect(HttpStatusCode.OK);
            Assert.Equal(asked == nothing, found.Items.Any(row => (string?)row["id"] == strange.Id.ToString()));
        }

        await EraseAsync(customer, await OpenAsync(null, new { email = "zsf@example.com" }));
        Assert.Equal(nothing, (string?)(await Admin.GetAsync($"/api/v1/complaints/{strange.Id}"))["summary"]);
    }

    private async Task<Answer> OfSomebodyAsync() => await OpenAsync((await fixture.CustomerAsync()).CustomerId);

    private async Task EraseAsync(CustomerChanged customer, params Answer[] complaints)
    {
        fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, Now));
        foreach (var complaint in complaints)
            await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["summary"] == "erased", "the erasure");
    }

    // As an erasure did before erasures ended complaints.
    private Task<bool> LeaveOpenAsync(Answer complaint) => fixture.AnyAsync(async db =>
    {
        var left = await db.AllComplaints.SingleAsync(c => c.Id == complaint.Id);
        left.Erase();
        (await db.Customers.SingleAsync(customer => customer.CustomerId == left.CustomerId)).Status = CustomerStates.Erased;
        return await db.SaveChangesAsync() > 0;
    });

    private async Task<Answer> OpenAsync(Guid? customer, object? reporter = null, string channel = "hotline", string summary = "Broken") =>
        (await Admin.PostAsync("/api/v1/complaints", new { customerId = customer, channel, category = "quality", summary, reporter })).Expect(HttpStatusCode.Created);
}
