using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Tests.Attachments;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S9: what is said, the files beside it, duplicates and links. S6: what is given to make it good.</summary>
public sealed class ConversationOverHttp(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Our_answer_stops_the_first_clock_goes_out_by_mail_and_the_customers_word_ends_our_waiting()
    {
        var complaint = await OpenAsync(email: "m@example.com");
        Assert.Null(complaint["firstResponseAt"]);
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "note", text = "Ask the warehouse." })).Expect(HttpStatusCode.Created);
        Assert.Null((await Admin.GetAsync(complaint.Location!))["firstResponseAt"]);
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "to-customer", text = "We look into it." })).Expect(HttpStatusCode.Created);
        var answered = await Admin.GetAsync(complaint.Location!);
        Assert.NotNull(answered["firstResponseAt"]);
        var mail = Assert.Single(await fixture.PublishedAsync<MailRequested>(), m => m.Template == "complaint-message" && m.To == "m@example.com");
        Assert.Equal("We look into it.", mail.Values["text"]);
        (await Admin.ActAsync($"{complaint.Location}/wait", null, answered.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "from-customer", text = "Here is the receipt.", channel = "chat" })).Expect(HttpStatusCode.Created);
        Assert.False((bool)(await Admin.GetAsync(complaint.Location!))["waiting"]!);
        Assert.Equal(["from-customer", "to-customer", "note"], (await Admin.GetAsync($"{complaint.Location}/messages")).Items.Select(m => (string)m["kind"]!));
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "note", text = "   " })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Whoever_has_a_complaint_is_told_by_mail_that_the_customer_has_written()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("mia", team: "listeners", email: "mia@example.com"));
        var complaint = await OpenAsync();
        (await Admin.ActAsync($"{complaint.Location}/assign", new { assigneeId = "mia" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "from-customer", text = "Nobody called." })).Expect(HttpStatusCode.Created);
        var mail = Assert.Single(await fixture.PublishedAsync<MailRequested>(), m => m.To == "mia@example.com");
        Assert.Equal(("complaint-message-received", "staff", (string?)complaint["number"]), (mail.Template, mail.Purpose, mail.Values["number"]));
        Assert.DoesNotContain("messageId", mail.Values.Keys);
    }

    [Theory]
    [InlineData("receipt.pdf", "pdf", "receipt.pdf", "application/pdf")]
    [InlineData("picture.txt", "png", "picture.png", "image/png")]
    [InlineData("../../etc/passwd.jpg", "jpeg", "passwd.jpg", "image/jpeg")]
    public async Task A_file_is_what_its_signature_says_and_is_given_out_as_a_download_only(string name, string content, string kept, string type)
    {
        var complaint = await OpenAsync();
        var bytes = AttachmentCases.Of(content);
        using var form = IntakeOverHttp.File(name, bytes);
        var file = (await Admin.PostAsync($"{complaint.Location}/attachments", form)).Expect(HttpStatusCode.Created);
        Assert.Equal((kept, type, bytes.Length), ((string?)file["name"], (string?)file["mediaType"], (int)file["length"]!));
        var download = (await Admin.GetAsync(file.Location!)).Expect(HttpStatusCode.OK);
        Assert.StartsWith("attachment", download.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", download.Headers["X-Content-Type-Options"]);
        Assert.Contains("sandbox", download.Headers["Content-Security-Policy"]);
        (await Admin.GetAsync($"{complaint.Location}/attachments/{Guid.NewGuid()}")).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("a.png", "exe", "attachment.executable")]
    [InlineData("a.html", "text", "attachment.dangerous-name")]
    [InlineData("a.txt", "svg", "attachment.markup")]
    [InlineData("a.txt", "php", "attachment.script")]
    [InlineData("a.doc", "doc", "attachment.old-office")]
    public async Task What_could_run_is_refused_whatever_it_is_called(string name, string content, string code)
    {
        var complaint = await OpenAsync();
        using var form = IntakeOverHttp.File(name, AttachmentCases.Of(content));
        Assert.Equal(code, (await Admin.PostAsync($"{complaint.Location}/attachments", form)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Merged_duplicates_are_one_conversation_and_no_message_is_lost_while_they_merge()
    {
        var customer = await fixture.CustomerAsync();
        var (root, duplicate) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        (await Admin.PostAsync($"{duplicate.Location}/messages", new { kind = "from-customer", text = "said before" })).Expect(HttpStatusCode.Created);
        var saying = Enumerable.Range(0, 12).Select(i => Admin.PostAsync($"{duplicate.Location}/messages", new { kind = i % 2 == 0 ? "from-customer" : "to-customer", text = $"while it merges {i}", byMail = false })).ToList();
        var merged = await Eventually.BecomesAsync(() => Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "the merge to come through");
        Assert.Equal(HttpStatusCode.OK, merged.Status);
        foreach (var answer in await Task.WhenAll(saying)) answer.Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{duplicate.Location}/messages", new { kind = "from-customer", text = "said afterwards" })).Expect(HttpStatusCode.Created);
        // A file to what was said goes where it was said, by whichever of the two.
        var heard = (await Admin.PostAsync($"{duplicate.Location}/messages", new { kind = "from-customer", text = "with a picture" })).Expect(HttpStatusCode.Created);
        foreach (var one in new[] { root, duplicate })
        {
            using var picture = IntakeOverHttp.File("photo.png", AttachmentCases.Of("png"));
            Assert.Equal(heard["id"]!.ToString(), (await Admin.PostAsync($"{one.Location}/attachments?messageId={heard["id"]}", picture)).Expect(HttpStatusCode.Created)["messageId"]!.ToString());
        }
        var texts = (await Admin.GetAsync($"{root.Location}/messages?limit=200")).Items.Select(m => (string)m["text"]!).ToList();
        Assert.Equal(15, texts.Count);
        Assert.Equal("said afterwards", texts[1]);

        var ended = await Admin.GetAsync(duplicate.Location!);
        Assert.Equal((root.Id.ToString(), "closed", null), ((string?)ended["mergedInto"], (string?)ended["state"], (string?)ended["dueAt"]));
        var told = Assert.Single(await fixture.PublishedAsync<ComplaintMerged>(), merge => merge.ComplaintId == duplicate.Id);
        Assert.Equal((root.Id, (Guid?)customer.CustomerId, (string?)duplicate["number"]), (told.IntoId, told.CustomerId, told.Number));
        Assert.Equal("complaint.merged", (await Admin.PostAsync($"{duplicate.Location}/steps", new { step = 1, restatement = "x" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.merged", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        foreach (var (from, to) in new[] { (root, duplicate), (duplicate, root) })
            Assert.Equal("complaint.merged", (await Admin.PostAsync($"{from.Location}/links", new { complaintId = to.Id })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.same", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = root.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.other-customer", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = (await OpenAsync()).Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        await Eventually.IsTrueAsync(() => ComplaintsOverHttp.LoadsAreTrueAsync(fixture), "loads to be what is in people's hands");
    }

    // S9, C21: whoever reads the one that carries on finds what it took up, as far as they may see it.
    [Fact]
    public async Task The_complaint_that_carries_on_says_what_was_merged_into_it_and_when()
    {
        var customer = await fixture.CustomerAsync(team: "merging");
        var (root, first, second) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId), (await Admin.PostAsync("/api/v1/complaints", new { channel = "chat", category = "quality", summary = "Torn as well" })).Expect(HttpStatusCode.Created));
        Assert.Empty(root["duplicates"]!.AsArray());
        foreach (var duplicate in new[] { first, second }) (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);

        var seen = (await Admin.GetAsync(root.Location!)).Expect(HttpStatusCode.OK)["duplicates"]!.AsArray();
        Assert.Equal([(string)first["number"]!, (string)second["number"]!], seen.Select(one => (string)one!["number"]!));
        Assert.Equal((second.Id.ToString(), "Torn as well", "chat", true), ((string?)seen[1]!["id"], (string?)seen[1]!["summary"], (string?)seen[1]!["channel"], seen[1]!["mergedAt"] is not null));
        Assert.Empty((await Admin.GetAsync(first.Location!))["duplicates"]!.AsArray());
        // X1: of nobody's complaint a team sees nothing.
        Assert.Equal((string?)first["number"], (string?)Assert.Single((await fixture.Service.As("meg", "sales", "merging").GetAsync(root.Location!)).Expect(HttpStatusCode.OK)["duplicates"]!.AsArray())!["number"]);

        var told = (await Admin.GetAsync($"{root.Location}/history")).Items.SelectMany(change => change["fields"]!.AsArray()).Where(field => (string?)field!["field"] == "duplicates");
        Assert.Equal([(string)second["number"]!, (string)first["number"]!], told.Select(field => (string)field!["to"]!));
    }

    // S4, S9: what is complained of anew would end with what is over, in nobody's hands.
    [Fact]
    public async Task What_is_open_is_merged_into_nothing_that_is_over()
    {
        var customer = await fixture.CustomerAsync();
        var (root, again) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        for (var i = 0; i < 3; i++) (await Admin.PostAsync($"{root.Location}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{root.Location}/close", new { }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("complaint.closed", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = again.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.ActAsync($"{root.Location}/reopen", new { reason = "It is back" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = again.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("complaint.merged", (await Admin.ActAsync($"{again.Location}/assign", new { team = "service" }, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    // S5, S9: the clocks stood still for a customer who has spoken meanwhile.
    [Fact]
    public async Task A_complaint_that_waits_for_the_customer_waits_no_longer_when_they_complain_again()
    {
        var customer = await fixture.CustomerAsync();
        var (before, root, earlier) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        // What was said before counts as little as what we say.
        (await Admin.PostAsync($"{before.Location}/messages", new { kind = "from-customer", text = "It is broken" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{root.Location}/wait", null, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{before.Location}/messages", new { kind = "note", text = "Again?" })).Expect(HttpStatusCode.Created);
        // They answer to what they complained of before.
        (await Admin.PostAsync($"{earlier.Location}/messages", new { kind = "from-customer", text = "It is number 5" })).Expect(HttpStatusCode.Created);
        await MergeAsync(before, waits: true);
        await MergeAsync(earlier, waits: false);
        (await Admin.ActAsync($"{root.Location}/wait", null, "*")).Expect(HttpStatusCode.OK);
        await MergeAsync(await OpenAsync(customer.CustomerId), waits: false);

        async Task MergeAsync(Answer duplicate, bool waits)
        {
            (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);
            Assert.Equal((waits, waits), (await Admin.GetAsync(root.Location!)) is { } now ? ((bool)now["waiting"]!, now["dueAt"] is null) : default);
        }
    }

    // S5, S9: it is in nobody's hands any more, higher up as little as down here.
    [Fact]
    public async Task A_duplicate_is_escalated_no_more()
    {
        var customer = await fixture.CustomerAsync();
        var (root, duplicate) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        (await Admin.ActAsync($"{duplicate.Location}/escalations", new { reason = "Very angry" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, (int)(await Admin.GetAsync(duplicate.Location!))["escalationLevel"]!);
        Assert.Empty((await Admin.GetAsync($"/api/v1/complaints?escalated=true&customerId={customer.CustomerId}")).Items);

        // As one was left that was merged before that was so.
        Assert.True(await fixture.AnyAsync(async db => await db.AllComplaints.Where(c => c.Id == duplicate.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EscalationLevel, 1)) == 1));
        Assert.Empty((await Admin.GetAsync($"/api/v1/complaints?escalated=true&customerId={customer.CustomerId}")).Items);
        var ended = (await Admin.GetAsync($"/api/v1/complaints?escalated=false&customerId={customer.CustomerId}")).Items;
        Assert.Equal([0, 0], ended.Select(complaint => (int)complaint["escalationLevel"]!));
        Assert.Equal(0, (int)(await Admin.GetAsync(duplicate.Location!))["escalationLevel"]!);
    }

    // S6, S9: for one complaint, in however many pieces it came.
    [Fact]
    public async Task What_was_given_for_a_duplicate_counts_towards_the_limit_of_the_one_that_carries_on()
    {
        var customer = await fixture.CustomerAsync();
        var (root, duplicate) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        var (bo, mona) = (fixture.As("bo", "agent"), fixture.As("mona", "manager"));
        var given = (await bo.PostAsync($"{duplicate.Location}/remedies", new { kind = "points", amount = 800, reason = "For the trouble" })).Expect(HttpStatusCode.Created);
        var waiting = (await bo.PostAsync($"{duplicate.Location}/remedies", new { kind = "points", amount = 900, reason = "More" })).Expect(HttpStatusCode.Created);
        Assert.Equal("800", (await Admin.GetAsync(given.Location!)).Expect(HttpStatusCode.OK)["amount"]!.ToString());
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);

        Assert.Equal([given.Id, waiting.Id], (await bo.GetAsync($"{root.Location}/remedies")).Items.Select(remedy => (Guid)remedy["id"]!));
        Assert.Equal("awaiting-approval", (string?)(await bo.PostAsync($"{root.Location}/remedies", new { kind = "points", amount = 800, reason = "Once more" })).Expect(HttpStatusCode.Created)["state"]);
        // The proposal went along, and is decided where the conversation goes on.
        var approved = (await mona.ActAsync($"{root.Location}/remedies/{waiting.Id}/approve", null, waiting.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("booked", (string?)approved["state"]);
        // Told as what it is kept as, wherever it was decided.
        Assert.Equal(duplicate.Id, Assert.Single(await fixture.PublishedAsync<RemedyBooked>(), booked => booked.RemedyId == waiting.Id).ComplaintId);
        (await mona.GetAsync($"{root.Location}/remedies/{Guid.NewGuid()}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Linked_complaints_know_of_each_other()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var link = (await Admin.PostAsync($"{one.Location}/links", new { complaintId = other.Id, kind = "same-cause", note = "Both of batch 7" })).Expect(HttpStatusCode.Created);
        Assert.Equal("complaint.linked", (await Admin.PostAsync($"{one.Location}/links", new { complaintId = other.Id, kind = "same-cause" })).Expect(HttpStatusCode.Conflict).Code);
        // What holds both ways is said once; what follows from what is another matter.
        Assert.Equal("complaint.linked", (await Admin.PostAsync($"{other.Location}/links", new { complaintId = one.Id, kind = "same-cause" })).Expect(HttpStatusCode.Conflict).Code);
        var seen = Assert.Single((await Admin.GetAsync($"{other.Location}/links")).Items);
        Assert.Equal((one.Id.ToString(), false, "same-cause"), ((string?)seen["complaintId"], (bool)seen["outgoing"]!, (string?)seen["kind"]));
        (await Admin.DeleteAsync($"{one.Location}/links/{link.Id}", link.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await Admin.GetAsync($"{other.Location}/links")).Items);
        Assert.Equal("complaint.unknown", (await Admin.PostAsync($"{one.Location}/links", new { complaintId = one.Id })).Expect(HttpStatusCode.BadRequest).Code);
        foreach (var (from, to) in new[] { (one, other), (other, one) })
            (await Admin.PostAsync($"{from.Location}/links", new { complaintId = to.Id, kind = "follow-up" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Within_the_limit_a_remedy_is_booked_once_above_it_four_eyes_decide()
    {
        var complaint = await OpenAsync();
        var (bo, mona) = (fixture.As("bo", "agent"), fixture.As("mona", "manager"));
        var points = (await bo.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 800, reason = "For the trouble" })).Expect(HttpStatusCode.Created);
        Assert.Equal(("booked", points.Id.ToString()), ((string?)points["state"], (string?)points["bookedAs"]));
        // 800 and 300 together are beyond an agent's 1000.
        var more = (await bo.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 300, reason = "And a little more" })).Expect(HttpStatusCode.Created);
        Assert.Equal("awaiting-approval", (string?)more["state"]);
        var path = $"{complaint.Location}/remedies/{more.Id}";
        (await bo.ActAsync($"{path}/approve", null, more.ETag)).Expect(HttpStatusCode.Forbidden);
        (await mona.ActAsync($"{path}/approve", null, null)).Expect(HttpStatusCode.PreconditionRequired);
        Assert.Contains((await mona.GetAsync("/api/v1/remedies?state=awaiting-approval")).Items, item => (string?)item["id"] == more.Id.ToString());
        var approved = (await mona.ActAsync($"{path}/approve", null, more.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("booked", "mona"), ((string?)approved["state"], (string?)approved["decidedBy"]));
        Assert.Equal("remedy.already-decided", (await mona.ActAsync($"{path}/approve", null, approved.ETag)).Expect(HttpStatusCode.Conflict).Code);

        var refund = (await mona.PostAsync($"{complaint.Location}/remedies", new { kind = "refund", amount = 600_000, reason = "All of it" })).Expect(HttpStatusCode.Created);
        Assert.Equal("remedy.four-eyes", (await mona.ActAsync($"{complaint.Location}/remedies/{refund.Id}/approve", null, refund.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        var rejected = (await Admin.ActAsync($"{complaint.Location}/remedies/{refund.Id}/reject", new { reason = "Half is enough" }, refund.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("rejected", (string?)rejected["state"]);
        Assert.Equal("remedy.beyond-every-limit", (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "refund", amount = 9_000_000_000, reason = "x" })).Expect(HttpStatusCode.BadRequest).Code);

        var booked = (await fixture.PublishedAsync<RemedyBooked>()).Where(e => e.ComplaintId == complaint.Id).ToList();
        Assert.Equal([800L, 300L], booked.Select(e => e.Points!.Value));
        Assert.Equal(booked.Count, booked.Select(e => e.RemedyId).Distinct().Count());
        var nobodys = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "price", summary = "x" })).Expect(HttpStatusCode.Created);
        Assert.Equal("remedy.no-customer", (await Admin.PostAsync($"{nobodys.Location}/remedies", new { kind = "points", amount = 5, reason = "x" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("booked", (string?)(await Admin.PostAsync($"{nobodys.Location}/remedies", new { kind = "apology", reason = "We are sorry" })).Expect(HttpStatusCode.Created)["state"]);
    }

    [Fact]
    public async Task Many_at_once_stay_within_the_limit_together()
    {
        var complaint = await OpenAsync();
        var bo = fixture.As("bo", "agent");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bo.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 400, reason = "x" })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(2, answers.Count(answer => (string?)answer["state"] == "booked"));
        Assert.Equal(2, (await fixture.PublishedAsync<RemedyBooked>()).Count(e => e.ComplaintId == complaint.Id));
    }

    [Fact]
    public async Task The_limits_are_the_houses_to_set()
    {
        var limits = (await Admin.GetAsync("/api/v1/remedies/limits")).Expect(HttpStatusCode.OK);
        Assert.Equal(1000, (int)limits["limits"]!.AsArray().Single(l => (string?)l!["role"] == "agent")!["points"]!);
        Assert.Equal("remedy-limits.role-unknown", (await Admin.PutAsync("/api/v1/remedies/limits", new { limits = new[] { new { role = "cook" } } }, limits.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        (await fixture.As("bo", "agent").PutAsync("/api/v1/remedies/limits", new { limits = new[] { new { role = "agent" } } }, limits.ETag)).Expect(HttpStatusCode.Forbidden);
    }

    private async Task<Answer> OpenAsync(Guid? customerId = null, string? email = null) => (await Admin.PostAsync("/api/v1/complaints", new
    {
        customerId = customerId ?? (await fixture.CustomerAsync(email: email)).CustomerId, channel = "hotline", category = "quality", summary = "The goods are damaged",
    })).Expect(HttpStatusCode.Created);
}
