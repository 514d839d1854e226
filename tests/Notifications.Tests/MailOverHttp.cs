using System.Net;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X4: outbound mail without a mail server, as files.</summary>
public sealed class MailOverHttp(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    [Theory]
    [InlineData("en", "We have your complaint C-7")]
    [InlineData("zh-CN", "我们已收到您的投诉 C-7")]
    [InlineData("zh-TW", "我們已收到您的投訴 C-7")]
    [InlineData("fr", "We have your complaint C-7")]
    public async Task A_mail_is_written_in_the_readers_language_once(string language, string subject)
    {
        var asked = Ask("complaint-acknowledged", language, Values(), "complaint");
        fixture.Neighbours.Publish(asked);
        fixture.Neighbours.Publish(asked);
        var mail = await SentAsync(asked.MailId);
        Assert.Equal(subject, mail.Subject);
        Assert.Contains("2026-03-02 10:00", mail.TextBody);
        Assert.Contains("https://crm.example/status", mail.TextBody);
        Assert.DoesNotContain("{{", mail.TextBody);
        Assert.Null(mail.Headers["List-Unsubscribe"]);
        Assert.Single(await MailsAsync(), item => (string?)item["mailId"] == asked.MailId.ToString());
    }

    [Theory]
    [InlineData("complaint-message", "About your complaint C-7", "关于您的投诉 C-7", "關於您的投訴 C-7", "We look into it.", "https://crm.example/status")]
    [InlineData("complaint-message-received", "The customer has written about complaint C-7", "客户就投诉 C-7 发来了消息", "客戶就投訴 C-7 發來了訊息")]
    [InlineData("corrective-action-overdue", "A corrective action of yours is overdue", "您负责的纠正措施已逾期", "您負責的糾正措施已逾期", "packing", "Thicker boxes", "2026-03-02 10:00")]
    [InlineData("corrective-action-checked", "A corrective action of yours was checked", "您负责的纠正措施已经检查", "您負責的糾正措施已經檢查", "packing", "Thicker boxes")]
    public async Task What_is_said_about_a_complaint_and_an_action_reaches_its_reader(string template, string english, string simplified, string traditional, params string[] said)
    {
        foreach (var (language, subject) in new[] { ("en", english), ("zh-CN", simplified), ("zh-TW", traditional) })
        {
            var asked = Ask(template, language, new(Values())
            {
                ["text"] = "We look into it.", ["cause"] = "packing", ["what"] = "Thicker boxes", ["verdict"] = "effective", ["dueAt"] = "2026-03-02T10:00:00.0000000+00:00",
            }, "staff");
            fixture.Neighbours.Publish(asked);
            var mail = await SentAsync(asked.MailId);
            Assert.Equal(subject, mail.Subject);
            Assert.All(said, words => Assert.Contains(words, mail.TextBody));
        }
    }

    // S1: by the one an answer is known, by the other the mail itself.
    [Theory]
    [InlineData("complaint.C-7.0a1b@mail.shop.example", true)]
    [InlineData("no id", false)]
    [InlineData("", false)]
    [InlineData("x@example.com\n", false)]
    [InlineData("x@example.com>\r\nBcc: <eve@example.com", false)]
    public async Task A_mail_has_the_message_id_that_was_asked_for_and_the_mark_of_ours(string id, bool taken)
    {
        var asked = Ask("complaint-acknowledged", "en", new(Values()) { ["messageId"] = id }, "complaint");
        fixture.Neighbours.Publish(asked);
        var mail = await SentAsync(asked.MailId);
        Assert.Equal(taken ? id : $"{asked.MailId:N}@localhost", mail.MessageId);
        Assert.Equal(("1", asked.MailId.ToString()), (mail.Headers["X-CrmPlatform-Mail"], mail.Headers["X-Crm-Mail-Id"]));
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public async Task A_survey_can_be_unsubscribed_from_and_a_complaint_is_still_acknowledged()
    {
        var survey = Ask("survey-invitation", "en", new() { ["name"] = "Li", ["link"] = "https://crm.example/s/1" }, "survey", "survey@example.com");
        fixture.Neighbours.Publish(survey);
        var link = new Uri((await SentAsync(survey.MailId)).Headers["List-Unsubscribe"]!.Trim('<', '>'));
        var anybody = fixture.Service.Client(null);
        var page = (await anybody.GetAsync(link.PathAndQuery)).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"]);
        Assert.Empty((await fixture.Admin.GetAsync("/api/v1/mail/suppressions?address=survey@example.com")).Items);
        using var oneClick = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        (await anybody.SendAsync(HttpMethod.Post, link.PathAndQuery, oneClick)).Expect(HttpStatusCode.OK);
        (await anybody.GetAsync(link.PathAndQuery[..^4])).Expect(HttpStatusCode.NotFound);

        var (again, complaint) = (survey with { MailId = Guid.CreateVersion7() }, Ask("complaint-acknowledged", "en", Values(), "complaint", "survey@example.com"));
        fixture.Neighbours.Publish(again);
        fixture.Neighbours.Publish(complaint);
        await SentAsync(complaint.MailId);
        await StateAsync(again.MailId, "suppressed");
        var refusal = (await fixture.Admin.GetAsync("/api/v1/mail/suppressions?address=Survey@Example.com")).Items[0];
        Assert.Equal(("unsubscribed", "survey"), ((string?)refusal["reason"], (string?)refusal["purpose"]));
        (await fixture.Admin.DeleteAsync($"/api/v1/mail/suppressions/{refusal["id"]}", "*")).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_unsubscribes_is_told_of_to_customers_and_who_agrees_again_gets_mail_again()
    {
        var (customer, address) = (Guid.CreateVersion7(), $"Again-{Guid.NewGuid():N}@example.com");
        var first = Ask("survey-invitation", "en", new() { ["name"] = "Li", ["link"] = "https://crm.example/s/1" }, "survey", address) with { CustomerId = customer };
        fixture.Neighbours.Publish(first);
        var link = new Uri((await SentAsync(first.MailId)).Headers["List-Unsubscribe"]!.Trim('<', '>'));
        var before = DateTimeOffset.UtcNow;
        (await fixture.Service.Client(null).SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(HttpStatusCode.OK);
        var told = Assert.Single(await fixture.PublishedAsync<MailRefused>(), refused => refused.CustomerId == customer);
        Assert.Equal("surveys", told.Purpose);
        Assert.InRange(told.At, before, DateTimeOffset.UtcNow);

        // Words on other things, on other ways, said before, or of somebody else change nothing.
        Recorded(customer, "care", "email", true, DateTimeOffset.UtcNow);
        Recorded(customer, "surveys", "phone", true, DateTimeOffset.UtcNow);
        Recorded(customer, "surveys", "email", false, DateTimeOffset.UtcNow);
        Recorded(customer, "surveys", "email", true, before.AddSeconds(-1));
        Recorded(Guid.CreateVersion7(), "surveys", "email", true, DateTimeOffset.UtcNow);
        var refusedStill = first with { MailId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(refusedStill);
        await StateAsync(refusedStill.MailId, "suppressed");
        Assert.Single((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);

        var again = Guid.CreateVersion7();
        Recorded(customer, "surveys", "any", true, DateTimeOffset.UtcNow, again);
        var next = first with { MailId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(next);
        await SentAsync(next.MailId);
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);

        // Delivered a second time after another refusal, it is the old word.
        (await fixture.Service.Client(null).SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(HttpStatusCode.OK);
        Recorded(customer, "surveys", "any", true, DateTimeOffset.UtcNow, again);
        var last = first with { MailId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(last);
        await StateAsync(last.MailId, "suppressed");
        Assert.Equal(2, (await fixture.PublishedAsync<MailRefused>()).Count(refused => refused.CustomerId == customer));
    }

    // C16, X3: whichever of a merge and its undoing is told of first.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mails_to_files_that_are_one_customer_are_found_under_each_of_their_ids(bool undoneFirst)
    {
        var files = new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7() };
        var mails = files.Select(file => Ask("complaint-acknowledged", "en", Values(), "complaint") with { CustomerId = file }).ToArray();
        foreach (var mail in mails) fixture.Neighbours.Publish(mail);
        async Task<string> FoundAsync(Guid file) => string.Concat((await fixture.Admin.GetAsync($"/api/v1/mail?customerId={file}")).Expect(HttpStatusCode.OK).Items
            .Select(item => Array.FindIndex(mails, mail => mail.MailId.ToString() == (string?)item["mailId"])).Order());
        Task FindsAsync(Guid file, string found) => Eventually.BecomesAsync(() => FoundAsync(file), now => now == found, $"the mails {found} of {file}");
        foreach (var mail in mails) await StateAsync(mail.MailId, "sent");

        var (first, second) = (new CustomersMerged(Guid.CreateVersion7(), files[1], files[0], "max", DateTimeOffset.UtcNow), new CustomersMerged(Guid.CreateVersion7(), files[2], files[1], "max", DateTimeOffset.UtcNow));
        fixture.Neighbours.Publish(second);
        fixture.Neighbours.Publish(first);
        foreach (var file in files) await FindsAsync(file, "012");
        var (again, undone) = (Guid.CreateVersion7(), new CustomerMergeUndone(first.MergeId, files[1], files[0], "max", DateTimeOffset.UtcNow));
        fixture.Neighbours.Publish(undone);
        await FindsAsync(files[0], "0");
        foreach (var file in files[1..]) await FindsAsync(file, "12");
        object[] told = [first with { MergeId = again }, undone with { MergeId = again }];
        foreach (var one in undoneFirst ? told.Reverse() : told) fixture.Neighbours.Publish(one);
        fixture.Neighbours.Publish(new CustomerMergeUndone(second.MergeId, files[2], files[1], "max", DateTimeOffset.UtcNow));
        for (var at = 0; at < files.Length; at++) await FindsAsync(files[at], $"{at}");
    }

    [Fact]
    public async Task A_bounce_is_not_mended_by_a_consent()
    {
        var (customer, address) = (Guid.CreateVersion7(), $"bounced-{Guid.NewGuid():N}@example.com");
        var first = Ask("survey-invitation", "en", new() { ["name"] = "Li", ["link"] = "https://crm.example/s/1" }, "survey", address) with { CustomerId = customer };
        fixture.Neighbours.Publish(first);
        await SentAsync(first.MailId);
        await fixture.InDbAsync(async db =>
        {
            await db.SuppressAsync(address, Domain.Mail.MailPurpose.Any, Domain.Mail.SuppressionReason.Bounced, "550", DateTimeOffset.UtcNow, CancellationToken.None);
            return await db.SaveChangesAsync();
        });
        foreach (var purpose in new[] { "marketing", "surveys" }) Recorded(customer, purpose, "any", true, DateTimeOffset.UtcNow);
        var mail = first with { MailId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(mail);
        await StateAsync(mail.MailId, "suppressed");
    }

    [Fact]
    public async Task A_consent_of_the_survivor_frees_an_address_that_only_the_merged_file_knew()
    {
        var (merged, survivor, address) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"merged-{Guid.NewGuid():N}@example.com");
        var first = Ask("survey-invitation", "en", new() { ["name"] = "Li", ["link"] = "https://crm.example/s/1" }, "survey", address) with { CustomerId = merged };
        fixture.Neighbours.Publish(first);
        var link = new Uri((await SentAsync(first.MailId)).Headers["List-Unsubscribe"]!.Trim('<', '>'));
        (await fixture.Service.Client(null).SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(HttpStatusCode.OK);
        fixture.Neighbours.Publish(new CustomersMerged(Guid.CreateVersion7(), survivor, merged, "max", DateTimeOffset.UtcNow));

        async Task AskedAgainAsync(bool? holds, DateTimeOffset? saidAt, string state)
        {
            fixture.Neighbours.Answers[$"/internal/customers/{survivor}/consent"] = _ => Task.FromResult<object?>(new { holds, saidAt });
            var again = first with { MailId = Guid.CreateVersion7(), CustomerId = survivor };
            fixture.Neighbours.Publish(again);
            await StateAsync(again.MailId, state);
        }
        var refusal = (await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items.Single();
        await AskedAgainAsync(null, null, "suppressed");
        await AskedAgainAsync(true, ((DateTimeOffset)refusal["at"]!).AddSeconds(-1), "suppressed");
        await AskedAgainAsync(false, DateTimeOffset.UtcNow, "suppressed");
        Assert.Single((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
        await AskedAgainAsync(true, DateTimeOffset.UtcNow, "sent");
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);

        // An address that takes no mail is not freed with it.
        (await fixture.Service.Client(null).SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(HttpStatusCode.OK);
        await fixture.InDbAsync(async db =>
        {
            await db.SuppressAsync(address, Domain.Mail.MailPurpose.Any, Domain.Mail.SuppressionReason.Bounced, "550", DateTimeOffset.UtcNow, CancellationToken.None);
            return await db.SaveChangesAsync();
        });
        await AskedAgainAsync(true, DateTimeOffset.UtcNow.AddSeconds(1), "suppressed");
        Assert.Equal(["bounced"], (await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items.Select(item => (string)item["reason"]!));
    }

    [Fact]
    public async Task A_mail_asked_for_before_a_merge_goes_to_the_survivors_address()
    {
        var (merged, survivor) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var address = $"{survivor:N}@example.com";
        fixture.Neighbours.Answers[$"/internal/customers/{merged}"] = _ => Task.FromResult<object?>(NotificationsFixture.Customer(id: merged, status: "merged") with { MergedInto = survivor });
        fixture.Neighbours.Answers[$"/internal/customers/{survivor}"] = _ => Task.FromResult<object?>(NotificationsFixture.Customer(id: survivor, email: address));
        var mail = Ask("survey-invitation", "en", new() { ["link"] = "https://crm.example/s/1" }, "survey", "") with { CustomerId = merged };
        fixture.Neighbours.Publish(mail);
        Assert.Equal(address, ((MailboxAddress)(await SentAsync(mail.MailId)).To.Single()).Address);
    }

    [Fact]
    public async Task A_bounce_marks_its_mail_and_its_address()
    {
        var asked = Ask("complaint-acknowledged", "en", Values(), "complaint", "gone@example.com");
        fixture.Neighbours.Publish(asked);
        await SentAsync(asked.MailId);
        using var content = Report(asked.MailId, "gone@example.com", "5.1.1", "550 no such user");
        var taken = (await fixture.Admin.SendAsync(HttpMethod.Post, "/api/v1/mail/bounces", content)).Expect(HttpStatusCode.OK);
        Assert.Equal((asked.MailId.ToString(), true), ((string?)taken["mailId"], (bool)taken["suppressed"]!));
        await StateAsync(asked.MailId, "bounced");
        var next = asked with { MailId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(next);
        await StateAsync(next.MailId, "suppressed");
        using var noReport = new StringContent("Subject: Hello\r\n\r\nHello", Encoding.UTF8, "message/rfc822");
        Assert.Equal("mail.no-report", (await fixture.Admin.SendAsync(HttpMethod.Post, "/api/v1/mail/bounces", noReport)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_way_that_was_cut_says_nothing_of_the_address()
    {
        var address = $"{Guid.NewGuid():N}@example.com";
        var asked = Ask("complaint-acknowledged", "en", Values(), "complaint", address);
        fixture.Neighbours.Publish(asked);
        await SentAsync(asked.MailId);
        using var content = Report(asked.MailId, address, "5.4.7", "554 5.4.7 delivery time expired");
        Assert.False((bool)(await fixture.Admin.SendAsync(HttpMethod.Post, "/api/v1/mail/bounces", content)).Expect(HttpStatusCode.OK)["suppressed"]!);
        await StateAsync(asked.MailId, "bounced");
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
    }

    [Fact]
    public async Task A_mail_that_comes_back_after_its_person_was_erased_tells_nothing_of_him()
    {
        var (customer, address) = (Guid.CreateVersion7(), $"{Guid.NewGuid():N}@example.com");
        var asked = Ask("complaint-acknowledged", "en", Values(), "complaint", address) with { CustomerId = customer };
        fixture.Neighbours.Publish(asked);
        await SentAsync(asked.MailId);
        fixture.Neighbours.Publish(new Customers.Contracts.V1.CustomerErased(customer, DateTimeOffset.UtcNow));
        var erased = await Eventually.BecomesAsync(
            async () => (await fixture.Admin.GetAsync($"/api/v1/mail?customerId={customer}")).Items.Single(), mail => (string?)mail["to"] == "erased", "the mail to be erased");
        using var content = Report(asked.MailId, address, "5.1.1", $"550 <{address}> is not here");
        var taken = (await fixture.Admin.SendAsync(HttpMethod.Post, "/api/v1/mail/bounces", content)).Expect(HttpStatusCode.OK);
        Assert.Equal((asked.MailId.ToString(), null, false), ((string?)taken["mailId"], (string?)taken["recipient"], (bool)taken["suppressed"]!));
        Assert.Equal(erased.ToJsonString(), (await fixture.Admin.GetAsync($"/api/v1/mail?customerId={customer}")).Items.Single().ToJsonString());
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
    }

    [Fact]
    public async Task The_files_of_an_erased_persons_mails_are_deleted_and_nobody_elses()
    {
        var (survivor, merged) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var mails = new[] { survivor, merged, Guid.CreateVersion7() }.Select(customer => Ask("complaint-acknowledged", "en", Values(), "complaint") with { CustomerId = customer }).ToList();
        foreach (var mail in mails) fixture.Neighbours.Publish(mail);
        foreach (var mail in mails) await SentAsync(mail.MailId);
        fixture.Neighbours.PublishTogether(new CustomerErased(survivor, DateTimeOffset.UtcNow), new CustomerErased(merged, DateTimeOffset.UtcNow));
        foreach (var mail in mails.Take(2)) await Eventually.BecomesAsync(() => Task.FromResult(File.Exists(FileOf(mail.MailId))), there => !there, "the file to be deleted");
        Assert.True(File.Exists(FileOf(mails[2].MailId)));
    }

    [Fact]
    public async Task A_reminder_goes_to_the_colleague_in_the_colleagues_language_and_time()
    {
        var id = $"rem-{Guid.NewGuid():N}";
        fixture.Neighbours.Publish(new StaffChanged(id, 2, "王芳", "north", null, $"{id}@example.com", ["sales"], [], ["zh-Hans"], [], "Asia/Shanghai", true));
        fixture.Neighbours.Publish(new StaffChanged(id, 1, "Old", "north", null, "old@example.com", ["sales"], [], ["en"], [], "UTC", true));
        var messageId = Guid.CreateVersion7();
        fixture.Neighbours.Publish(new Engagement.Contracts.V1.ReminderDue("task", Guid.CreateVersion7(), null, id, "north", "回电", new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero), DateTimeOffset.UtcNow), messageId);
        var mail = await SentAsync(messageId);
        Assert.Equal(("提醒：回电", $"{id}@example.com"), (mail.Subject, mail.To.Mailboxes.Single().Address));
        Assert.Contains("2026-03-02 10:00 (+08:00)", mail.TextBody);
    }

    [Fact]
    public async Task Care_goes_to_the_address_the_customer_has_when_it_is_sent()
    {
        var customer = NotificationsFixture.Customer(email: "li@example.com", language: "zh-Hans");
        fixture.Neighbours.Answers[$"/internal/customers/{customer.CustomerId}"] = _ => Task.FromResult<object?>(customer);
        var care = new CareDue(Guid.CreateVersion7(), customer.CustomerId, "birthday", new DateOnly(2026, 3, 5), "birthday", DateTimeOffset.UtcNow);
        fixture.Neighbours.Publish(care);
        var mail = await SentAsync(care.CareId);
        Assert.Equal("Li Wei，生日快乐", mail.Subject);
        Assert.NotNull(mail.Headers["List-Unsubscribe"]);
        var nowhere = care with { CareId = Guid.CreateVersion7(), CustomerId = Guid.CreateVersion7() };
        fixture.Neighbours.Publish(nowhere);
        await StateAsync(nowhere.CareId, "suppressed");
    }

    [Theory]
    [InlineData("survey", "surveys", false, "suppressed")]
    [InlineData("survey", "surveys", null, "sent")]
    [InlineData("care", "care", false, "suppressed")]
    [InlineData("campaign", "marketing", null, "suppressed")]
    [InlineData("campaign", "marketing", true, "sent")]
    [InlineData("complaint", "service", false, "sent")]
    public async Task What_the_customer_said_to_mail_of_a_kind_holds_at_the_moment_of_sending(string purpose, string consent, bool? holds, string state)
    {
        var customer = Guid.CreateVersion7();
        var asked = "";
        fixture.Neighbours.Answers[$"/internal/customers/{customer}/consent"] = context =>
        {
            asked = context.Request.QueryString.Value;
            return Task.FromResult<object?>(new { holds });
        };
        var mail = Ask("survey-invitation", "en", new() { ["name"] = "Li", ["link"] = "https://crm.example/s/1" }, purpose, $"{customer:N}@example.com") with { CustomerId = customer };
        fixture.Neighbours.Publish(mail);
        await StateAsync(mail.MailId, state);
        Assert.Equal(purpose == "complaint" ? "" : $"?purpose={consent}&channel=email", asked);
    }

    [Fact]
    public async Task What_has_no_template_or_no_address_fails_and_can_be_sent_again_when_mended()
    {
        var (unknown, nobody) = (Ask("no-such-template", "en", [], "staff"), Ask("reminder", "en", [], "staff", "not an address"));
        fixture.Neighbours.Publish(unknown);
        fixture.Neighbours.Publish(nobody);
        await StateAsync(unknown.MailId, "failed");
        var failed = await StateAsync(nobody.MailId, "failed");
        (await fixture.Admin.PostAsync($"/api/v1/mail/{failed["id"]}/retry")).Expect(HttpStatusCode.PreconditionRequired);
        (await fixture.Admin.ActAsync($"/api/v1/mail/{failed["id"]}/retry", null, "*")).Expect(HttpStatusCode.OK);
        failed = await StateAsync(nobody.MailId, "failed");
        // A month later what it said is gone, and an empty one is not sent.
        await fixture.InDbAsync(db => db.Mails.Where(mail => mail.MailId == nobody.MailId).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.FinishedAt, DateTimeOffset.UtcNow.AddDays(-31))));
        Assert.Equal("mail.emptied", (await fixture.Admin.ActAsync($"/api/v1/mail/{failed["id"]}/retry", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await fixture.Service.As("max", "manager").GetAsync("/api/v1/mail")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Every_template_fills_in_every_language_and_a_value_cannot_break_the_subject()
    {
        var templates = new MailTemplates();
        Assert.Contains("survey-reminder", templates.Names);
        foreach (var name in templates.Names)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var text = templates.Fill(name, language, new Dictionary<string, string> { ["title"] = "a\r\nBcc: b", ["number"] = "C-1", ["name"] = "Li", ["occasion"] = "mid-autumn", ["clock"] = "resolution" }, TimeZoneInfo.Utc);
                Assert.DoesNotContain("{{", text.Subject + text.Body);
                Assert.NotEqual("", text.Subject);
                Assert.DoesNotContain('\n', text.Subject);
                Assert.DoesNotContain('\r', text.Subject);
            }
        }
    }

    private static StringContent Report(Guid mailId, string recipient, string status, string said)
    {
        var report = $"""
            From: mailer-daemon@example.com
            To: bounces+{mailId:N}@crm.example
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            It came back.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; {recipient}
            Action: failed
            Status: {status}
            Diagnostic-Code: smtp; {said}

            --b--

            """;
        return new StringContent(report.ReplaceLineEndings("\r\n"), Encoding.UTF8, "message/rfc822");
    }

    private static MailRequested Ask(string template, string language, Dictionary<string, string> values, string purpose, string to = "reader@example.com") =>
        new(Guid.CreateVersion7(), template, language, to, null, values, purpose, DateTimeOffset.UtcNow);

    private void Recorded(Guid customer, string purpose, string channel, bool given, DateTimeOffset at, Guid? id = null) =>
        fixture.Neighbours.Publish(new ConsentRecorded(Guid.CreateVersion7(), customer, purpose, channel, given, "paper", null, at), id);

    private static Dictionary<string, string> Values() => new()
    {
        ["number"] = "C-7", ["name"] = "Li", ["summary"] = "It broke.", ["statusLink"] = "https://crm.example/status", ["openedAt"] = "2026-03-02T10:00:00.0000000+00:00",
    };

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> MailsAsync() => (await fixture.Admin.GetAsync("/api/v1/mail?limit=200")).Expect(HttpStatusCode.OK).Items;

    private async Task<System.Text.Json.Nodes.JsonNode> StateAsync(Guid mailId, string state) => (await Eventually.BecomesAsync(
        MailsAsync, items => items.Any(item => (string?)item["mailId"] == mailId.ToString() && (string?)item["state"] == state), $"the mail to be {state}"))
        .First(item => (string?)item["mailId"] == mailId.ToString());

    private string FileOf(Guid mailId) => Path.Combine(fixture.Service.Folder.Path, "files", "mail", $"{mailId}.eml");

    private async Task<MimeMessage> SentAsync(Guid mailId)
    {
        await StateAsync(mailId, "sent");
        return await MimeMessage.LoadAsync(FileOf(mailId));
    }
}
