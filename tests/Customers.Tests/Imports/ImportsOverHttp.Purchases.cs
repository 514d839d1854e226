using System.IO.Compression;
using System.Net;
using System.Text;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Imports;

/// <summary>Files of purchases.</summary>
public sealed partial class ImportsOverHttp
{
    [Fact]
    public async Task A_dry_run_of_purchases_does_not_make_a_customer_look_active()
    {
        var (known, order) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        var customer = await fixture.CustomerAsync(more: new { externalId = known });
        var before = await HandledAsync(customer.Id);
        var job = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"order,date,customer,product,quantity,amount\n{order},2026-03-10,{known},P1,1,10\n"), dryRun: true);
        Assert.Equal(1, (int)job["accepted"]!);
        Assert.Equal(before, await HandledAsync(customer.Id));
    }

    private Task<(DateTimeOffset? Business, DateTimeOffset? Reassess)> HandledAsync(Guid customer) => fixture.Service.InScopeAsync(async scope =>
    {
        var row = await scope.GetRequiredService<CustomersDb>().Customers.IgnoreQueryFilters().SingleAsync(c => c.Id == customer);
        return (row.LastBusinessAt, row.ReassessAt);
    });

    [Fact]
    public async Task Purchases_keep_equal_lines_apart_and_open_files_for_the_unknown()
    {
        var order = Guid.NewGuid().ToString("N");
        var csv = $"InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n" +
            $"{order},A1,2,2011-01-05 10:00:00,1.25,{order}\n{order},A1,2,2011-01-05 10:00:00,1.25,{order}\nC{order},A1,-1,2011-01-06 10:00:00,1.25,{order}\n{order},A1,1,2011-01-05 10:00:00,1.25,\n";
        var refused = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(csv));
        Assert.Equal(4, (int)refused["rejected"]!);

        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(csv));
        foreach (var _ in new[] { 1, 2 })
        {
            var job = await Admin.ImportAsync("purchases", packed.ToArray(), createMissing: true);
            Assert.Equal((3, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
            var customer = Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={order}")).Items);
            var orders = (await Admin.GetAsync($"/api/v1/purchases?customerId={customer["id"]}")).Items;
            Assert.Equal([-1.25m, 5.00m], orders.Select(o => (decimal)o["amount"]!));
            Assert.Equal(2, orders[1]["lines"]!.AsArray().Count);
        }
    }

    // C13: a line given again changes nothing, and one that says something else is not lost without a word, wherever in the file it stands.
    [Fact]
    public async Task Lines_that_contradict_each_other_in_one_file_are_refused_as_one_after_the_other()
    {
        var (customer, other, order) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var job = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes($"""
            order,date,customer,ordinal,product,quantity,amount
            {order},2026-03-10,{customer.Id},1,P1,1,10
            {order},2026-03-10,{customer.Id},1,P1,1,10
            {order},2026-03-10,{customer.Id},2,P1,1,5
            {order},2026-03-10,{other.Id},3,P1,1,7
            {order},2026-03-10,{customer.Id},2,P1,1,6
            {order},2026-03-10,{customer.Id},4,P1,1,1
            """));
        Assert.Equal(("succeeded", 4, 2), ((string?)job["state"], (int)job["accepted"]!, (int)job["rejected"]!));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Text;
        Assert.Contains("4,orderNumber,order.other-customer", errors);
        Assert.Contains("5,orderNumber,order.line-differs", errors);
        var booked = Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={order}")).Items);
        Assert.Equal((customer.Id, 16m), ((Guid)booked["customerId"]!, (decimal)booked["amount"]!));
    }

    // The refused rows say which line each is, and are sent again as they are told, once what is wrong in them was mended.
    [Theory]
    [InlineData("order,date,customer,product,quantity,amount", "{0},2026-03-10,{1},P,1,10\n{0},2026-03-10,{1},P,1,1O\n{0},2026-03-10,{1},P,1,10\n", "1O", "10", 30)]
    [InlineData("order,date,customer,product,quantity,amount", "{0},2026-03-10,{1},P,1,10\n{0},2026-03-10,{1},P,1,10,x\n{0},2026-03-10,{1},P,1,7\n", ",x,", ",", 27)]
    [InlineData("order,date,customer,product,quantity,amount,cost", "{0},2026-03-10,{1},P,1,10\n{0},2026-03-10,{1},P,1,1O\n", "1O", "10", 20)]
    [InlineData("order,line,date,customer,product,quantity,amount", "{0},,2026-03-10,{1},P,1,10\n{0},,2026-03-10,{1},P,1,1O\n{0},7,2026-03-10,{1},P,1,1O\n", "1O", "10", 30)]
    public async Task Refused_lines_that_were_corrected_come_into_the_ledger(string header, string lines, string wrong, string right, int amount)
    {
        var (customer, order) = (await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        var file = $"{header}\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, order, customer.Id)}";
        var first = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(file));
        Assert.NotEqual(0, (int)first["rejected"]!);
        var refused = (await Admin.GetAsync($"/api/v1/imports/{first.Id}/errors")).Text;
        Assert.Equal($"row,field,code,message,{header}{(header.Contains("line") ? "" : ",ordinal")}", refused.Split("\r\n")[0]);
        var told = refused.Split("\r\n", 2);
        var mended = string.Join("\r\n", told[0], string.Join("\r\n", told[1].Split("\r\n").Select(line => line.LastIndexOf(wrong, StringComparison.Ordinal) is var at and >= 0 ? line[..at] + right + line[(at + wrong.Length)..] : line)));
        var second = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(mended));
        Assert.Equal(((int)first["rejected"]!, 0), ((int)second["accepted"]!, (int)second["rejected"]!));
        Assert.Equal(amount, (decimal)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={order}")).Items)["amount"]!);
        // Nothing of it comes twice.
        foreach (var again in new[] { file, mended }) await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(again));
        Assert.Equal(amount, (decimal)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={order}")).Items)["amount"]!);
    }

    // As a save leaves it that was beaten by somebody who booked on the same order, or entered the same product.
    [Fact]
    public async Task A_piece_that_is_judged_anew_counts_its_lines_as_it_did_before()
    {
        var order = Guid.NewGuid().ToString("N");
        await fixture.CustomerAsync(more: new { externalId = order });
        var columns = new[] { "orderNumber", "orderedAt", "customer", "product", "quantity", "amount" }.Index().ToDictionary(column => column.Item, column => column.Index);
        ImportRow[] rows = [.. Enumerable.Range(1, 3).Select(number => new ImportRow(number, [order, "2026-03-10", order, "P1", "1", $"{number}"], columns))];
        var session = fixture.Service.Services.GetServices<IImportKind>().Single(kind => kind.Kind == "purchases").Begin(new ImportSettings("purchases", false, false), Caller.ForJob("ada", "ada", null, RowScope.All));
        foreach (var row in rows) session.Observe(row);
        await fixture.Service.InScopeAsync(scope => session.WriteAsync(scope, rows, CancellationToken.None));
        var written = await fixture.Service.InScopeAsync(async scope =>
        {
            var result = await session.WriteAsync(scope, rows, CancellationToken.None);
            await scope.GetRequiredService<CustomersDb>().SaveChangesAsync();
            return result;
        });
        Assert.Equal((0, 3L), (written.Errors.Count, written.Created));
        Assert.Equal([1, 2, 3], Assert.Single((await Admin.GetAsync($"/api/v1/purchases?orderNumber={order}")).Items)["lines"]!.AsArray().Select(line => (int)line!["ordinal"]!));
    }

    [Fact]
    public async Task An_id_of_before_a_merge_stands_for_the_survivor_in_a_file_of_purchases()
    {
        var (kept, gone, order) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), Guid.NewGuid().ToString("N"));
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var job = await Admin.ImportAsync("purchases", Encoding.UTF8.GetBytes(
            $"order,date,customer,product,quantity,amount\n{order}-1,2026-03-10,{gone.Id},P1,1,10\n{order}-2,2026-03-10,{$"{kept.Id}".ToUpperInvariant()},P1,1,10\n"), createMissing: true);
        Assert.Equal((2, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Equal([$"{order}-1", $"{order}-2"], (await Admin.GetAsync($"/api/v1/purchases?customerId={kept.Id}")).Items.Select(item => (string?)item["orderNumber"]).Order());
    }
}
