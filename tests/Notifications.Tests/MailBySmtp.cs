using System.Collections.Concurrent;
using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Notifications.Tests;

public sealed class SmtpFixture : NotificationsFixture
{
    public MailServer Server { get; } = new();

    public LogCapture Log { get; } = new();

    /// <summary>What the server says to an address; it takes all others.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    public SmtpFixture() => Server.OnRecipient = address => Task.FromResult(Answers.GetValueOrDefault(address, "250 ok"));

    protected override void Build(WebApplicationBuilder builder) => builder.Logging.AddProvider(Log);

    protected override string[] Settings =>
    [
        "--Mail:Smtp:Host=127.0.0.1", $"--Mail:Smtp:Port={Server.Port}", "--Mail:Smtp:Security=None", "--Mail:FirstRetry=00:00:00.100",
        "--Mail:BounceAddress=bounces@crm.example", "--Mail:From=CRM <crm@crm.example>",
    ];
}

/// <summary>X4: outbound mail over SMTP.</summary>
public sealed class MailBySmtp(SmtpFixture fixture) : IClassFixture<SmtpFixture>
{
    [Fact]
    public async Task A_mail_goes_out_with_a_return_address_that_names_it()
    {
        var asked = Ask("fine@example.com");
        fixture.Neighbours.Publish(asked);
        var taken = await Eventually.BecomesAsync(() => Task.FromResult(fixture.Server.Mails.FirstOrDefault(mail => mail.To == "fine@example.com")), mail => mail is not null, "the mail");
        Assert.Equal($"bounces+{asked.MailId:N}@crm.example", taken!.From);
        Assert.Contains($"X-Crm-Mail-Id: {asked.MailId}", taken.Text);
        await StateAsync(asked.MailId, "sent");
    }

    [Fact]
    public async Task A_passing_refusal_is_tried_again_and_a_lasting_one_bounces()
    {
        var tries = 0;
        fixture.Server.OnRecipient = address => Task.FromResult(address switch
        {
            "busy@example.com" => ++tries < 3 ? "451 <busy@example.com> come back later" : "250 ok",
            "gone@example.com" => "550 no such user",
            _ => fixture.Answers.GetValueOrDefault(address, "250 ok"),
        });
        var (busy, gone) = (Ask("busy@example.com"), Ask("gone@example.com"));
        fixture.Neighbours.Publish(gone);
        fixture.Neighbours.Publish(busy);
        var bounced = await StateAsync(gone.MailId, "bounced");
        Assert.Contains("550", (string?)bounced["error"]);
        await StateAsync(busy.MailId, "sent");
        Assert.Equal(3, tries);
        // The server's words stand in the mail's row, where its reader may look; the log names the mail.
        Assert.Contains(fixture.Log.Entries, entry => entry.Contains("is tried again later", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Entries, entry => entry.Contains("busy@example.com", StringComparison.Ordinal) || entry.Contains("gone@example.com", StringComparison.Ordinal));
        Assert.Equal("bounced", (string?)(await fixture.Admin.GetAsync("/api/v1/mail/suppressions?address=gone@example.com")).Items[0]["reason"]);
    }

    [Theory]
    [InlineData("550 5.7.1 relaying denied", "failed", false)]
    [InlineData("554 not from your network", "failed", false)]
    [InlineData("552 5.2.2 mailbox full", "failed", false)]
    [InlineData("550 5.1.7 bad sender", "failed", false)]
    [InlineData("550 5.4.1 no answer from host", "failed", false)]
    [InlineData("550 relay not permitted", "failed", false)]
    [InlineData("550 5.1.1 no such user", "bounced", true)]
    [InlineData("550 5.2.1 mailbox given up", "bounced", true)]
    [InlineData("553 no such name", "bounced", true)]
    public async Task Only_an_address_that_is_not_there_gets_no_mail_any_more(string answer, string state, bool refused)
    {
        var address = $"{Guid.NewGuid():N}@answers.example";
        fixture.Answers[address] = answer;
        var mail = Ask(address);
        fixture.Neighbours.Publish(mail);
        Assert.Contains(answer[..3], (string?)(await StateAsync(mail.MailId, state))["error"]);
        Assert.Equal(refused ? 1 : 0, (await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Expect(HttpStatusCode.OK).Items.Count);
    }

    [Fact]
    public async Task An_address_that_bounced_stays_refused_until_somebody_lifts_it()
    {
        var address = $"{Guid.NewGuid():N}@answers.example";
        fixture.Answers[address] = "550 5.1.1 no such user";
        var (first, second) = (Ask(address), Ask(address));
        fixture.Neighbours.Publish(first);
        var bounced = await StateAsync(first.MailId, "bounced");
        // The mailbox is there again, which nobody has told us.
        fixture.Answers[address] = "250 ok";
        fixture.Neighbours.Publish(second);
        var suppressed = await StateAsync(second.MailId, "suppressed");
        Assert.Equal("mail.address-bounced", (await fixture.Admin.ActAsync($"/api/v1/mail/{bounced["id"]}/retry", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.DoesNotContain(fixture.Server.Mails, mail => mail.To == address);

        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?reason=unsubscribed&address={address}")).Items);
        var refusal = (await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?reason=bounced&address={address}")).Items.Single();
        (await fixture.Admin.DeleteAsync($"/api/v1/mail/suppressions/{refusal["id"]}", "*")).Expect(HttpStatusCode.NoContent);
        foreach (var mail in new[] { bounced, suppressed }) (await fixture.Admin.ActAsync($"/api/v1/mail/{mail["id"]}/retry", null, "*")).Expect(HttpStatusCode.OK);
        await StateAsync(first.MailId, "sent");
        await StateAsync(second.MailId, "sent");
        Assert.Equal("mail.not-failed", (await fixture.Admin.ActAsync($"/api/v1/mail/{bounced["id"]}/retry", null, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Of_an_erased_person_no_address_stays_in_the_mails_and_on_the_list()
    {
        var (address, shared, customer) = ($"{Guid.NewGuid():N}@answers.example", $"{Guid.NewGuid():N}@answers.example", Guid.CreateVersion7());
        foreach (var one in new[] { address, shared }) fixture.Answers[one] = $"550 5.1.1 <{one}> is not here";
        var mails = new[] { address, shared }.Select(to => Ask(to) with { CustomerId = customer, Purpose = "complaint" }).ToList();
        foreach (var mail in mails) fixture.Neighbours.Publish(mail);
        foreach (var mail in mails) await StateAsync(mail.MailId, "bounced");
        // Somebody else is reached at one of the two.
        var other = Ask(shared) with { CustomerId = Guid.CreateVersion7(), Purpose = "complaint" };
        fixture.Neighbours.Publish(other);
        await StateAsync(other.MailId, "suppressed");

        fixture.Neighbours.Publish(new CustomerErased(customer, DateTimeOffset.UtcNow));
        var kept = await Eventually.BecomesAsync(async () => (await fixture.Admin.GetAsync($"/api/v1/mail?customerId={customer}")).Items, items => items.All(item => (string?)item["to"] == "erased"), "the mails to be erased");
        Assert.All(kept, item => Assert.DoesNotContain("answers.example", item.ToJsonString()));
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
        Assert.Single((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={shared}")).Items);
        Assert.Equal("mail.emptied", (await fixture.Admin.ActAsync($"/api/v1/mail/{kept[0]["id"]}/retry", null, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_person_whose_files_were_merged_is_nobody_else_to_himself()
    {
        var (address, survivor, merged) = ($"{Guid.NewGuid():N}@answers.example", Guid.CreateVersion7(), Guid.CreateVersion7());
        fixture.Answers[address] = "550 5.1.1 no such user";
        var mails = new[] { survivor, merged }.Select(customer => Ask(address) with { CustomerId = customer, Purpose = "complaint" }).ToList();
        fixture.Neighbours.Publish(mails[0]);
        await StateAsync(mails[0].MailId, "bounced");
        fixture.Neighbours.Publish(mails[1]);
        await StateAsync(mails[1].MailId, "suppressed");
        await EraseAsync(survivor, merged);
        Assert.Empty((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
    }

    [Fact]
    public async Task An_address_is_the_same_however_it_is_written()
    {
        var (name, customer) = ($"{Guid.NewGuid():N}", Guid.CreateVersion7());
        var address = $"{name}@answers.example";
        fixture.Answers[address] = "550 5.1.1 no such user";
        var own = Ask(address) with { CustomerId = customer, Purpose = "complaint" };
        fixture.Neighbours.Publish(own);
        await StateAsync(own.MailId, "bounced");
        // Somebody else is reached there too, and has written it in another way.
        var other = Ask($"{name}@Answers.Example") with { CustomerId = Guid.CreateVersion7(), Purpose = "complaint" };
        fixture.Neighbours.Publish(other);
        await StateAsync(other.MailId, "suppressed");
        await EraseAsync(customer);
        Assert.Single((await fixture.Admin.GetAsync($"/api/v1/mail/suppressions?address={address}")).Items);
    }

    [Fact]
    public async Task A_mail_asked_for_just_before_its_person_was_erased_is_not_sent()
    {
        var (address, customer) = ($"{Guid.NewGuid():N}@answers.example", Guid.CreateVersion7());
        var mail = Ask(address) with { CustomerId = customer, Purpose = "complaint" };
        fixture.Neighbours.PublishTogether(mail, new CustomerErased(customer, DateTimeOffset.UtcNow));
        Assert.Equal("erased", (string?)(await StateAsync(mail.MailId, "suppressed"))["to"]);
        Assert.DoesNotContain(fixture.Server.Mails, sent => sent.To == address);
    }

    [Fact]
    public async Task A_mail_that_waits_behind_a_slow_one_is_not_sent_when_its_person_is_erased_meanwhile()
    {
        var (first, second, address, customer) = ($"{Guid.NewGuid():N}@answers.example", $"{Guid.NewGuid():N}@answers.example", $"{Guid.NewGuid():N}@answers.example", Guid.CreateVersion7());
        var doors = new[] { first, second }.ToDictionary(to => to, _ => (Asked: Door(), Open: Door()));
        var before = fixture.Server.OnRecipient;
        fixture.Server.OnRecipient = async to =>
        {
            if (!doors.TryGetValue(to, out var door)) return await before(to);
            door.Asked.TrySetResult();
            await door.Open.Task;
            return "250 ok";
        };
        // All of them wait for the first, so that the second and the third are due together.
        fixture.Neighbours.Publish(Ask(first));
        await doors[first].Asked.Task;
        var mail = Ask(address) with { CustomerId = customer, Purpose = "complaint" };
        fixture.Neighbours.PublishTogether(Ask(second), mail);
        await StateAsync(mail.MailId, "queued");
        doors[first].Open.SetResult();
        await doors[second].Asked.Task;
        await EraseAsync(customer);
        doors[second].Open.SetResult();
        await StateAsync(mail.MailId, "suppressed");
        var last = Ask($"{Guid.NewGuid():N}@answers.example");
        fixture.Neighbours.Publish(last);
        await StateAsync(last.MailId, "sent");
        Assert.DoesNotContain(fixture.Server.Mails, sent => sent.To == address);
    }

    private static TaskCompletionSource Door() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task EraseAsync(params Guid[] files)
    {
        fixture.Neighbours.PublishTogether([.. files.Select(file => new CustomerErased(file, DateTimeOffset.UtcNow))]);
        foreach (var file in files)
            await Eventually.BecomesAsync(async () => (await fixture.Admin.GetAsync($"/api/v1/mail?customerId={file}")).Items, items => items.All(item => (string?)item["to"] == "erased"), "the mails to be erased");
    }

    private static MailRequested Ask(string to) => new(Guid.CreateVersion7(), "complaint-escalated", "en", to, null,
        new Dictionary<string, string> { ["number"] = "C-1", ["level"] = "1", ["reason"] = "late" }, "staff", DateTimeOffset.UtcNow);

    private async Task<System.Text.Json.Nodes.JsonNode> StateAsync(Guid mailId, string state) => (await Eventually.BecomesAsync(
        async () => (await fixture.Admin.GetAsync("/api/v1/mail?limit=200")).Items, items => items.Any(item => (string?)item["mailId"] == mailId.ToString() && (string?)item["state"] == state), $"the mail to be {state}"))
        .First(item => (string?)item["mailId"] == mailId.ToString());
}
