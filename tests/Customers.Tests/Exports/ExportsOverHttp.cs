using System.Globalization;
using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace CrmPlatform.Customers.Tests.Exports;

/// <summary>C17: a list goes out as a file, as far as the asker sees.</summary>
public sealed class ExportsOverHttp(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task An_export_has_the_rows_of_the_list_with_the_same_filter_in_the_same_order_and_can_be_imported_again()
    {
        var tag = Guid.NewGuid().ToString("N");
        foreach (var name in new[] { "王伟茶庄", "Li, \"Na\" & Co", "Zhao" })
            await fixture.CustomerAsync(name, new { externalId = $"{tag}-{name}", tags = new[] { tag, "vip" }, phone = "+8613800138000", allowDuplicate = true });
        await fixture.CustomerAsync("Zhao elsewhere", new { channel = "agent", tags = new[] { tag } });
        var rows = await ExportAsync(new { format = "csv", filter = new { tag, channel = new[] { "end-customer" } }, sort = "-name" });
        var list = (await Admin.GetAsync($"/api/v1/customers?tag={tag}&channel=end-customer&sort=-name")).Items;
        Assert.Equal(3, rows.Count);
        Assert.Equal(list.Select(item => (string)item["name"]!), rows.Select(row => row["name"]));
        Assert.Equal(list.Select(item => (string)item["id"]!), rows.Select(row => row["crmId"]));
        Assert.All(rows, row => Assert.Equal(("+8613800138000", $"{tag};vip"), (row["phone"], row["tags"])));
        Assert.DoesNotContain("funds", rows[0].Keys);

        var (_, file) = await FileAsync(new { format = "csv", filter = new { tag } });
        // A spreadsheet takes it for UTF-8 by the mark at its beginning, which stands there once.
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal(0, System.Text.Encoding.UTF8.GetString(file).LastIndexOf('\uFEFF'));
        var again = await Admin.ImportAsync("customers", file);
        Assert.Equal(("succeeded", 4), ((string?)again["state"], (int)again["read"]!));
        Assert.All((await Admin.GetAsync($"/api/v1/customers?tag={tag}&channel=end-customer")).Items, item => Assert.Equal(1, (int)item["version"]!));
    }

    [Fact]
    public async Task What_begins_like_a_formula_is_text_in_the_csv_and_a_cell_of_text_in_the_workbook()
    {
        var tag = Guid.NewGuid().ToString("N");
        string[] names = ["=1+1", "+SUM(A1)", "@cmd", "-2+3", "plain"];
        foreach (var name in names) await fixture.CustomerAsync(name, new { tags = new[] { tag }, address = new { latitude = -33.5, longitude = 151.25 }, allowDuplicate = true });
        var rows = await ExportAsync(new { format = "csv", filter = new { tag }, columns = new[] { "name", "latitude" } });
        Assert.Equal(["'=1+1", "'+SUM(A1)", "'@cmd", "'-2+3", "plain"], rows.Select(row => row["name"]));
        Assert.All(rows, row => Assert.Equal("-33.5", row["latitude"]));

        var (_, file) = await FileAsync(new { format = "xlsx", filter = new { tag }, columns = new[] { "name", "latitude", "createdAt", "isProblem" } });
        var cells = new MemoryStream(file).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(names, cells.Select(row => row["name"]));
        Assert.All(cells, row => Assert.Equal((-33.5, false), ((double)row["latitude"]!, (bool)row["isProblem"]!)));
        Assert.All(cells, row => Assert.Equal(fixture.Time!.GetUtcNow().UtcDateTime, (DateTime)row["createdAt"]!, TimeSpan.FromHours(72)));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_begins_like_a_formula_comes_back_from_an_export_as_it_was(string format)
    {
        var (tag, field) = (Guid.NewGuid().ToString("N"), $"n{Guid.NewGuid():N}"[..20]);
        (await Admin.PutAsync($"/api/v1/custom-fields/{field}", new { name = $"Note {field}", type = "text" }, "*")).Expect(HttpStatusCode.Created);
        foreach (var (name, street) in new[] { ("=Formula", "-12 Main"), ("'=Quoted", "@home"), ("''+Twice", "-12"), ("'t Huis", "'-12"), ("Plain", "''") })
        {
            await fixture.CustomerAsync(name, new
            {
                externalId = $"{tag}-{name}", tags = new[] { tag }, address = new { street }, custom = new Dictionary<string, string> { [field] = street }, allowDuplicate = true,
            });
        }
        var before = (await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items.Select(item => item.ToJsonString()).ToList();
        Assert.Equal(5, before.Count);
        var (_, file) = await FileAsync(new { format, filter = new { tag } });
        var again = await Admin.ImportAsync("customers", file);
        Assert.Equal(("succeeded", 5, 0), ((string?)again["state"], (int)again["accepted"]!, (int)again["rejected"]!));
        Assert.Equal(before, (await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items.Select(item => item.ToJsonString()));
    }

    // A workbook knows no offsets: what it says is the organisation's time, going out as coming in.
    [Fact]
    public async Task The_day_a_file_was_opened_comes_back_from_an_export_as_it_was()
    {
        var (tag, at) = (Guid.NewGuid().ToString("N"), new DateTimeOffset(2020, 2, 3, 20, 5, 6, TimeSpan.Zero));
        var csv = $"externalId,name,role,tags,createdAt\n{tag}-z,Zulu {tag},supplier,{tag},2020-02-03T20:05:06Z\n{tag}-l,Local {tag},supplier,{tag},2020-02-04 04:05:06\n{tag}-o,Offset {tag},supplier,{tag},2020-02-03T21:05:06+01:00\n";
        Assert.Equal(3, (int)(await Admin.ImportAsync("customers", System.Text.Encoding.UTF8.GetBytes(csv)))["accepted"]!);
        var opened = (await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items;
        Assert.All(opened, item => Assert.Equal(at, (DateTimeOffset)item["createdAt"]!));
        var rows = await ExportAsync(new { format = "csv", filter = new { tag }, columns = new[] { "createdAt" } });
        Assert.All(rows, row => Assert.Equal("2020-02-03T20:05:06Z", row["createdAt"]));

        var (_, file) = await FileAsync(new { format = "xlsx", filter = new { tag } });
        var cells = new MemoryStream(file).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.All(cells, row => Assert.Equal(new DateTime(2020, 2, 4, 4, 5, 6), (DateTime)row["createdAt"]!, TimeSpan.FromSeconds(0.5)));
        var book = await Importing.WorkbookAsync([["externalId", "name", "role", "tags", "createdAt"],
            .. cells.Select(row => new[] { $"{row["externalId"]}-again", row["name"], row["role"], $"{tag}-again", row["createdAt"] })]);
        Assert.Equal(3, (int)(await Admin.ImportAsync("customers", book, allowDuplicate: true))["accepted"]!);
        Assert.Equal(opened.Select(item => (DateTimeOffset)item["createdAt"]!), (await Admin.GetAsync($"/api/v1/customers?tag={tag}-again")).Items.Select(item => (DateTimeOffset)item["createdAt"]!));
    }

    [Fact]
    public async Task Sensitive_fields_go_out_to_whoever_may_see_them_and_are_noted_as_read()
    {
        var tag = Guid.NewGuid().ToString("N");
        var customer = await fixture.CustomerAsync(more: new { tags = new[] { tag } });
        var profile = await Admin.GetAsync($"{customer.Location}/profile");
        (await Admin.PutAsync($"{customer.Location}/profile", new { sensitive = new { annualIncome = 120000.5, currency = "CNY", family = "two children" } }, profile.ETag)).Expect(HttpStatusCode.OK);
        var reads = (await Admin.GetAsync($"{customer.Location}/profile/reads")).Items.Count;

        var row = Assert.Single(await ExportAsync(new { filter = new { tag }, sensitive = true }));
        Assert.Equal(("120000.5", "CNY", "two children"), (row["annualIncome"], row["incomeCurrency"], row["family"]));
        Assert.Equal(reads + 1, (await Admin.GetAsync($"{customer.Location}/profile/reads")).Items.Count);

        var analyst = fixture.As("ana", "analyst");
        Assert.Equal("export.sensitive", (await analyst.PostAsync("/api/v1/exports", new { filter = new { tag }, sensitive = true })).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("export.sensitive", (await analyst.PostAsync("/api/v1/exports", new { filter = new { tag }, columns = new[] { "name", "health" } })).Expect(HttpStatusCode.Forbidden).Code);
        Assert.DoesNotContain("family", Assert.Single(await ExportAsync(new { filter = new { tag } }, analyst)).Keys);
        Assert.Equal(reads + 1, (await Admin.GetAsync($"{customer.Location}/profile/reads")).Items.Count);
        // Another may know of the export, but not take what its asker may see.
        var mine = (await Admin.PostAsync("/api/v1/exports", new { filter = new { tag }, sensitive = true })).Expect(HttpStatusCode.Accepted);
        await Admin.EndOfAsync(mine.Location!);
        Assert.Equal("export.not-yours", (await analyst.GetAsync($"{mine.Location}/file")).Expect(HttpStatusCode.Forbidden).Code);
    }

    // C17: an export is audited.
    [Fact]
    public async Task Who_exported_what_and_when_can_be_read()
    {
        var tag = Guid.NewGuid().ToString("N");
        await fixture.CustomerAsync(more: new { tags = new[] { tag } });
        await ExportAsync(new { format = "csv", filter = new { tag }, columns = new[] { "name", "funds" } });
        var record = (await Admin.GetAsync("/api/v1/exports?limit=200")).Expect(HttpStatusCode.OK).Items.Single(item => (string?)item["filter"]!["tag"] == tag);
        Assert.Equal(("ada", "csv", "succeeded", 1, true), ((string?)record["by"], (string?)record["format"], (string?)record["state"], (int)record["rows"]!, (bool)record["sensitive"]!));
        Assert.Equal(["name", "funds"], record["columns"]!.AsArray().Select(column => (string?)column));
        (await fixture.As("nora", "sales", "north").GetAsync("/api/v1/exports")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_filter_that_would_fail_when_nobody_looks_is_refused_at_once()
    {
        Assert.Equal("phone.invalid", (await Admin.PostAsync("/api/v1/exports", new { filter = new { phone = "abc" } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("phone.invalid", (await Admin.PostAsync("/api/v1/segments", new { name = $"P {Guid.NewGuid():N}", kind = "dynamic", criteria = new { phone = "abc" } })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task An_export_sees_no_further_than_its_asker_saw()
    {
        var tag = Guid.NewGuid().ToString("N");
        foreach (var team in new[] { "north", "south" }) await fixture.CustomerAsync(more: new { tags = new[] { tag }, team, grade = "ordinary" });
        var reach = await fixture.Service.InScopeAsync(async scope =>
        {
            // The table of rights gives exports to roles that see all; the work itself holds to whatever reach it was asked with.
            var db = scope.GetRequiredService<CustomersDb>();
            var job = db.QueueJob("export", new { Request = new { Format = "csv", Filter = new { Tag = tag } }, SensitiveReach = "none" },
                Caller.ForJob("nora", "Nora", "north", RowScope.Team), fixture.Time!, scope.GetRequiredService<JobSignal>());
            await db.SaveChangesAsync();
            return job.Id;
        });
        await Admin.EndOfAsync($"/api/v1/exports/{reach}");
        var text = await fixture.Service.InScopeAsync(async scope => await new StreamReader(scope.GetRequiredService<IFileStore>().OpenRead(PersonalFiles.Export(reach))).ReadToEndAsync());
        Assert.Equal(["north"], Rows(text).Select(row => row["team"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.As("sam", "sales", "north").PostAsync("/api/v1/exports", new { })).Status);
    }

    [Fact]
    public async Task An_export_that_was_killed_goes_on_behind_its_last_saved_page()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = "externalId,name,role,tags\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"{tag}-{i},Number {i} of {tag},supplier,{tag}\n"));
        Assert.Equal(2500, (int)(await Admin.ImportAsync("customers", System.Text.Encoding.UTF8.GetBytes(csv), allowDuplicate: true))["accepted"]!);
        var (id, whole) = await FileAsync(new { filter = new { tag } });
        // As a kill leaves it: two pages saved, the file longer than the checkpoint knows.
        var cut = await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var store = scope.GetRequiredService<IFileStore>();
            var keys = await db.AllCustomers.Where(c => c.ExternalId!.StartsWith(tag)).OrderBy(c => c.Key).Select(c => c.Key).ToListAsync();
            var text = System.Text.Encoding.UTF8.GetString(whole);
            var bytes = text.Split('\n').Take(2001).Sum(line => System.Text.Encoding.UTF8.GetByteCount(line) + 1);
            var job = db.QueueJob("export", new { Request = new { Format = "csv", Filter = new { Tag = tag } }, SensitiveReach = "none" }, Caller.ForJob("ada", "ada", null, RowScope.All), fixture.Time!, scope.GetRequiredService<JobSignal>());
            job.Advance(new { Rows = 2000, Bytes = bytes, After = new { Key = keys[1999] } }, 2000, 2000, 0, 80);
            await using (var file = store.OpenAppend(PersonalFiles.Export(job.Id), 0)) await file.WriteAsync(whole.AsMemory(0, bytes + 30));
            await db.SaveChangesAsync();
            return job.Id;
        });
        var end = await Admin.EndOfAsync($"/api/v1/exports/{cut}");
        Assert.Equal(("succeeded", 2500), ((string?)end["state"], (int)end["read"]!));
        var resumed = await fixture.Service.InScopeAsync(async scope =>
        {
            using var copy = new MemoryStream();
            await using var file = scope.GetRequiredService<IFileStore>().OpenRead(PersonalFiles.Export(cut));
            await file.CopyToAsync(copy);
            return copy.ToArray();
        });
        Assert.Equal(System.Text.Encoding.UTF8.GetString(whole), System.Text.Encoding.UTF8.GetString(resumed));
        Assert.NotEqual(id, cut);
    }

    [Fact]
    public async Task A_file_ends_with_its_time_and_with_the_erasure_of_anybody()
    {
        var tag = Guid.NewGuid().ToString("N");
        var customer = await fixture.CustomerAsync(more: new { tags = new[] { tag } });
        var (first, _) = await FileAsync(new { filter = new { tag } });
        var archive = (await Admin.PostAsync("/api/v1/privacy/exports", new { customerId = customer.Id })).Expect(HttpStatusCode.Accepted);
        await Admin.EndOfAsync(archive.Location!);
        (await Admin.GetAsync($"{archive.Location}/archive")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{customer.Location}/erase", new { confirm = customer.Id }, (await Admin.GetAsync(customer.Location!)).ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("export.expired", (await Admin.GetAsync($"/api/v1/exports/{first}/file")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync($"{archive.Location}/archive")).Status);

        var (second, _) = await FileAsync(new { filter = new { tag } });
        // C2, C20: an archive tells what is kept sealed everywhere else.
        var held = (await Admin.PostAsync("/api/v1/privacy/exports", new { customerId = (await fixture.CustomerAsync()).Id })).Expect(HttpStatusCode.Accepted);
        await Admin.EndOfAsync(held.Location!);
        (await Admin.GetAsync($"{held.Location}/archive")).Expect(HttpStatusCode.OK);
        fixture.Leap(TimeSpan.FromHours(25));
        Assert.Equal("export.expired", (await Admin.GetAsync($"/api/v1/exports/{second}/file")).Expect(HttpStatusCode.Conflict).Code);
        await PassingAsync(() => fixture.Service.InScopeAsync(scope => Task.FromResult(!scope.GetRequiredService<IFileStore>().Exists(PersonalFiles.Export(second)))), "the file to go");
        await PassingAsync(async () => (await Admin.GetAsync($"{held.Location}/archive")).Status == HttpStatusCode.NotFound, "the archive to go");

        // Files are looked after every ten minutes, and they may just have been.
        Task PassingAsync(Func<Task<bool>> look, string what) => Eventually.IsTrueAsync(() =>
        {
            fixture.Leap(TimeSpan.FromMinutes(1));
            return look();
        }, what);
    }

    [Fact]
    public async Task What_cannot_be_exported_is_told_before_anything_is_queued()
    {
        Assert.NotNull((await Admin.PostAsync("/api/v1/exports", new { sort = "colour" })).Expect(HttpStatusCode.BadRequest)["errors"]!["sort"]);
        Assert.Equal("export.columns", (await Admin.PostAsync("/api/v1/exports", new { columns = new[] { "name", "colour" } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("export.columns", (await Admin.PostAsync("/api/v1/exports", new { columns = new[] { "name", "name" } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("field.condition", (await Admin.PostAsync("/api/v1/exports", new { filter = new { field = new[] { "nonsense" } } })).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync("/api/v1/exports", new { format = "pdf" })).Expect(HttpStatusCode.BadRequest);
        (await Admin.PostAsync("/api/v1/exports", new { filter = new { q = new string('x', 101) } })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync($"/api/v1/exports/{Guid.NewGuid()}/file")).Status);
    }

    private async Task<List<Dictionary<string, string>>> ExportAsync(object request, ApiClient? by = null) => Rows(System.Text.Encoding.UTF8.GetString((await FileAsync(request, by)).File));

    private async Task<(Guid Id, byte[] File)> FileAsync(object request, ApiClient? by = null)
    {
        var client = by ?? Admin;
        var queued = (await client.PostAsync("/api/v1/exports", request)).Expect(HttpStatusCode.Accepted);
        var end = await client.EndOfAsync(queued.Location!);
        Assert.True("succeeded" == (string?)end["state"], end.Text);
        using var answer = await client.Http.GetAsync($"{queued.Location}/file");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (queued.Id, await answer.Content.ReadAsByteArrayAsync());
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read()) rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return rows;
    }
}
