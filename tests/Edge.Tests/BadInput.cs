using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests;

/// <summary>What careless and hostile clients send, through the gateway: each gets a problem with what would be right, and the house goes on.</summary>
public sealed class BadInput(House house)
{
    private const int Big = 10 * 1024 * 1024;
    private const int Limit = 4 * 1024 * 1024;

    private static readonly byte[] Good = Encoding.UTF8.GetBytes("name,role\nGood and proper,supplier\n");

    [Fact]
    public async Task A_body_of_ten_megabytes_is_too_large_whether_it_says_so_or_not()
    {
        var text = $"{{\"name\":\"{new string('x', Big)}\"}}";
        var said = await house.Admin.PostAsync("/api/v1/customers", text, ("Expect", "100-continue"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (said.Status, said.Code));
        using var content = new StreamContent(new Trickle(Encoding.UTF8.GetBytes(text[..(Limit + 100_000)])));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var unsaid = await house.Admin.SendAsync(HttpMethod.Post, "/api/v1/customers", content, ("Transfer-Encoding", "chunked"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (unsaid.Status, unsaid.Code));
        await StillWellAsync();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("{\"name\":}", "name")]
    [InlineData("{'name':'single quotes'}", "")]
    [InlineData("{\"name\":\"a\",}", "")]
    [InlineData("{\"name\":\"a\"} and more", "")]
    [InlineData("<customer/>", "")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "name")]
    [InlineData("{\"name\":5}", "name")]
    [InlineData("{\"name\":\"a\",\"kind\":\"company\",\"role\":\"demander\"}", "kind")]
    [InlineData("{\"name\":\"a\",\"kind\":\"person\",\"role\":\"demander\",\"colour\":\"red\"}", "colour")]
    [InlineData("{\"kind\":\"person\",\"role\":\"demander\"}", "name")]
    public async Task Json_that_is_none_or_not_ours_is_answered_with_the_place(string body, string place)
    {
        var answer = (await house.Admin.PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Contains(answer.Code!, house.Codes);
        Assert.Contains(place, answer.Text);
        Assert.DoesNotContain("CrmPlatform.", answer.Text);
        Assert.DoesNotContain("   at ", answer.Text);
    }

    [Theory]
    [InlineData("PATCH", "/api/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("POST", "/api/v1/complaints/01890a5d-ac96-774b-bcce-b302099a8057/steps")]
    [InlineData("POST", "/api/v1/customers")]
    public async Task Json_that_is_no_object_is_not_called_no_json(string method, string path)
    {
        foreach (var body in new[] { "[]", "\"text\"", "5" })
        {
            var answer = (await house.Admin.SendAsync(HttpMethod.Parse(method), path, body, ("If-Match", "*"))).Expect(HttpStatusCode.BadRequest);
            Assert.Equal("malformed", answer.Code);
            Assert.StartsWith("An object is expected", (string?)answer["detail"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_is_no_json_is_refused_by_its_kind(string type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal("unsupported-media-type", (await house.Admin.PostAsync("/api/v1/customers", content)).Expect(HttpStatusCode.UnsupportedMediaType).Code);
    }

    [Theory]
    [InlineData("{0}王伟 🏭 Ünïcode 👩‍👩‍👧‍👦")]
    [InlineData("{0}Robert'); DROP TABLE Customers;--")]
    [InlineData("{0}<script>alert('x')</script><img src=x onerror=alert(1)>")]
    [InlineData("{0}%27 OR 1=1 -- ${{jndi:ldap://x}} {{{{7*7}}}}")]
    [InlineData("{0}e\u0301 \u0627\u0644\u0639\u0631\u0628\u064a\u0629")]
    public async Task Strange_text_is_text(string pattern)
    {
        var name = pattern.Replace("{0}", Guid.NewGuid().ToString("N")[..8] + " ", StringComparison.Ordinal);
        var made = (await house.Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name, team = "north" })).Expect(HttpStatusCode.Created);
        Assert.Equal(name.Normalize(), ((string)made["name"]!).Normalize());
        var found = (await house.Admin.GetAsync($"/api/v1/customers?q={Uri.EscapeDataString(name)}")).Expect(HttpStatusCode.OK);
        Assert.Contains(found.Items, item => (string?)item["id"] == made.Id.ToString());
        Assert.Equal("nosniff", found.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Days_and_ids_that_cannot_be_are_refused()
    {
        var customer = (await house.Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Days {Guid.NewGuid():N}", team = "north" })).Expect(HttpStatusCode.Created);
        foreach (var at in new[] { "2026-02-30T09:00:00Z", "2026-13-01T09:00:00Z", "2026-03-01T25:00:00Z", "tomorrow", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z" })
        {
            var wrong = (await house.Admin.PostAsync("/api/v1/tasks", new { customerId = customer.Id, title = "Call back", dueAt = at })).Expect(HttpStatusCode.BadRequest);
            Assert.NotNull(wrong["errors"]!["dueAt"]);
        }
        foreach (var at in new[] { "2027-03-01", "2027-03-01T09:00:00", "2027-03-01T09:00Z", "2027-03-01 09:00:00Z", "20270301T090000Z", "2027-03-01T09:00:00+08", "03/01/2027 09:00:00 +00:00" })
        {
            var half = (await house.Admin.PostAsync("/api/v1/tasks", new { customerId = customer.Id, title = "Call back", dueAt = at })).Expect(HttpStatusCode.BadRequest);
            Assert.Equal("malformed", half.Code);
            Assert.Contains("with offset", (string)half["errors"]!["dueAt"]![0]!);
            var asked = (await house.Admin.GetAsync($"/api/v1/tasks?dueBefore={Uri.EscapeDataString(at)}")).Expect(HttpStatusCode.BadRequest);
            Assert.Equal("query.malformed", asked.Code);
            Assert.Contains("with offset", (string)asked["errors"]!["dueBefore"]![0]!);
        }
        foreach (var at in new[] { "2027-03-01T09:00:00Z", "2027-03-01T17:00:00.1234567+08:00" })
        {
            (await house.Admin.PostAsync("/api/v1/tasks", new { customerId = customer.Id, title = "Call back", dueAt = at })).Expect(HttpStatusCode.Created);
            (await house.Admin.GetAsync($"/api/v1/tasks?dueBefore={Uri.EscapeDataString(at)}")).Expect(HttpStatusCode.OK);
        }
        var bare = (await house.Admin.GetAsync("/api/v1/tasks?dueBefore=2027-03-01T17:00:00+08:00")).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("%2B", (string)bare["errors"]!["dueBefore"]![0]!);
        Assert.Equal("not-found", (await house.Admin.GetAsync("/api/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("not-found", (await house.Admin.GetAsync("/api/v1/customers/not-an-id")).Expect(HttpStatusCode.NotFound).Code);
        (await house.Admin.PostAsync("/api/v1/tasks", new { customerId = "01890a5d-ac96-774b-bcce-b302099a8057", title = "Call back", dueAt = "2027-03-01T09:00:00Z" })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_byte_order_mark_before_a_table_is_no_part_of_it()
    {
        var job = await ImportAsync([.. Encoding.UTF8.Preamble, .. Good]);
        Assert.Equal((1, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
    }

    [Fact]
    public async Task A_table_with_other_columns_or_none_is_refused_with_the_columns_it_has()
    {
        Assert.Equal("import.file-empty", (await UploadAsync([])).Expect(HttpStatusCode.BadRequest).Code);
        var other = (await UploadAsync("apples,pears\n1,2\n"u8.ToArray())).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("import.columns", other.Code);
        Assert.Contains("apples, pears", other.Text);
        Assert.Equal("import.file-unreadable", (await UploadAsync([0x1f, 0x8b, 0x08, 1, 2, 3, 4, 5])).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Broken_quotes_and_blank_fields_are_errors_of_their_rows()
    {
        var job = await ImportAsync(Encoding.UTF8.GetBytes("name,role\n\"half\" quoted,supplier\nProper,supplier\n,supplier\nWhose,king\n"));
        Assert.Equal((1, 3), ((int)job["accepted"]!, (int)job["rejected"]!));
        var errors = (await house.Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("quotes", errors);
        Assert.Contains("name is blank", errors);
        Assert.Contains("supplier", errors);
    }

    [Fact]
    public async Task A_cut_off_gzip_is_refused_and_a_gzip_bomb_ends_its_import_with_the_reason()
    {
        var rows = new StringBuilder("name,role\n");
        for (var i = 0; i < 2_000; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Guid.NewGuid()},supplier\n");
        var whole = Packed(packed => packed.Write(Encoding.UTF8.GetBytes(rows.ToString())));
        var cut = (await UploadAsync(whole[..(whole.Length / 2)], dryRun: true)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("import.file-unreadable", cut.Code);
        Assert.Contains("gzip", cut.Text);

        var bomb = await ImportAsync(Packed(packed =>
        {
            packed.Write("name,role\n"u8);
            var line = Encoding.UTF8.GetBytes(new string('a', 200_000) + ",supplier\n");
            for (var i = 0; i < 300; i++) packed.Write(line);
        }), dryRun: true);
        Assert.Equal("failed", (string?)bomb["state"]);
        Assert.False(string.IsNullOrEmpty((string?)bomb["failure"]));
        await StillWellAsync();
    }

    /// <summary>As for a query: whoever mistakes a name is told which ones there are, at any depth, in their language, and nothing of what is within.</summary>
    [Fact]
    public async Task An_unknown_field_is_answered_with_the_fields_there_are()
    {
        const string nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
        foreach (var (method, path, body, place, known) in new[]
        {
            ("POST", "/api/v1/visits", "{\"customerId\":\"" + nobody + "\",\"goal\":\"x\",\"nextStep\":{\"title\":1}}", "nextStep.title", "Known: text, dueAt, assigneeId."),
            ("POST", $"/api/v1/complaints/{nobody}/steps", "{\"step\":2,\"why\":1}", "why", "Known: reason."),
        })
        {
            var answer = (await house.Admin.SendAsync(HttpMethod.Parse(method), path, body, ("If-Match", "*"))).Expect(HttpStatusCode.BadRequest);
            Assert.EndsWith(known, (string?)answer["errors"]![place]![0], StringComparison.Ordinal);
        }
        var chinese = (await house.Admin.PostAsync($"/api/v1/customers/{nobody}/merge", "{\"otherId\":1}", ("If-Match", "*"), ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("此处没有字段“otherId”。可用的有：duplicateId, take, takeParts, reason。", (string?)chinese["errors"]!["otherId"]![0]);
        var probing = (await house.Admin.PostAsync("/api/v1/customers", "{\"x' contained in type 'CrmPlatform.Customers.Data.CustomersDb'\":1}")).Expect(HttpStatusCode.BadRequest);
        Assert.DoesNotContain("changeTracker", probing.Text);
    }

    /// <summary>X2: who asks for a table or a page and is refused is told why all the same.</summary>
    [Theory]
    [InlineData("text/csv")]
    [InlineData("text/html")]
    [InlineData("image/png")]
    public async Task A_refusal_is_a_problem_whatever_is_accepted(string accepted)
    {
        foreach (var (path, status, code) in new[]
        {
            ("/api/v1/customers?limit=0", HttpStatusCode.BadRequest, "validation"),
            ($"/api/v1/customers/{Guid.NewGuid()}", HttpStatusCode.NotFound, "not-found"),
            ("/api/v1/insights/dashboard/history?measure=nothing", HttpStatusCode.BadRequest, "validation"),
            ("/api/v1/nowhere", HttpStatusCode.NotFound, "not-found"),
        })
        {
            var answer = (await house.Admin.GetAsync(path, ("Accept", accepted))).Expect(status);
            Assert.Equal(code, answer.Code);
            Assert.False(string.IsNullOrEmpty((string?)answer["title"]));
        }
    }

    // Shorter than the least workbook or gzip file there is.
    [Theory]
    [InlineData("/api/v1/imports", "504b0304")]
    [InlineData("/api/v1/imports", "504b03046a756e6b")]
    [InlineData("/api/v1/imports", "1f8b08")]
    [InlineData("/api/v1/imports", "1f8b")]
    [InlineData("/api/v1/complaints/imports", "504b03046a756e6b")]
    [InlineData("/api/v1/complaints/imports", "1f8b08")]
    public async Task A_file_that_only_begins_like_a_workbook_or_a_gzip_file_is_refused(string path, string hex)
    {
        using var content = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new ByteArrayContent(Convert.FromHexString(hex)), "file", "table" } };
        var answer = await house.Admin.PostAsync(path, content);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{answer}\n{house.ErrorBehind(answer)}");
        Assert.Equal("import.file-unreadable", answer.Code);
        await StillWellAsync();
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data", "no boundary", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers\r\n--b--\r\n", HttpStatusCode.BadRequest)]
    public async Task An_upload_that_is_none_is_refused(string type, string body, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/api/v1/imports", "/api/v1/complaints/imports" })
        {
            if (path != "/api/v1/imports" && type == "application/json") continue;
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var answer = await house.Admin.PostAsync(path, content);
            Assert.True(answer.Status == expected, $"{path}: {answer}\n{house.ErrorBehind(answer)}");
            Assert.Contains(answer.Code!, house.Codes);
        }
        Assert.True((int)(await house.Admin.PostAsync("/api/v1/complaints/imports")).Status is 400 or 415);
    }

    private async Task StillWellAsync()
    {
        (await house.Admin.GetAsync("/health")).Expect(HttpStatusCode.OK);
        (await house.Admin.GetAsync("/api/v1/customers?limit=1")).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> ImportAsync(byte[] file, bool dryRun = false)
    {
        var queued = (await UploadAsync(file, dryRun)).Expect(HttpStatusCode.Accepted);
        return await Eventually.BecomesAsync(() => house.Admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, "the import to end");
    }

    private Task<Answer> UploadAsync(byte[] file, bool dryRun = false) => house.Admin.PostAsync("/api/v1/imports", new MultipartFormDataContent
    {
        { new StringContent("customers"), "kind" }, { new ByteArrayContent(file), "file", "upload.csv" }, { new StringContent(dryRun ? "true" : "false"), "dryRun" },
    });

    private static byte[] Packed(Action<GZipStream> write)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) write(gzip);
        return packed.ToArray();
    }

    /// <summary>A stream that does not tell how long it is.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
