using System.IO.Compression;
using System.Net;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Imports;

public sealed partial class ImportsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Customers_come_in_wrong_rows_are_told_and_a_second_time_changes_nothing()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = $""""
            externalId,name,role,channel,phone,tags
            {tag}-1,"Müller, Söhne & Co ""GmbH""",demander,agent,+49 30 901820,{tag}
            {tag}-2,,demander,agent,,{tag}
            {tag}-3,王伟,martian,agent,,{tag}
            {tag}-4,李娜,supplier,,,{tag};vip
            {tag}-5,Short,supplier
            {tag}-6,Wide,supplier,,,{tag},what,is,this
            """";
        var first = await Admin.ImportAsync("customers", Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(csv)).ToArray());
        Assert.Equal("succeeded", (string?)first["state"]);
        Assert.Equal((6, 3, 3, 100), ((int)first["read"]!, (int)first["accepted"]!, (int)first["rejected"]!, (int)first["percent"]!));
        var errors = await Admin.GetAsync($"/api/v1/imports/{first.Id}/errors");
        Assert.Contains("2,name,required", errors.Text);
        Assert.Contains("3,role,unknown-value", errors.Text);
        Assert.Contains("6,,row.columns", errors.Text);
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items.Count);

        var again = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes(csv));
        Assert.Equal(3, (int)again["accepted"]!);
        var items = (await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items;
        Assert.Equal(2, items.Count);
        Assert.All(items, item => Assert.Equal(1, (int)item["version"]!));
    }

    // C17: an absent column says nothing, a blank cell says that there is nothing.
    [Fact]
    public async Task What_a_file_has_no_column_for_stays_as_it_is()
    {
        var (id, brought) = (Guid.NewGuid().ToString("N"), await fixture.CustomerAsync());
        var customer = await fixture.CustomerAsync(more: new
        {
            externalId = id, ownerId = "nora", grade = "strategic", tags = new[] { "vip" }, email = $"{id}@example.com", phone = "+86 138 0013 8777", source = "exhibition", referredBy = brought.Id,
            address = new { city = "Wuhan", street = "Old Street 1" }, allowDuplicate = true,
        });
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role,street,email\n{id},New name {id},both,New Street 2,\n"));
        Assert.Equal((1, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        var after = (await Admin.GetAsync(customer.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("both", "end-customer", "strategic", "exhibition", "+8613800138777", null),
            ((string?)after["role"], (string?)after["channel"], (string?)after["grade"], (string?)after["source"], (string?)after["phone"], (string?)after["email"]));
        Assert.Equal((brought.Id, "vip", "Wuhan", "New Street 2", "nora"),
            ((Guid)after["referredBy"]!, (string?)Assert.Single(after["tags"]!.AsArray()), (string?)after["address"]!["city"], (string?)after["address"]!["street"], (string?)after["ownerId"]));
    }

    // C7: a referral names another customer, by its id, by what the other system calls it, or by an earlier row. C6: the owner's team comes with the owner.
    [Fact]
    public async Task A_row_names_who_brought_the_customer_and_comes_into_the_hands_of_the_owners_team()
    {
        var id = Guid.NewGuid().ToString("N");
        var known = await fixture.CustomerAsync(more: new { externalId = $"{id}-known" });
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,source,referredBy,ownerId,team
            {id}-1,First {id},demander,agent,referral,{known.Id},nora,
            {id}-2,Second {id},demander,agent,referral,{id}-known,nora,east
            {id}-3,Third {id},demander,agent,referral,{id}-1,,
            {id}-4,Fourth {id},demander,agent,referral,{Guid.NewGuid()},,
            {id}-5,Fifth {id},demander,agent,referral,{id}-5,,
            """), allowDuplicate: true);
        Assert.Equal((3, 2), ((int)job["accepted"]!, (int)job["rejected"]!));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text;
        Assert.Contains("4,referredBy,customer.referrer-unknown", errors);
        Assert.Contains("5,referredBy,customer.referred-by-itself", errors);
        var (first, second, third) = (await OneAsync("1"), await OneAsync("2"), await OneAsync("3"));
        Assert.Equal((known.Id, known.Id, (Guid)first["id"]!), ((Guid)first["referredBy"]!, (Guid)second["referredBy"]!, (Guid)third["referredBy"]!));
        Assert.Equal(("north", "east"), ((string?)first["team"], (string?)second["team"]));

        // By its own id neither, as little as over the API.
        var again = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role,source,referredBy\n{id}-1,First {id},demander,referral,{first["id"]}\n"));
        Assert.Equal((0, 1), ((int)again["accepted"]!, (int)again["rejected"]!));
        Assert.Contains("1,referredBy,customer.referred-by-itself", (await Admin.GetAsync($"/api/v1/imports/{again.Id}/errors")).Text);
        Assert.Equal(known.Id, (Guid)(await OneAsync("1"))["referredBy"]!);

        async Task<System.Text.Json.Nodes.JsonNode> OneAsync(string number)
        {
            var found = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={id}-{number}")).Items);
            return (await Admin.GetAsync($"/api/v1/customers/{found["id"]}")).Expect(HttpStatusCode.OK).Json;
        }
    }

    // C7, C16
    [Fact]
    public async Task A_row_names_no_file_that_has_gone_into_the_one_it_is_about()
    {
        var id = Guid.NewGuid().ToString("N");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { externalId = $"{id}-kept" }), await fixture.CustomerAsync(more: new { externalId = $"{id}-gone" }));
        var between = await fixture.CustomerAsync();
        (await Admin.ActAsync($"{between.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = between.Id }, "*")).Expect(HttpStatusCode.OK);
        foreach (var itself in new[] { $"{gone.Id}", $"{id}-gone", $"{between.Id}" })
        {
            var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role,source,referredBy\n{id}-kept,Kept {id},demander,referral,{itself}\n"));
            Assert.Equal((0, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
            Assert.Contains("1,referredBy,customer.referred-by-itself", (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text);
        }
        Assert.Null((string?)(await Admin.GetAsync(kept.Location!)).Expect(HttpStatusCode.OK)["referredBy"]);
    }

    // X3: of two states with one version only the first is taken, so a file that several rows of one piece speak of is told once.
    [Fact]
    public async Task A_customer_that_several_rows_speak_of_is_told_as_the_last_one_leaves_it()
    {
        var id = Guid.NewGuid().ToString("N");
        await fixture.CustomerAsync(more: new { externalId = $"{id}-known", language = "en" });
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,language
            {id}-known,Known {id},demander,agent,fr
            {id}-known,Known {id},demander,agent,de
            {id}-new,Other {id},demander,agent,fr
            {id}-new,Other {id},demander,agent,de
            """), allowDuplicate: true);
        Assert.Equal((4, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        foreach (var external in new[] { "known", "new" })
        {
            var file = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={id}-{external}")).Items);
            Assert.Equal("de", (string?)file["language"]);
            var told = await Eventually.BecomesAsync(
                async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == (Guid)file["id"]!).ToList(), changes => changes.Exists(change => change.Version == (long)file["version"]!), "the file");
            Assert.Equal("de", Assert.Single(told, change => change.Version == (long)file["version"]!).Language);
        }
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_changes_nothing()
    {
        var (id, known) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        var customer = await fixture.CustomerAsync(more: new { externalId = known });
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role\n{id},Dry {id},supplier\n{known},{known},demander\n,Y,nonsense\n"), dryRun: true);
        Assert.Equal((2, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={id}")).Items);
        Assert.Equal((string?)customer["name"], (string?)(await Admin.GetAsync(customer.Location!))["name"]);
        // Nor do the other services hear of it.
        Assert.Equal([1L], (await fixture.PublishedAsync<CustomerChanged>()).Where(told => told.CustomerId == customer.Id || told.Name == $"Dry {id}").Select(told => told.Version));
    }

    // C17: a row is corrected once, by its one line of the refused rows, and not once for each mistake.
    [Fact]
    public async Task A_refused_row_says_all_its_mistakes_in_one_line_and_comes_in_once_all_are_corrected()
    {
        var (id, code) = (Guid.NewGuid().ToString("N"), $"size{Random.Shared.Next(1_000_000)}");
        (await Admin.PutAsync($"/api/v1/custom-fields/{code}", new { name = $"Size {code}", type = "number" }, "*")).Expect(HttpStatusCode.Created);
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,phone,email,country,latitude,createdAt,custom.{code}
            {id}-1,,demander,pigeon,none,nobody,China,far,2999-01-01,large
            {id}-2,Two {id},martian,,none,nobody,,,,
            {id}-3,Three {id},demander,,none,,,,,
            {id}-4,Four {id},supplier,,,,,,,
            """));
        Assert.Equal((4, 1, 3), ((int)job["read"]!, (int)job["accepted"]!, (int)job["rejected"]!));
        var told = (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, told.Length);
        Assert.StartsWith($"1,name; channel; latitude; email; address.country; phone; custom.{code}; createdAt,required; unknown-value; number.invalid; validation; validation; phone.invalid; field.invalid; date.invalid,", told[1], StringComparison.Ordinal);
        Assert.Contains("name is blank.; 'pigeon' is not one of:", told[1], StringComparison.Ordinal);
        // What hangs by the category is judged once there is one.
        Assert.StartsWith("2,role; email,unknown-value; validation,", told[2], StringComparison.Ordinal);
        Assert.StartsWith("3,phone; channel,phone.invalid; category.channel-missing,", told[3], StringComparison.Ordinal);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={id}-1")).Items);

        var customer = await fixture.CustomerAsync();
        var lines = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"""
            order,date,customer,product,quantity,unitPrice,cost,currency,ordinal
            ,soon,{customer.Id},,many,dear,much,CNY,0
            {id},2026-03-10,{customer.Id},P1,1,,much,CNX1,
            {id},2026-03-10,{customer.Id},P1,many,2,,CNY,
            {id},2026-03-10,{customer.Id},P1,1,2,,CNY,
            """));
        Assert.Equal((4, 1, 3), ((int)lines["read"]!, (int)lines["accepted"]!, (int)lines["rejected"]!));
        told = (await Admin.GetAsync($"/api/v1/imports/{lines.Id}/errors")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("1,orderNumber; product; orderedAt; quantity; unitPrice; cost; ordinal,required; required; date.invalid; number.invalid; number.invalid; number.invalid; number.invalid,", told[1], StringComparison.Ordinal);
        Assert.StartsWith("2,currency,purchase.currency,", told[2], StringComparison.Ordinal);
        Assert.StartsWith("3,quantity,number.invalid,", told[3], StringComparison.Ordinal);
    }

    // C17, X2: who sends a file learns from the document what belongs beside it.
    [Fact]
    public async Task The_form_of_an_import_is_described_with_its_kinds_and_their_columns()
    {
        var document = (await fixture.Service.Client(null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        var form = document["paths"]!["/api/v1/imports"]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!;
        var fields = (form["allOf"]?.AsArray().Select(part => part!["properties"]!.AsObject()) ?? [form["properties"]!.AsObject()]).SelectMany(part => part).ToDictionary(field => field.Key, field => field.Value!);
        Assert.Equal(["customers", "purchases"], fields["kind"]["enum"]!.AsArray().Select(kind => (string?)kind));
        var mapping = (string)fields["mapping"]["description"]!;
        Assert.All(new[] { "name*", "role*", "custom.{code}", "purchases: orderNumber*", "unitPrice" }, word => Assert.Contains(word, mapping, StringComparison.Ordinal));
        Assert.All(new[] { "createMissing", "allowDuplicate", "dryRun" }, name => Assert.False(string.IsNullOrEmpty((string?)fields[name]["description"]) || (bool)fields[name]["default"]!));
    }

    // What no column of the database takes, and a sum that no number holds, ended the whole import.
    [Fact]
    public async Task A_row_that_is_too_long_or_too_much_is_refused_as_the_api_refuses_it_and_the_others_come_in()
    {
        var (customer, order) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var job = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"""
            order,date,customer,ordinal,product,quantity,unitPrice,description
            {order},2026-03-10,{customer.Id},1,P1,1,10,
            {order},2026-03-10,{customer.Id},2,P1,1000000000,1000000000,
            {order},2026-03-10,{customer.Id},3,P1,1,1,{new string('d', 201)}
            {order},2026-03-10,{customer.Id},1000001,P1,1,1,
            {order}-x,2026-03-10,{new string('c', 101)},1,P1,1,1,
            {new string('o', 61)},2026-03-10,{customer.Id},1,P1,1,1,
            """), createMissing: true);
        Assert.Equal(("succeeded", 1, 5), ((string?)job["state"], (int)job["accepted"]!, (int)job["rejected"]!));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text;
        foreach (var told in new[] { "2,unitPrice,number.invalid", "3,description,validation", "4,ordinal,number.invalid", "5,customer,validation", "6,orderNumber,validation" }) Assert.Contains(told, errors);

        var files = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"""
            externalId,name,role,createdAt,createdBy
            {order}-1,One {order},supplier,2020-02-03T04:05:06Z,wang
            {order}-2,Two {order},supplier,2999-01-01,wang
            {order}-3,Three {order},supplier,0001-01-01,wang
            {order}-4,Four {order},supplier,,{new string('w', 101)}
            """));
        Assert.Equal(("succeeded", 1, 3), ((string?)files["state"], (int)files["accepted"]!, (int)files["rejected"]!));
        errors = (await Admin.GetAsync($"/api/v1/imports/{files.Id}/errors")).Text;
        foreach (var told in new[] { "2,createdAt,date.invalid", "3,createdAt,date.invalid", "4,createdBy,validation" }) Assert.Contains(told, errors);
    }

    [Fact]
    public async Task A_file_that_cannot_be_right_is_refused_with_what_would_be()
    {
        var good = Encoding.UTF8.GetBytes("name,role\nX,supplier\n");
        Assert.Equal("import.kind-unknown", (await Admin.UploadAsync("dragons", good)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("import.file-empty", (await Admin.UploadAsync("customers", [])).Expect(HttpStatusCode.BadRequest).Code);
        var columns = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes("a,b\n1,2\n"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("import.columns", columns.Code);
        Assert.Contains("a, b", columns.Text);
        var mapped = (await Admin.UploadAsync("customers", good, mapping: """{"name":"nom","colour":"role"}""")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(mapped["errors"]!["mapping.name"]);
        Assert.NotNull(mapped["errors"]!["mapping.colour"]);
        foreach (var none in new[] { "nonsense", """{"name":null}""", """{"name":"name","role":null}""", """{"name":5}""", "[]" })
            Assert.NotNull((await Admin.UploadAsync("customers", good, mapping: none)).Expect(HttpStatusCode.BadRequest)["errors"]!["mapping"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Without_a_mapping_columns_go_by_their_names(string? mapping)
    {
        var id = Guid.NewGuid().ToString("N");
        Assert.Equal(1, (int)(await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"name,role,externalId\nX,supplier,{id}\n"), mapping))["accepted"]!);
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={id}")).Items);
    }

    [Fact]
    public async Task A_mapping_leads_their_columns_to_our_fields()
    {
        var id = Guid.NewGuid().ToString("N");
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"Kunde;Rolle;Nr\nX;supplier;{id}\n"), mapping: """{"name":"Kunde","role":"Rolle","externalId":"Nr"}""");
        Assert.Equal(1, (int)job["accepted"]!);
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={id}")).Items);
    }

    [Fact]
    public async Task A_cut_off_gzip_a_bomb_and_an_unclosed_quote_end_the_import_with_the_reason()
    {
        var packed = new MemoryStream();
        var body = new StringBuilder("externalId,name,role\n");
        for (var i = 0; i < 6_000; i++) body.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Guid.NewGuid()},{Guid.NewGuid()},supplier\n");
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(body.ToString()));
        var cut = await Admin.ImportAsync("customers", packed.ToArray()[..(int)(packed.Length / 2)], dryRun: true);
        Assert.Equal("failed", (string?)cut["state"]);
        Assert.Contains("gzip", (string?)cut["failure"]);

        var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync("name,role\n"u8.ToArray());
            var line = Encoding.UTF8.GetBytes("x,martian".PadRight(50_000) + "\n");
            for (var i = 0; i < 1000; i++) await gzip.WriteAsync(line);
        }
        var exploded = await Admin.ImportAsync("customers", bomb.ToArray(), dryRun: true);
        Assert.Equal("failed", (string?)exploded["state"]);
        Assert.Contains("beyond all measure", (string?)exploded["failure"]);

        var quote = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes("name,role\nA,supplier\n\"B,supplier\n" + new string('x', 200_000)), dryRun: true);
        Assert.Equal("failed", (string?)quote["state"]);
        Assert.Contains("quote", (string?)quote["failure"]);
    }

    [Fact]
    public async Task A_position_that_is_no_finite_number_is_a_wrong_row_and_fails_no_import()
    {
        var tag = Guid.NewGuid().ToString("N");
        var rows = new[] { "NaN,1", "1,Infinity", "1e999,1", "1,1" }.Select((place, i) => $"{tag}-{i},Placed {i} {tag},supplier,{place}\n");
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes("externalId,name,role,latitude,longitude\n" + string.Concat(rows)));
        Assert.Equal(("succeeded", 1, 3), ((string?)job["state"], (int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Equal(["1,latitude,number.invalid", "2,longitude,number.invalid", "3,latitude,number.invalid"],
            (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(',', line.Split(',')[..3])));
    }

    // C17: the refused rows are opened in a spreadsheet to be corrected, and come back as they were.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_begins_like_a_formula_is_text_in_the_file_of_refused_rows_and_comes_back_as_it_was(bool workbook)
    {
        var tag = Guid.NewGuid().ToString("N");
        // As it is given and as it is kept: of a .csv an import takes the apostrophe off that an export has put there; in a workbook it is a letter.
        (string Given, string Kept)[] names =
        [
            ("=1+1", "=1+1"), ("+SUM(A1)", "+SUM(A1)"), ("-2+3", "-2+3"), ("@cmd", "@cmd"), ("\t=1", "=1"), ("  =1", "=1"), ("'=2", workbook ? "'=2" : "=2"), ("''=3", workbook ? "''=3" : "'=3"),
            ("'s Gravenhage", "'s Gravenhage"), ("Plain", "Plain"),
        ];
        object[][] rows =
        [
            ["externalId", "name", "role", "phone", "=street"],
            .. names.Select((name, i) => new object[] { $"{tag}-{i}", name.Given + tag, "martian", "+86 138 0013 8777", $"@{i}" }),
        ];
        var file = workbook ? await Importing.WorkbookAsync(rows) : Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n")));
        var job = await Admin.ImportAsync("customers", file);
        Assert.Equal(names.Length, (int)job["rejected"]!);
        using var answer = await Admin.Http.GetAsync($"/api/v1/imports/{job.Id}/errors");
        var refused = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], refused[..3]);
        using (var cells = new CsvHelper.CsvParser(new StreamReader(new MemoryStream(refused)), System.Globalization.CultureInfo.InvariantCulture))
            while (cells.Read()) Assert.All(cells.Record!, cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0]), cell));

        var corrected = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(refused).Replace("martian", "supplier"));
        var again = await Admin.ImportAsync("customers", corrected, mapping: """{"street":"=street"}""", allowDuplicate: true);
        Assert.Equal((names.Length, 0), ((int)again["accepted"]!, (int)again["rejected"]!));
        foreach (var (i, name) in names.Index())
        {
            var customer = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-{i}")).Items);
            Assert.Equal((name.Kept + tag, "+8613800138777", $"@{i}"), ((string?)customer["name"], (string?)customer["phone"], (string?)customer["address"]!["street"]));
        }
    }

    // What a spreadsheet writes in the encoding of its country is known by the beginning of the file; where that is plain ASCII, nobody is called �� for it.
    [Fact]
    public async Task A_file_that_turns_out_to_be_no_utf8_further_down_is_refused_there_and_not_guessed()
    {
        var tag = Guid.NewGuid().ToString("N");
        var plain = "externalId,name,role\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"{tag}-{i},Plain number {i} of many,supplier\n"));
        byte[] file = [.. Encoding.UTF8.GetBytes(plain), .. CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes($"{tag}-last,王伟贸易,supplier\n")];
        var job = await Admin.ImportAsync("customers", file);
        Assert.Equal("failed", (string?)job["state"]);
        Assert.Contains("UTF-8", (string?)job["failure"], StringComparison.Ordinal);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-last")).Items);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"\"externalId\",\"name\",\"role\"\n{tag}-marked,王伟贸易,supplier\n")];
        Assert.Equal(1, (int)(await Admin.ImportAsync("customers", marked))["accepted"]!);
        Assert.Equal("王伟贸易", (string?)Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-marked")).Items)["name"]);
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_with_the_row_after_the_last_saved_one()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = "externalId,name,role\n" + string.Concat(Enumerable.Range(1, 1500).Select(i => $"{tag}-{i},Number {i} of {tag},{(i % 500 == 0 ? "martian" : "supplier")}\n"));
        // As a kill leaves it: the first thousand rows saved, and rows in the error file that nobody knows of.
        var saved = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes(string.Join('\n', csv.Split('\n').Take(1001))));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{saved.Id}/errors")).Text;
        var id = await fixture.Service.InScopeAsync(async scope =>
        {
            var (db, store) = (scope.GetRequiredService<CustomersDb>(), scope.GetRequiredService<IFileStore>());
            await store.WriteAsync($"{tag}-upload", new MemoryStream(Encoding.UTF8.GetBytes(csv)), default);
            var job = db.QueueJob(ImportEndpoints.JobKind, new
            {
                Kind = "customers", File = $"{tag}-upload", OriginalName = "x.csv", Columns = new Dictionary<string, int> { ["externalId"] = 0, ["name"] = 1, ["role"] = 2 }, CreateMissing = false, DryRun = false,
            }, Caller.ForJob("ada", "ada", null, RowScope.All), TimeProvider.System, scope.GetRequiredService<JobSignal>());
            var bytes = Encoding.UTF8.GetByteCount(errors);
            job.Advance(new { Rows = 1000, ErrorBytes = bytes, Created = 998, Updated = 0, Unchanged = 0, Rejected = 2 }, 1000, 998, 2, 60);
            await using (var file = store.OpenAppend(JobEndpoints.ErrorFile(job.Id), 0)) await file.WriteAsync(Encoding.UTF8.GetBytes(errors + "1001,half a li"));
            await db.SaveChangesAsync();
            return job.Id;
        });
        var end = await Admin.EndOfAsync($"/api/v1/imports/{id}");
        Assert.Equal(("succeeded", 1500, 1497, 3), ((string?)end["state"], (int)end["read"]!, (int)end["accepted"]!, (int)end["rejected"]!));
        var told = (await Admin.GetAsync($"/api/v1/imports/{id}/errors")).Text;
        Assert.DoesNotContain("half a li", told);
        Assert.Equal(["500,role", "1000,role", "1500,role"], told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal(1497, await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.CountAsync(c => c.ExternalId!.StartsWith(tag))));
    }

    [Fact]
    public async Task Imports_are_found_again_newest_first()
    {
        var ended = new List<string>();
        foreach (var columns in new[] { "name,role", "name,role,channel", "name,role,email" })
        {
            var queued = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes($"{columns}\n"), dryRun: true)).Expect(HttpStatusCode.Accepted);
            ended.Insert(0, (string)(await Admin.EndOfAsync(queued.Location!))["id"]!);
        }
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await Admin.GetAsync($"/api/v1/imports?state=succeeded&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(job => (string)job["id"]!));
            cursor = page.Next;
        }
        while (cursor is not null && seen.Count < 4);
        Assert.Equal(ended, seen.Take(3));
        Assert.DoesNotContain((await Admin.GetAsync("/api/v1/imports?state=failed")).Items, job => ended.Contains((string)job["id"]!));
        (await Admin.GetAsync("/api/v1/imports?state=over")).Expect(HttpStatusCode.BadRequest);
        (await fixture.As("sam", "sales", "north").GetAsync("/api/v1/imports")).Expect(HttpStatusCode.Forbidden);
    }

    // C20: an upload names people; it goes when nothing is left to do with it.
    [Fact]
    public async Task The_file_of_an_import_that_is_cancelled_before_its_turn_goes_as_any_other()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = "externalId,name,role\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{tag}-{i},Number {i} of {tag},supplier\n"));
        var first = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes(csv), dryRun: true)).Expect(HttpStatusCode.Accepted);
        var waiting = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role\n{tag},Waiting {tag},supplier\n"))).Expect(HttpStatusCode.Accepted);
        (await Admin.PostAsync($"{waiting.Location}/cancel")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{first.Location}/cancel")).Expect(HttpStatusCode.OK);
        var ended = await Admin.EndOfAsync(waiting.Location!);
        Assert.Equal(("cancelled", 0), ((string?)ended["state"], (int)ended["read"]!));
        var upload = await fixture.Service.InScopeAsync(async scope => (await scope.GetRequiredService<CustomersDb>().Set<Job>().SingleAsync(job => job.Id == waiting.Id)).Parameters);
        var file = (string)System.Text.Json.Nodes.JsonNode.Parse(upload)!["file"]!;
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(scope => Task.FromResult(!scope.GetRequiredService<IFileStore>().Exists(file))), "the upload to go");
    }

    [Fact]
    public async Task An_import_that_is_cancelled_stops_keeps_what_it_did_and_can_be_undone()
    {
        var tag = Guid.NewGuid().ToString("N");
        var csv = "externalId,name,role\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{tag}-{i},Number {i} of {tag},supplier\n"));
        var queued = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes(csv))).Expect(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => Admin.GetAsync(queued.Location!), job => (int)job["read"]! > 0, "the import to begin");
        Assert.Equal("import.not-finished", (await Admin.PostAsync($"{queued.Location}/undo")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PostAsync($"{queued.Location}/cancel")).Expect(HttpStatusCode.OK);
        var ended = await Admin.EndOfAsync(queued.Location!);
        Assert.Equal("cancelled", (string?)ended["state"]);
        var done = (int)ended["accepted"]!;
        Assert.InRange(done, 1, 19_999);
        Task<int> CountAsync() => fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.CountAsync(c => c.ExternalId!.StartsWith(tag)));
        Assert.Equal(done, await CountAsync());
        Assert.Equal("job.finished", (await Admin.PostAsync($"{queued.Location}/cancel")).Expect(HttpStatusCode.Conflict).Code);
        var undo = await Admin.EndOfAsync((await Admin.PostAsync($"{queued.Location}/undo")).Expect(HttpStatusCode.Accepted).Location!);
        Assert.Equal(("succeeded", done), ((string?)undo["state"], (int)undo["accepted"]!));
        Assert.Equal(0, await CountAsync());
    }
}
