using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using SpreadCheetah;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>C17: complaints of another system, as a file or as JSON.</summary>
public sealed class HistoryOverHttp(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private ApiClient Admin => fixture.Admin;

    // C16, C17, S2: as the API would take them.
    [Fact]
    public async Task History_is_asked_what_the_api_asks_and_goes_to_who_a_customer_was_merged_into_at_last()
    {
        (await Admin.PutAsync("/api/v1/categories/communication/wrong-promise", new { nameEn = "Wrong promise" }, "*")).Expect(HttpStatusCode.Created);
        var last = await fixture.CustomerAsync("最后");
        var middle = ServiceFixture.State(Guid.CreateVersion7(), 2, "中间", mergedInto: last.CustomerId);
        var first = ServiceFixture.State(Guid.CreateVersion7(), 2, "开始", mergedInto: middle.CustomerId);
        fixture.Neighbours.Publish(first);
        fixture.Neighbours.Publish(middle);
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == middle.CustomerId)), "the merges to be known");
        var external = Guid.NewGuid().ToString("N");
        object One(int number, string? subCategory, string? language = null) => new { externalId = $"{external}-{number}", summary = "Old", openedAt = "2024-03-01T09:00:00Z", category = "communication", subCategory, language, customerId = first.CustomerId };
        Assert.NotNull((await Admin.PostAsync("/api/v1/complaints/imports", new { complaints = new[] { One(0, null, "?") } })).Expect(HttpStatusCode.BadRequest)["errors"]);
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", new { complaints = new[] { One(1, "wrong-promise"), One(2, "wrong-promice"), One(3, null) } })).Expect(HttpStatusCode.Accepted);
        var ended = await EndAsync(job);
        Assert.Equal(("succeeded", 2, 1), ((string?)ended["state"], (int)ended["accepted"]!, (int)ended["rejected"]!));
        Assert.Equal("complaint.sub-category-unknown", (string?)(await Admin.GetAsync($"{job.Location}/refused")).Items.Single()["code"]);
        Assert.Equal($"{last.CustomerId}", (string?)(await Admin.GetAsync($"/api/v1/complaints?externalId={external}-1")).Items.Single()["customerId"]);
    }

    [Fact]
    public async Task History_of_another_system_keeps_its_dates_and_fires_nothing()
    {
        var customer = await fixture.CustomerAsync();
        var rows = new StringBuilder("ticket,subject,createdAt,resolvedAt,priority,category,customerId\n");
        for (var i = 0; i < 1_200; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"old-{i},Broken {i},2024-03-01T09:00:00+08:00,{(i % 2 == 0 ? "2024-03-05T10:00:00+08:00" : "")},high,quality,{customer.CustomerId}\n");
        rows.Append("bad-1,No date,yesterday,,high,quality,\nbad-2,Backwards,2024-03-01T09:00:00Z,2024-02-01T09:00:00Z,high,quality,\n");
        async Task<int> MailsAsync() => (await fixture.PublishedAsync<MailRequested>()).Count(mail => mail.Purpose != "staff");
        var mails = await MailsAsync();
        using var form = IntakeOverHttp.File("history.csv", Encoding.UTF8.GetBytes(rows.ToString()));
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", form)).Expect(HttpStatusCode.Accepted);
        var done = await EndAsync(job);
        Assert.Equal(("succeeded", 1_200, 2), ((string?)done["state"], (int)done["accepted"]!, (int)done["rejected"]!));
        var errors = (await Admin.GetAsync($"{job.Location}/errors")).Text;
        Assert.Contains("complaint.closed-at", errors);

        var one = (await Admin.GetAsync("/api/v1/complaints?externalId=old-0")).Items.Single();
        Assert.Equal(("closed", new DateTimeOffset(2024, 3, 1, 1, 0, 0, TimeSpan.Zero)), ((string?)one["state"], (DateTimeOffset)one["openedAt"]!));
        var open = (await Admin.GetAsync("/api/v1/complaints?externalId=old-1")).Items.Single();
        Assert.Equal("high", (string?)open["severity"]);
        var clocks = await Admin.GetAsync($"/api/v1/complaints/{open["id"]}/clocks");
        Assert.All(clocks["resolution"]!["milestones"]!.AsArray(), m => Assert.True((bool)m!["fired"]!));
        Assert.DoesNotContain(await fixture.PublishedAsync<ComplaintClockReached>(), e => e.ComplaintId == Guid.Parse((string)open["id"]!));
        Assert.Equal(mails, await MailsAsync());
        Assert.Contains(await fixture.PublishedAsync<ComplaintChanged>(), e => e.ComplaintId == Guid.Parse((string)one["id"]!) && e.Imported);

        // As JSON, and what is there already stays.
        var json = (await Admin.PostAsync("/api/v1/complaints/imports", new
        {
            complaints = new object[]
        {
            new { externalId = "old-0", summary = "Again", openedAt = "2024-03-01T09:00:00+08:00" }, new { externalId = "json-1", summary = "New", openedAt = "2024-04-01T09:00:00+08:00", channel = "email" },
            new { externalId = "json-2", summary = "Of nobody", openedAt = "2024-04-01T09:00:00+08:00", customerId = Guid.NewGuid() },
        }
        })).Expect(HttpStatusCode.Accepted);
        var ended = await EndAsync(json);
        Assert.Equal((2, 1), ((int)ended["accepted"]!, (int)ended["rejected"]!));
        Assert.Equal("json-2", (string?)(await Admin.GetAsync($"{json.Location}/refused")).Items.Single()["externalId"]);
        Assert.Equal("Broken 0", (string?)(await Admin.GetAsync("/api/v1/complaints?externalId=old-0")).Items.Single()["summary"]);
        (await fixture.As("bo", "agent").PostAsync("/api/v1/complaints/imports", new { complaints = Array.Empty<object>() })).Expect(HttpStatusCode.Forbidden);
    }

    // C17: as purchases are read; whoever writes no offset means the clock on their wall.
    [Fact]
    public async Task A_time_without_offset_is_the_houses()
    {
        var external = Guid.NewGuid().ToString("N");
        var ago = DateTimeOffset.UtcNow.AddMinutes(-30).ToOffset(TimeSpan.FromHours(8));
        var rows = FormattableString.Invariant($"""
            ticket,subject,createdAt,respondedAt,resolvedAt
            {external}-1,A while ago,2024-03-01 09:00:00,2024-03-01T09:30,2024-03-02
            {external}-2,With offset,2024-03-01T09:00:00Z,,
            {external}-3,Just now,{ago:yyyy-MM-dd HH:mm:ss},,
            {external}-4,In an hour that was left out,1990-04-15 02:30:00,,
            {external}-5,Before there was any,0001-01-01 00:00:00,,
            {external}-6,No time,soon,,

            """);
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", IntakeOverHttp.File("history.csv", Encoding.UTF8.GetBytes(rows)))).Expect(HttpStatusCode.Accepted);
        var done = await EndAsync(job);
        Assert.Equal(("succeeded", 4, 2), ((string?)done["state"], (int)done["accepted"]!, (int)done["rejected"]!));
        var answered = await OneAsync(1);
        Assert.Equal(["2024-03-01T01:00:00", "2024-03-01T01:30:00", "2024-03-01T16:00:00"], new[] { "openedAt", "firstResponseAt", "closedAt" }.Select(field => Utc(answered, field)));
        Assert.Equal("2024-03-01T09:00:00", Utc(await OneAsync(2), "openedAt"));
        Assert.Equal(ago.UtcDateTime.ToString("s"), Utc(await OneAsync(3), "openedAt"));
        Assert.Equal("1990-04-14T18:30:00", Utc(await OneAsync(4), "openedAt"));

        async Task<JsonNode> OneAsync(int number) => (await Admin.GetAsync($"/api/v1/complaints?externalId={external}-{number}")).Items.Single();
        static string Utc(JsonNode complaint, string field) => ((DateTimeOffset)complaint[field]!).UtcDateTime.ToString("s");
    }

    // C17: its line of the refused rows is corrected and sent again, so nothing of it is told only the second time.
    [Fact]
    public async Task All_that_is_wrong_with_a_row_is_told_at_once()
    {
        var external = Guid.NewGuid().ToString("N");
        var rows = $"ticket,subject,createdAt,priority,channel,customerId,email,resolvedAt\n{external},,soon,dragon,pigeon,4711,nowhere,2024-03-01\n";
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", IntakeOverHttp.File("history.csv", Encoding.UTF8.GetBytes(rows)))).Expect(HttpStatusCode.Accepted);
        var done = await EndAsync(job);
        Assert.Equal((0, 1), ((int)done["accepted"]!, (int)done["rejected"]!));
        var told = (await Admin.GetAsync($"{job.Location}/errors")).Text;
        Assert.Contains("1,summary; openedAt; channel; severity; customerId; reporterEmail,required; malformed; malformed; malformed; malformed; validation,", told);
        Assert.Contains("summary is blank.; A time as in ISO 8601", told);
    }

    [Fact]
    public async Task History_comes_in_from_a_workbook_as_well()
    {
        var (content, ticket) = (new MemoryStream(), Guid.NewGuid().ToString("N"));
        await using (var workbook = await Spreadsheet.CreateNewAsync(content))
        {
            await workbook.StartWorksheetAsync("Tickets");
            foreach (var row in new DataCell[][]
            {
                [new("ticket"), new("subject"), new("createdAt"), new("priority")],
                [new(ticket), new("Broken"), new(new DateTime(2024, 3, 1, 9, 30, 0)), new("high")],
                [new($"{ticket}-2"), new("Of no priority there is"), new(new DateTime(2024, 3, 1)), new("dragon")],
            }) await workbook.AddRowAsync(row);
            await workbook.FinishAsync();
        }
        using var form = IntakeOverHttp.File("history.xlsx", content.ToArray());
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", form)).Expect(HttpStatusCode.Accepted);
        var done = await EndAsync(job);
        Assert.Equal(("succeeded", 1, 1), ((string?)done["state"], (int)done["accepted"]!, (int)done["rejected"]!));
        Assert.Contains("2,severity,malformed", (await Admin.GetAsync($"{job.Location}/errors")).Text);
        var one = (await Admin.GetAsync($"/api/v1/complaints?externalId={ticket}")).Items.Single();
        Assert.Equal(new DateTimeOffset(2024, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)), (DateTimeOffset)one["openedAt"]!);
    }

    private Task<Answer> EndAsync(Answer import) =>
        Eventually.BecomesAsync(() => Admin.GetAsync(import.Location!), state => (string?)state["state"] is "succeeded" or "failed", "the import to end");
}
