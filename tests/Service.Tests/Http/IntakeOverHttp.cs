using System.Net;
using System.Text;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Tests.Attachments;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S1: every way a complaint comes in that is not a person at a desk.</summary>
public sealed class IntakeOverHttp(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Forms = "/api/v1/public/service/complaints";

    private readonly ApiClient anybody = fixture.Service.Client(null);

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Without_login_a_form_yields_a_number_and_a_link_that_shows_how_it_goes_on_and_no_note()
    {
        var receipt = (await anybody.PostAsync(Forms, new { summary = "包裹破了", name = "李伟", email = "wei@example.com", category = "quality" }, ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.Created);
        Assert.Contains("编号", (string?)receipt["message"]);
        var link = new Uri((string)receipt["statusLink"]!).PathAndQuery;
        var complaint = (await Admin.GetAsync($"/api/v1/complaints/by-number/{receipt["number"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("web", "李伟", "acknowledged"), ((string?)complaint["channel"], (string?)complaint["reporter"]!["name"], (string?)complaint["state"]));
        Assert.Contains(await fixture.PublishedAsync<MailRequested>(), mail => mail.Template == "complaint-acknowledged" && mail.To == "wei@example.com" && mail.Values["number"] == (string)receipt["number"]!);

        var path = $"/api/v1/complaints/{complaint.Id}";
        (await Admin.PostAsync($"{path}/messages", new { kind = "note", text = "He is a difficult one." })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{path}/messages", new { kind = "to-customer", text = "我们已寄出新的。" })).Expect(HttpStatusCode.Created);
        (await anybody.PostAsync($"{link}/messages", new { text = "谢谢，已收到。" })).Expect(HttpStatusCode.Created);
        (await anybody.PostAsync($"{link}/attachments", File("photo.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);
        Assert.Equal("attachment.executable", (await anybody.PostAsync($"{link}/attachments", File("photo.png", AttachmentCases.Of("exe")))).Expect(HttpStatusCode.BadRequest).Code);

        var status = (await anybody.GetAsync(link, ("Accept-Language", "zh-Hant"))).Expect(HttpStatusCode.OK);
        Assert.Equal(["谢谢，已收到。", "我们已寄出新的。"], status["messages"]!.AsArray().Select(m => (string)m!["text"]!));
        Assert.DoesNotContain("difficult", status.Text);
        Assert.DoesNotContain("ada", status.Text);
        Assert.Equal("photo.png", (string?)Assert.Single(status["files"]!.AsArray())!["name"]);
        Assert.Equal("no-store", status.Headers["Cache-Control"]);
        Assert.Equal("link.invalid", (await anybody.GetAsync(link[..^3] + "AAA")).Expect(HttpStatusCode.Forbidden).Code);
        (await anybody.GetAsync(path)).Expect(HttpStatusCode.Unauthorized);
    }

    // S9: a note stays in the house, and so does what is put beside it.
    [Fact]
    public async Task A_file_beside_a_note_is_shown_to_the_customer_as_little_as_the_note()
    {
        var (link, path) = await FormAsync();
        foreach (var (kind, name) in new[] { ("note", "opinion.png"), ("to-customer", "label.png") })
        {
            var message = (await Admin.PostAsync($"{path}/messages", new { kind, text = "See the picture." })).Expect(HttpStatusCode.Created);
            var file = (await Admin.PostAsync($"{path}/attachments?messageId={message["id"]}&internal=false", File(name, AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);
            Assert.Equal(kind == "note", (bool)file["internal"]!);
        }
        Assert.Equal("label.png", (string?)Assert.Single((await anybody.GetAsync(link)).Expect(HttpStatusCode.OK)["files"]!.AsArray())!["name"]);
    }

    // S9: whoever wrote the one has not proven that they wrote the other.
    [Fact]
    public async Task A_link_shows_nothing_that_was_said_to_another_complaint_before_the_two_were_merged()
    {
        var (link, path) = await FormAsync("The parcel is broken");
        var (linkOfOther, other) = await FormAsync("My salary card was in it");
        foreach (var (door, words) in new[] { (link, "mine"), (linkOfOther, "secret") })
        {
            (await anybody.PostAsync($"{door}/messages", new { text = words })).Expect(HttpStatusCode.Created);
            (await anybody.PostAsync($"{door}/attachments", File($"{words}.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);
        }
        (await Admin.ActAsync($"{other}/merge", new { duplicateId = path[(path.LastIndexOf('/') + 1)..] }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{other}/messages", new { kind = "to-customer", text = "to both" })).Expect(HttpStatusCode.Created);
        (await anybody.PostAsync($"{link}/messages", new { text = "thanks" })).Expect(HttpStatusCode.Created);
        (await anybody.PostAsync($"{link}/attachments", File("after.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);

        var number = (string?)(await Admin.GetAsync(other)).Expect(HttpStatusCode.OK)["number"];
        foreach (var (door, summary, words) in new[] { (link, "The parcel is broken", "mine"), (linkOfOther, "My salary card was in it", "secret") })
        {
            var status = (await anybody.GetAsync(door)).Expect(HttpStatusCode.OK);
            Assert.Equal((number, summary), ((string?)status["number"], (string?)status["summary"]));
            Assert.Equal(["thanks", "to both", words], status["messages"]!.AsArray().Select(m => (string?)m!["text"]));
            Assert.Equal([$"{words}.png", "after.png"], status["files"]!.AsArray().Select(f => (string?)f!["name"]));
        }
        // In the house they are one conversation.
        Assert.Equal(4, (await Admin.GetAsync($"{path}/messages")).Items.Count);
    }

    [Fact]
    public async Task What_is_merged_on_shows_nothing_that_was_said_before_to_the_one_it_comes_to()
    {
        var ((link, path), (_, between), (linkOfLast, last)) = (await FormAsync("First"), await FormAsync("Second"), await FormAsync("Third"));
        await MergeAsync(path, into: between);
        (await anybody.PostAsync($"{linkOfLast}/messages", new { text = "secret" })).Expect(HttpStatusCode.Created);
        await MergeAsync(between, into: last);
        (await Admin.PostAsync($"{last}/messages", new { kind = "to-customer", text = "to all" })).Expect(HttpStatusCode.Created);
        Assert.Equal(["to all"], (await anybody.GetAsync(link)).Expect(HttpStatusCode.OK)["messages"]!.AsArray().Select(m => (string?)m!["text"]));

        async Task MergeAsync(string duplicate, string into) =>
            (await Admin.ActAsync($"{into}/merge", new { duplicateId = duplicate[(duplicate.LastIndexOf('/') + 1)..] }, "*")).Expect(HttpStatusCode.OK);
    }

    // S5, S9: a picture is an answer, too.
    [Fact]
    public async Task A_file_of_the_customer_ends_our_waiting_and_whoever_has_it_hears_of_it()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("mo", team: "files", role: "manager", email: "mo@example.com"));
        var (link, path) = await FormAsync();
        (await Admin.ActAsync($"{path}/assign", new { assigneeId = "mo" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{path}/wait", null, "*")).Expect(HttpStatusCode.OK);
        (await anybody.PostAsync($"{link}/attachments", File("photo.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);
        Assert.False((bool)(await Admin.GetAsync(path))["waiting"]!);
        Assert.Single(await fixture.PublishedAsync<MailRequested>(), mail => mail.Template == "complaint-message-received" && mail.To == "mo@example.com");
        Assert.Equal("photo.png", (string?)Assert.Single((await Admin.GetAsync($"{path}/attachments")).Items)["name"]);
    }

    // S4: whoever writes can be reached.
    [Fact]
    public async Task Attempts_before_the_customer_wrote_do_not_close_it()
    {
        var (link, path) = await FormAsync();
        await AttemptAsync();
        (await anybody.PostAsync($"{link}/messages", new { text = "Please call now." })).Expect(HttpStatusCode.Created);
        var refused = (await Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("complaint.close-needs-answer", 0), (refused.Code, (int)refused["attempts"]!));
        await AttemptAsync();
        (await anybody.PostAsync($"{link}/attachments", File("photo.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);
        Assert.Equal("complaint.close-needs-answer", (await Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.Conflict).Code);
        await AttemptAsync();
        Assert.Equal("customer-not-reached", (string?)(await Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.OK)["closedBecause"]);

        async Task AttemptAsync()
        {
            for (var i = 0; i < 3; i++) (await Admin.PostAsync($"{path}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_script_that_fills_in_the_hidden_field_gets_a_number_that_names_nothing()
    {
        var receipt = (await anybody.PostAsync(Forms, new { summary = "Buy pills", website = "https://spam.example" })).Expect(HttpStatusCode.Created);
        (await Admin.GetAsync($"/api/v1/complaints/by-number/{receipt["number"]}")).Expect(HttpStatusCode.NotFound);
        (await anybody.GetAsync(new Uri((string)receipt["statusLink"]!).PathAndQuery)).Expect(HttpStatusCode.NotFound);
        (await anybody.PostAsync(Forms, new { summary = " " })).Expect(HttpStatusCode.BadRequest);
        (await anybody.PostAsync(Forms, new { summary = "x", details = new string('x', 200_000) })).Expect(HttpStatusCode.RequestEntityTooLarge);
    }

    // X2: whoever needs no token is not told to bring one.
    [Fact]
    public async Task Where_anybody_may_come_a_wrong_content_type_and_a_wrong_method_are_told_as_what_they_are()
    {
        using var text = new StringContent("It broke.", Encoding.UTF8, "text/plain");
        Assert.Equal("unsupported-media-type", (await anybody.PostAsync(Forms, text)).Expect(HttpStatusCode.UnsupportedMediaType).Code);
        var wrong = (await anybody.SendAsync(HttpMethod.Put, Forms, new { summary = "It broke" })).Expect(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(("method-not-allowed", "POST"), (wrong.Code, wrong.Headers["Allow"]));
        // Elsewhere nobody without a token learns what there is.
        foreach (var path in new[] { "/api/v1/complaints", "/api/v1/grumbles" })
        {
            using var more = new StringContent("It broke.", Encoding.UTF8, "text/plain");
            (await anybody.PostAsync(path, more)).Expect(HttpStatusCode.Unauthorized);
            (await anybody.DeleteAsync(path)).Expect(HttpStatusCode.Unauthorized);
        }
        (await anybody.GetAsync("/api/v1/public/service/nothing")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_mail_opens_a_complaint_its_answer_belongs_to_it_and_the_same_message_twice_counts_once()
    {
        var first = Mail("The box was empty", "Nothing was in it.", "m1@example.com", attachment: true);
        var opened = await TakeAsync(first);
        Assert.Equal((true, "accept", "personal"), ((bool)opened["opened"]!, (string?)opened["disposition"], (string?)opened["nature"]));
        Assert.True((bool)(await TakeAsync(first))["repeated"]!);
        var id = (string)opened["complaintId"]!;
        var complaint = (await Admin.GetAsync($"/api/v1/complaints/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("email", "The box was empty", "en"), ((string?)complaint["channel"], (string?)complaint["summary"], (string?)complaint["language"]));
        Assert.Equal("photo.png", (string?)Assert.Single((await Admin.GetAsync($"/api/v1/complaints/{id}/attachments")).Items)["name"]);

        // By the number in the subject and the sender; by our own Message-ID whoever sends it.
        var answer = await TakeAsync(Mail($"Re: [{opened["number"]}] The box was empty", "Here is more.\n\n> Nothing was in it.", "m2@example.com"));
        Assert.Equal((id, false), ((string?)answer["complaintId"], (bool)answer["opened"]!));
        var ours = (await fixture.PublishedAsync<MailRequested>()).Single(mail => mail.Template == "complaint-acknowledged" && mail.Values["number"] == (string)opened["number"]!).Values["messageId"];
        Assert.Equal(id, (string?)(await TakeAsync(Mail("Re: your mail", "From my phone.", "m3@example.com", from: "other@example.com", headers: $"In-Reply-To: <{ours}>\r\n")))["complaintId"]);
        var texts = (await Admin.GetAsync($"/api/v1/complaints/{id}/messages")).Items.Select(m => (string)m["text"]!).ToList();
        Assert.Equal(["From my phone.", "Here is more.", "Nothing was in it."], texts);

        // Whoever makes one up from the number is somebody else.
        var made = $"complaint.{opened["number"]}.{Guid.NewGuid():N}@{ours.Split('@')[1]}";
        Assert.True((bool)(await TakeAsync(Mail("Re: your mail", "Send it to me.", "m5@example.com", from: "stranger@example.com", headers: $"In-Reply-To: <{made}>\r\n")))["waits"]!);
        Assert.Equal((id, false), (await TakeAsync(Mail("Re: your mail", "As before.", "m6@example.com", headers: $"In-Reply-To: <{made}>\r\n"))) is var before ? ((string?)before["complaintId"], (bool)before["waits"]!) : default);

        // Somebody else who knows the number gets nothing opened and nothing shown; a person looks.
        var stranger = await TakeAsync(Mail($"About {opened["number"]}", "I am his friend.", "m4@example.com", from: "stranger@example.com"));
        Assert.Equal((true, false), ((bool)stranger["waits"]!, (bool)stranger["opened"]!));
    }

    // S9: what nobody's word vouches for is for the house alone, and does not take the customer's room.
    [Fact]
    public async Task The_files_of_a_mail_that_is_set_aside_are_kept_inside_or_named()
    {
        var (link, path) = await FormAsync();
        (await Admin.ActAsync($"{path}/wait", null, "*")).Expect(HttpStatusCode.OK);
        var number = (string?)(await Admin.GetAsync(path)).Expect(HttpStatusCode.OK)["number"];
        var stranger = await TakeAsync(Mail($"About {number}", "I have a photograph.", "w1@example.com", from: "witness@example.com", attachment: true));
        Assert.True((bool)stranger["waits"]!);
        var file = Assert.Single((await Admin.GetAsync($"{path}/attachments")).Items);
        Assert.Equal(("photo.png", true), ((string?)file["name"], (bool)file["internal"]!));
        Assert.Empty((await anybody.GetAsync(link)).Expect(HttpStatusCode.OK)["files"]!.AsArray());
        Assert.True((bool)(await Admin.GetAsync(path))["waiting"]!);
        var length = AttachmentCases.Of("png").Length;
        Assert.Equal($"I have a photograph.\n[photo.png, {length} bytes: kept with the complaint]\n[run.exe: not kept, attachment.dangerous-name]", await TextAsync(stranger));

        for (var i = 0; i < 12; i++) await TakeAsync(Mail($"About {number}", "And another.", $"w2-{i}@example.com", from: "witness@example.com", attachment: true));
        Assert.Equal(10, (await Admin.GetAsync($"{path}/attachments")).Items.Count);
        (await anybody.PostAsync($"{link}/attachments", File("mine.png", AttachmentCases.Of("png")))).Expect(HttpStatusCode.Created);

        var machine = await TakeAsync(Mail("Out of office", "I am away.", "w3@example.com", headers: "Auto-Submitted: auto-replied\r\n", attachment: true));
        Assert.Equal($"I am away.\n[photo.png, {length} bytes: not kept]\n[run.exe, {AttachmentCases.Of("exe").Length} bytes: not kept]", await TextAsync(machine));

        async Task<string?> TextAsync(Answer taken) => (string?)(await Admin.GetAsync("/api/v1/complaints/mail?limit=200")).Items.Single(m => (string?)m["id"] == (string?)taken["id"])["text"];
    }

    // As programs for mail answer: both headers, and a subject that names nothing.
    [Fact]
    public async Task An_answer_to_any_of_our_mails_about_a_complaint_belongs_to_it_and_our_own_mail_that_comes_back_is_dropped()
    {
        var opened = await TakeAsync(Mail("The lid is missing", "There was no lid.", "o1@example.com", from: "lid@example.com"));
        var id = (string)opened["complaintId"]!;
        foreach (var text in new[] { "We look into it.", "It is on its way." }) (await Admin.PostAsync($"/api/v1/complaints/{id}/messages", new { kind = "to-customer", text })).Expect(HttpStatusCode.Created);
        var mails = (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.To == "lid@example.com").ToList();
        Assert.Equal(["complaint-acknowledged", "complaint-message", "complaint-message"], mails.Select(mail => mail.Template));
        Assert.Equal(3, mails.Select(mail => mail.Values["messageId"]).Distinct().Count());
        foreach (var (index, mail) in mails.Index())
        {
            var ours = mail.Values["messageId"];
            var answer = await TakeAsync(Mail("Re: your mail", $"Thank you ({index}).", $"o2-{index}@example.com", from: "lid@example.com", headers: $"In-Reply-To: <{ours}>\r\nReferences: <o1@example.com> <{ours}>\r\n"));
            Assert.Equal((id, false, false), ((string?)answer["complaintId"], (bool)answer["opened"]!, (bool)answer["waits"]!));
            // As Notifications writes it (its tests say so), with an id that another house put in its place.
            var back = await TakeAsync(Mail("About your complaint", "Thank you for telling us.", $"o3-{index}@relay.example", from: "crm@shop.example", headers: "X-CrmPlatform-Mail: 1\r\nAuto-Submitted: auto-generated\r\n"));
            Assert.Equal(("loop", "drop", false), ((string?)back["nature"], (string?)back["disposition"], (bool)back["waits"]!));
        }
    }

    [Fact]
    public async Task Machines_open_nothing_and_are_not_answered()
    {
        var before = (await fixture.PublishedAsync<ComplaintOpened>()).Count;
        var reply = await TakeAsync(Mail("Out of office", "I am away.", "a1@example.com", headers: "Auto-Submitted: auto-replied\r\n"));
        Assert.Equal(("auto-reply", "set-aside", true), ((string?)reply["nature"], (string?)reply["disposition"], (bool)reply["waits"]!));
        Assert.Equal("drop", (string?)(await TakeAsync(Mail("Loop", "x", "a2@mail.shop.example")))["disposition"]);
        Assert.Equal("drop", (string?)(await TakeAsync(Mail("Loop", "x", "a3@example.com", from: "complaints@shop.example")))["disposition"]);
        Assert.Equal(before, (await fixture.PublishedAsync<ComplaintOpened>()).Count);

        var waiting = (await Admin.GetAsync("/api/v1/complaints/mail?limit=200")).Items.Single(m => (string?)m["id"] == (string?)reply["id"]);
        // X1: mail that belongs to no complaint is no team's.
        var sales = fixture.As("sue", "sales");
        Assert.DoesNotContain((await sales.GetAsync("/api/v1/complaints/mail?limit=200")).Expect(HttpStatusCode.OK).Items, m => (string?)m["id"] == (string?)reply["id"]);
        (await sales.ActAsync($"/api/v1/complaints/mail/{waiting["id"]}/handled", null, $"\"{waiting["version"]}\"")).Expect(HttpStatusCode.NotFound);
        (await Admin.ActAsync($"/api/v1/complaints/mail/{waiting["id"]}/handled", null, $"\"{waiting["version"]}\"")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/complaints/mail?limit=200")).Items, m => (string?)m["id"] == (string?)reply["id"]);
        Assert.Equal("mail.malformed", (await PostMailAsync("no headers at all")).Expect(HttpStatusCode.BadRequest).Code);
        (await PostMailAsync(Mail("x", "x", "f1@example.com"), fixture.As("ann", "analyst"))).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_third_grumble_opens_one_complaint_that_cites_them_even_when_they_come_at_once()
    {
        var customer = await fixture.CustomerAsync("王芳", language: "en");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = $"Slow again ({i})", category = "attitude" })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        var complaint = Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        Assert.Equal("attitude", (string?)complaint["category"]);
        var cited = (await Admin.GetAsync($"/api/v1/grumbles?complaintId={complaint["id"]}")).Items;
        Assert.Equal(3, cited.Count);
        Assert.Equal("grumble.at", (await Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = "x", at = "1900-01-01T00:00:00Z" })).Expect(HttpStatusCode.BadRequest).Code);
        var whole = (await Admin.GetAsync($"/api/v1/complaints/{complaint["id"]}"));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Contains($"Slow again ({i})", (string?)whole["details"]));
        // Nobody has told the customer yet.
        Assert.Equal("received", (string?)whole["state"]);
        Assert.Equal(3, (await fixture.PublishedAsync<GrumbleRecorded>()).Count(g => g.CustomerId == customer.CustomerId));

        var next = (await Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = "And again" })).Expect(HttpStatusCode.Created);
        Assert.Equal((null, 1), ((string?)next["complaintId"], (int)next["inWindow"]!));
        (await Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = "Long ago", at = DateTimeOffset.UtcNow.AddDays(-200) })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = "Twice" })).Expect(HttpStatusCode.Created);
        Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        Assert.Equal("grumble.customer-unknown", (await Admin.PostAsync("/api/v1/grumbles", new { customerId = Guid.NewGuid(), text = "x" })).Expect(HttpStatusCode.BadRequest).Code);
    }

    // X1: as with complaints, of customers that one may see.
    [Fact]
    public async Task A_grumble_is_recorded_of_customers_one_may_see()
    {
        var (north, south) = (await fixture.CustomerAsync(team: "north"), await fixture.CustomerAsync(team: "south"));
        var sam = fixture.As("sam", "sales", "north");
        (await sam.PostAsync("/api/v1/grumbles", new { customerId = north.CustomerId, text = "Slow" })).Expect(HttpStatusCode.Created);
        Assert.Equal("grumble.customer-unknown", (await sam.PostAsync("/api/v1/grumbles", new { customerId = south.CustomerId, text = "Slow" })).Expect(HttpStatusCode.BadRequest).Code);
        (await fixture.As("anna", "agent").PostAsync("/api/v1/grumbles", new { customerId = south.CustomerId, text = "Slow" })).Expect(HttpStatusCode.Created);
    }

    /// <summary>A complaint by the form: the customer's link, and its place here.</summary>
    private async Task<(string Link, string Path)> FormAsync(string summary = "包裹破了")
    {
        var receipt = (await anybody.PostAsync(Forms, new { summary })).Expect(HttpStatusCode.Created);
        return (new Uri((string)receipt["statusLink"]!).PathAndQuery, $"/api/v1/complaints/{(await Admin.GetAsync($"/api/v1/complaints/by-number/{receipt["number"]}")).Expect(HttpStatusCode.OK).Id}");
    }

    internal static MultipartFormDataContent File(string name, byte[] content) => new() { { new ByteArrayContent(content), "file", name } };

    private static string Mail(string subject, string text, string id, string from = "customer@example.com", string headers = "", bool attachment = false) => attachment
        ? $"""
           From: A Customer <{from}>
           To: complaints@shop.example
           Subject: {subject}
           Message-ID: <{id}>
           {headers}Content-Type: multipart/mixed; boundary=cut

           --cut
           Content-Type: text/plain

           {text}
           --cut
           Content-Type: image/png; name=photo.png
           Content-Disposition: attachment; filename=photo.png
           Content-Transfer-Encoding: base64

           {Convert.ToBase64String(AttachmentCases.Of("png"))}
           --cut
           Content-Type: application/octet-stream; name=run.exe
           Content-Disposition: attachment; filename=run.exe
           Content-Transfer-Encoding: base64

           {Convert.ToBase64String(AttachmentCases.Of("exe"))}
           --cut--
           """.ReplaceLineEndings("\r\n")
        : $"From: A Customer <{from}>\r\nTo: complaints@shop.example\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n{headers}Content-Type: text/plain; charset=utf-8\r\n\r\n{text.ReplaceLineEndings("\r\n")}\r\n";

    private async Task<Answer> TakeAsync(string mail) => (await PostMailAsync(mail)).Expect(HttpStatusCode.OK);

    private Task<Answer> PostMailAsync(string mail, ApiClient? by = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail));
        content.Headers.ContentType = new("message/rfc822");
        return (by ?? Admin).PostAsync("/api/v1/complaints/mail", content);
    }
}
