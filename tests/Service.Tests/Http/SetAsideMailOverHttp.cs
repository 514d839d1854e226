using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrmPlatform.Service.Tests.Attachments;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S1, S9: mail that waits for a person is put to its complaint by them.</summary>
public sealed class SetAsideMailOverHttp(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task What_a_mail_that_was_set_aside_says_becomes_a_message_of_the_complaint_it_is_put_to()
    {
        var complaint = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "The lamp is broken" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{complaint.Location}/wait", null, "*")).Expect(HttpStatusCode.OK);
        var waiting = await SetAsideAsync($"About {complaint["number"]}", "I am his wife: it is the blue one.");
        var path = $"/api/v1/complaints/mail/{waiting["id"]}/handled";
        Assert.NotNull((await Admin.ActAsync(path, new { complaint = complaint.Id }, "*")).Expect(HttpStatusCode.BadRequest)["errors"]!["complaint"]);
        Assert.Equal("complaint.unknown", (await Admin.ActAsync(path, new { complaintId = Guid.NewGuid() }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.ActAsync(path, new { complaintId = complaint.Id }, null)).Expect(HttpStatusCode.PreconditionRequired);

        var put = (await Admin.ActAsync(path, new { complaintId = complaint.Id }, $"\"{waiting["version"]}\"")).Expect(HttpStatusCode.OK);
        Assert.Equal((false, null, "ada", complaint.Id.ToString()), ((bool)put["waits"]!, (string?)put["text"], (string?)put["handledBy"], (string?)put["complaintId"]));
        Assert.Equal("mail.handled", (await Admin.ActAsync(path, new { complaintId = complaint.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        var said = Assert.Single((await Admin.GetAsync($"{complaint.Location}/messages")).Items);
        Assert.Equal(("from-customer", "I am his wife: it is the blue one.", "wife@example.com", "email"), ((string?)said["kind"], ((string)said["text"]!).Trim(), (string?)said["authorName"], (string?)said["channel"]));
        // S5: a word of theirs, as any other.
        Assert.False((bool)(await Admin.GetAsync(complaint.Location!))["waiting"]!);
    }

    // X1: whoever may not see a complaint says nothing in it either.
    [Fact]
    public async Task A_mail_is_put_to_no_complaint_that_the_caller_does_not_see()
    {
        var (north, south) = (await OpenAsync("north"), await OpenAsync("south"));
        var waiting = await SetAsideAsync($"About {north["number"]}", "I am his friend.");
        var sales = fixture.Service.As("nora", "sales", "north");
        var path = $"/api/v1/complaints/mail/{waiting["id"]}/handled";
        Assert.Equal("complaint.unknown", (await sales.ActAsync(path, new { complaintId = south.Id }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await sales.ActAsync(path, new { complaintId = north.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"{south.Location}/messages")).Items);

        async Task<Answer> OpenAsync(string team) => (await Admin.PostAsync("/api/v1/complaints",
            new { customerId = (await fixture.CustomerAsync(team: team)).CustomerId, channel = "hotline", category = "quality", summary = "Broken" })).Expect(HttpStatusCode.Created);
    }

    // The subject named the wrong one; what the house says of the files is no word of the customer's.
    [Fact]
    public async Task Its_files_go_with_a_mail_to_the_complaint_it_is_put_to()
    {
        var (named, meant) = (await OpenAsync(), await OpenAsync());
        var link = "/api/v1/public/service/complaints/status/" + new string('k', 60);
        var waiting = await SetAsideAsync($"About {named["number"]}", $"This is it.\r\n> {link}", "photo.png");
        Assert.Contains("photo.png", (string)waiting["text"]!, StringComparison.Ordinal);
        // A link is a key.
        Assert.DoesNotContain("kkkk", (string)waiting["text"]!, StringComparison.Ordinal);
        Assert.Single((await Admin.GetAsync($"{named.Location}/attachments")).Items);

        (await Admin.ActAsync($"/api/v1/complaints/mail/{waiting["id"]}/handled", new { complaintId = meant.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"{named.Location}/attachments")).Items);
        var said = Assert.Single((await Admin.GetAsync($"{meant.Location}/messages")).Items);
        Assert.DoesNotContain("photo.png", (string)said["text"]!, StringComparison.Ordinal);
        var file = Assert.Single((await Admin.GetAsync($"{meant.Location}/attachments")).Items);
        Assert.Equal(("photo.png", true, (string?)said["id"]), ((string?)file["name"], (bool)file["internal"]!, (string?)file["messageId"]));

        async Task<Answer> OpenAsync() => (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Torn" })).Expect(HttpStatusCode.Created);
    }

    private async Task<JsonNode> SetAsideAsync(string subject, string text, string? file = null)
    {
        var head = $"From: wife@example.com\r\nTo: complaints@shop.example\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid()}@example.com>\r\n";
        var body = file is null ? $"\r\n{text}\r\n"
            : $"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--x\r\nContent-Type: image/png\r\n"
                + $"Content-Disposition: attachment; filename={file}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(AttachmentCases.Of("png"))}\r\n--x--\r\n";
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(head + body));
        content.Headers.ContentType = new("message/rfc822");
        var taken = (await Admin.PostAsync("/api/v1/complaints/mail", content)).Expect(HttpStatusCode.OK);
        Assert.True((bool)taken["waits"]!);
        return (await Admin.GetAsync("/api/v1/complaints/mail?limit=200")).Items.Single(mail => (string?)mail["id"] == (string?)taken["id"]);
    }
}
