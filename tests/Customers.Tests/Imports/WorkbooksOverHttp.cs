using System.IO.Compression;
using System.Net;
using System.Text;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Imports;

/// <summary>C17: a workbook is judged as the same rows in a .csv are.</summary>
public sealed class WorkbooksOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private const string Sheet = "xl/worksheets/sheet1.xml";

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Customers_come_in_from_a_workbook_with_dates_numbers_and_texts_as_they_are_meant()
    {
        var tag = Guid.NewGuid().ToString("N");
        var book = await Importing.WorkbookAsync(
            ["externalId", "名称", "role", "channel", "postalCode", "tags", "latitude", "createdAt", "phone"],
            [$"{tag}-1", "王伟茶庄", "demander", "agent", 200030, tag, 0.1 + 0.2, new DateTime(2019, 3, 1, 9, 30, 0), null],
            [$"{tag}-2", null, "demander", "agent", null, tag],
            [],
            [$"{tag}-4", "Li Na", "martian", "agent", "00123", tag],
            [$"{tag}-5", "=Zhao \"Tea\"", "supplier", null, "00123", tag, 31, new DateTime(2020, 1, 1), "+86 138 0013 8000"],
            [$"{tag}-6", "Wide", "supplier", null, null, tag, null, null, null, "what", "is", "this"]);
        var job = await Admin.ImportAsync("customers", book);
        Assert.Equal(("succeeded", 6, 2, 3), ((string?)job["state"], (int)job["read"]!, (int)job["accepted"]!, (int)job["rejected"]!));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text;
        Assert.Contains("2,name,required", errors);
        Assert.Contains("4,role,unknown-value", errors);
        Assert.Contains("6,,row.columns", errors);

        var first = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-1")).Items);
        Assert.Equal("王伟茶庄", (string?)first["name"]);
        Assert.Equal("200030", (string?)first["address"]!["postalCode"]);
        Assert.Equal(0.3, (double)first["address"]!["latitude"]!);
        Assert.Equal(new DateTimeOffset(2019, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)), (DateTimeOffset)first["createdAt"]!);
        var fifth = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-5")).Items);
        Assert.Equal(("=Zhao \"Tea\"", "00123"), ((string?)fifth["name"], (string?)fifth["address"]!["postalCode"]));

        var again = await Admin.ImportAsync("customers", book);
        Assert.Equal((2, 3), ((int)again["accepted"]!, (int)again["rejected"]!));
        Assert.All((await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items, item => Assert.Equal(1, (int)item["version"]!));
    }

    [Fact]
    public async Task Purchases_of_a_workbook_are_those_of_the_same_csv()
    {
        var order = Guid.NewGuid().ToString("N");
        var book = await Importing.WorkbookAsync(
            ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"],
            [order, 85123, 2, new DateTime(2011, 1, 5, 10, 26, 0), 2.55, order],
            [order, "A1", 1.5, new DateTime(2011, 1, 5, 10, 26, 0), 0.1m, order]);
        var csv = $"InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n{order},85123,2,2011-01-05 10:26:00,2.55,{order}\n{order},A1,1.5,2011-01-05 10:26:00,0.1,{order}\n";
        Assert.Equal(2, (int)(await Admin.ImportAsync("purchases", book, createMissing: true))["accepted"]!);
        // The ledger takes a line once: the same rows from a .csv are the same lines.
        Assert.Equal(2, (int)(await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(csv)))["accepted"]!);
        var customer = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={order}")).Items);
        var stored = Assert.Single((await Admin.GetAsync($"/api/v1/purchases?customerId={customer["id"]}")).Items);
        Assert.Equal(5.25m, (decimal)stored["amount"]!);
        Assert.Equal(new DateTimeOffset(2011, 1, 5, 2, 26, 0, TimeSpan.Zero), (DateTimeOffset)stored["orderedAt"]!);
        Assert.Equal(["85123", "A1"], stored["lines"]!.AsArray().Select(line => (string)line!["product"]!));
    }

    [Fact]
    public async Task What_is_no_workbook_is_refused_with_the_reason_before_anything_is_queued()
    {
        var good = await Importing.WorkbookAsync(["name", "role"], ["X", "supplier"]);
        Assert.Contains("password", await RefusedAsync([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]]));
        Assert.Contains("damaged or was cut off", await RefusedAsync(good[..(good.Length / 2)]));
        var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        await using (var entry = await archive.CreateEntry("readme.txt").OpenAsync()) await entry.WriteAsync("no sheet"u8.ToArray());
        Assert.Contains("not a workbook", await RefusedAsync(zip.ToArray()));
        Assert.Contains("damaged", await RefusedAsync(Importing.WithPart(good, Sheet, "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v>")));
        Assert.Contains("damaged", await RefusedAsync(Importing.WithPart(good, Sheet,
            "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>")));
        Assert.Contains("16384 columns", await RefusedAsync(Importing.WithPart(good, Sheet,
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>")));
        Assert.Contains("header row", await RefusedAsync(await Importing.WorkbookAsync([], ["name", "role"], ["X", "supplier"])));
        Assert.Equal("import.columns", (await Admin.UploadAsync("customers", await Importing.WorkbookAsync(["a", "b"], ["1", "2"]))).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_workbook_that_explodes_is_given_up_in_any_of_its_parts()
    {
        var good = await Importing.WorkbookAsync(["name", "role"], ["X", "supplier"]);
        foreach (var part in new[] { "xl/sharedStrings.xml", "docProps/thumbnail.bin" })
            Assert.Contains("beyond all measure", await RefusedAsync(Importing.WithPart(good, part, new string(' ', 20 * 1024 * 1024))));
    }

    private async Task<string> RefusedAsync(byte[] file)
    {
        var refused = (await Admin.UploadAsync("customers", file)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("import.file-unreadable", refused.Code);
        return refused.Text;
    }
}
