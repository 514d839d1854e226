using System.Net;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Imports;

/// <summary>C17: a whole import is taken back; what was worked on since stays and is told.</summary>
public sealed class UndoneImportsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task What_an_import_opened_goes_and_what_it_changed_says_again_what_it_said()
    {
        var tag = Guid.NewGuid().ToString("N");
        await ImportAsync($"externalId,name,role,channel,city,tags\n{tag}-1,Old name,demander,agent,上海,{tag};old\n");
        var before = await OneAsync($"{tag}-1");
        var import = await ImportAsync(
            $"externalId,name,role,channel,city,tags\n{tag}-1,New name,demander,franchisee,北京,{tag};new\n{tag}-2,Second {tag},supplier,,,{tag}\n{tag}-3,Third {tag},supplier,,,{tag}\n");
        Assert.Equal("franchisee", (string?)(await OneAsync($"{tag}-1"))["channel"]);
        var second = await OneAsync($"{tag}-2");

        var report = await UndoAsync(import, 0);
        Assert.Equal((2, 1), ((int)report["customersRemoved"]!, (int)report["customersRestored"]!));
        var after = await OneAsync($"{tag}-1");
        Assert.Equal(("Old name", "agent", "上海"), ((string?)after["name"], (string?)after["channel"], (string?)after["address"]!["city"]));
        Assert.Equal(before["tags"]!.AsArray().Select(t => (string)t!).Order(), after["tags"]!.AsArray().Select(t => (string)t!).Order());
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?q={Uri.EscapeDataString($"Second {tag}")}")).Items);

        var gone = $"/api/v1/customers/{second["id"]}";
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync(gone)).Status);
        Assert.Equal(["deleted", "created"], (await Admin.GetAsync($"{gone}/history")).Items.Select(change => (string)change["action"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.As("sam", "sales", "north").GetAsync($"{gone}/history")).Status);
        var told = (await fixture.PublishedAsync<CustomerChanged>()).Where(e => e.CustomerId == Guid.Parse((string)second["id"]!)).ToList();
        Assert.Equal(["active", "removed"], told.Select(e => e.Status));
        Assert.True(told[1].Imported && told[1].Version > told[0].Version);

        Assert.Equal("import.nothing-to-undo", (await Admin.PostAsync($"/api/v1/imports/{import.Id}/undo")).Expect(HttpStatusCode.Conflict).Code);
        // What is gone is new when it comes again.
        Assert.Equal(2, (int)(await ImportAsync($"externalId,name,role\n{tag}-2,Second {tag},supplier\n{tag}-3,Third {tag},supplier\n"))["accepted"]!);
    }

    [Fact]
    public async Task What_was_changed_or_worked_on_since_is_kept_with_the_reason_and_goes_once_that_is_gone()
    {
        var tag = Guid.NewGuid().ToString("N");
        await ImportAsync($"externalId,name,role,email\n{tag}-0,First,supplier,a@example.com\n");
        var import = await ImportAsync(
            $"externalId,name,role,email\n{tag}-0,Renamed,supplier,b@example.com\n" + string.Concat(Enumerable.Range(1, 5).Select(i => $"{tag}-{i},Number {i} of {tag},supplier,\n")));
        var files = new List<Answer>();
        for (var i = 0; i < 6; i++) files.Add(await Admin.GetAsync($"/api/v1/customers/{(await OneAsync($"{tag}-{i}"))["id"]}"));
        (await Admin.PatchAsync($"/api/v1/customers/{files[0].Id}", new { name = "By hand" }, files[0].ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PatchAsync($"/api/v1/customers/{files[1].Id}", new { language = "en" }, files[1].ETag)).Expect(HttpStatusCode.OK);
        var contact = (await Admin.PostAsync($"/api/v1/customers/{files[2].Id}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"/api/v1/customers/{files[3].Id}/merge", new { duplicateId = files[4].Id }, files[3].ETag)).Expect(HttpStatusCode.OK);

        var undo = await UndoneAsync(import);
        Assert.Equal(("succeeded", 6, 1, 5), ((string?)undo["state"], (int)undo["read"]!, (int)undo["accepted"]!, (int)undo["rejected"]!));
        var kept = (await Admin.GetAsync($"/api/v1/imports/{undo.Id}/errors")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await Admin.Http.GetByteArrayAsync($"/api/v1/imports/{undo.Id}/errors"))[..3]);
        Assert.Contains(kept, line => line.Contains($"{files[0].Id}") && line.Contains("customer.changed-since") && line.Contains("name"));
        Assert.Contains(kept, line => line.Contains($"{files[1].Id}") && line.Contains("customer.changed-since"));
        Assert.Contains(kept, line => line.Contains($"{files[2].Id}") && line.Contains("customer.worked-on") && line.Contains("contacts"));
        Assert.Contains(kept, line => line.Contains($"{files[3].Id}") && line.Contains("customer.worked-on") && line.Contains("merges"));
        Assert.Contains(kept, line => line.Contains($"{files[4].Id}") && line.Contains("customer.merged"));
        var first = await OneAsync($"{tag}-0");
        Assert.Equal(("By hand", "a@example.com"), ((string?)first["name"], (string?)first["email"]));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-5")).Items);

        (await Admin.DeleteAsync($"/api/v1/contacts/{contact.Id}", contact.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(1, (int)(await UndoneAsync(import))["accepted"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync($"/api/v1/customers/{files[2].Id}")).Status);
    }

    [Fact]
    public async Task Orders_leave_the_ledger_again_and_the_customer_stands_where_it_stood()
    {
        var tag = Guid.NewGuid().ToString("N");
        var customer = await fixture.CustomerAsync(more: new { externalId = $"{tag}-known" });
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{tag}-own", DateTimeOffset.UtcNow.AddDays(-400)))).Expect(HttpStatusCode.Created);
        var at = DateTime.UtcNow.AddDays(-3).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        var import = await ImportAsync(
            "order,date,customer,product,quantity,amount\n"
            + $"{tag}-1,{at},{tag}-known,{tag}-A,1,10\n{tag}-1,{at},{tag}-known,{tag}-B,2,20\n{tag}-2,{at},{tag}-new,{tag}-C,1,10\n{tag}-3,{at},{tag}-known,{tag}-A,1,10\n", "purchases", createMissing: true);
        await fixture.EventuallyAsync(customer.Location!, file => (string?)file["maturity"] == "current", "business under way");
        Assert.Equal(4, (await Admin.GetAsync($"/api/v1/purchases?customerId={customer.Id}")).Items.Count - 1 + 2);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{tag}-3", DateTimeOffset.UtcNow.AddDays(-3), ordinal: 2))).Expect(HttpStatusCode.Created);

        var changed = await Admin.GetAsync($"/api/v1/products/{tag}-B");
        (await Admin.PutAsync($"/api/v1/products/{tag}-B", new { name = "Longjing" }, changed.ETag)).Expect(HttpStatusCode.OK);
        var report = await UndoAsync(import, 3);
        Assert.Equal((1, 2, 3), ((int)report["customersRemoved"]!, (int)report["ordersWithdrawn"]!, (int)report["linesWithdrawn"]!));
        Assert.Equal([$"{tag}-3", $"{tag}-own"], (await Admin.GetAsync($"/api/v1/purchases?customerId={customer.Id}")).Items.Select(order => (string)order["orderNumber"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={tag}-new")).Items);
        // The products go that came with it, but for the one in the order that stays and the one somebody has described.
        Assert.Equal(1, (int)report["productsRemoved"]!);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { (await Admin.GetAsync($"/api/v1/products/{tag}-A")).Status, (await Admin.GetAsync($"/api/v1/products/{tag}-B")).Status, (await Admin.GetAsync($"/api/v1/products/{tag}-C")).Status });
        var gone = (await fixture.PublishedAsync<ProductChanged>()).Where(e => e.Code == $"{tag}-C").ToList();
        Assert.Equal([(1L, true, false), (2L, false, true)], gone.Select(e => (e.Version, e.Active, e.Removed)));

        var recorded = (await fixture.PublishedAsync<PurchaseRecorded>()).Where(e => e.OrderNumber.StartsWith(tag, StringComparison.Ordinal) && e.Imported).ToList();
        var withdrawn = (await fixture.PublishedAsync<PurchaseWithdrawn>()).Where(e => e.OrderNumber.StartsWith(tag, StringComparison.Ordinal)).ToList();
        Assert.Equal([$"{tag}-1", $"{tag}-2"], withdrawn.Select(e => e.OrderNumber).Order());
        foreach (var taken in withdrawn)
        {
            var given = Assert.Single(recorded, e => e.OrderNumber == taken.OrderNumber);
            Assert.Equal((given.CustomerId, given.OrderedAt, given.Currency), (taken.CustomerId, taken.OrderedAt, taken.Currency));
            Assert.Equal(given.Lines, taken.Lines);
        }
    }

    [Fact]
    public async Task The_last_business_is_the_one_before_the_import()
    {
        var tag = Guid.NewGuid().ToString("N");
        var customer = await fixture.CustomerAsync(more: new { externalId = tag });
        // C5: a refund is none.
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, $"{tag}-back", DateTimeOffset.UtcNow.AddDays(-1), amount: -10))).Expect(HttpStatusCode.Created);
        var at = DateTime.UtcNow.AddDays(-3).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        var import = await ImportAsync($"order,date,customer,product,quantity,amount\n{tag},{at},{tag},A1,1,10\n", "purchases");
        await fixture.EventuallyAsync(customer.Location!, file => (string?)file["maturity"] == "current", "business under way");
        await UndoAsync(import, 0);
        await fixture.EventuallyAsync(customer.Location!, file => (string?)file["maturity"] == "potential", "no business any more");
    }

    [Fact]
    public async Task An_undo_that_was_killed_goes_on_and_asked_for_twice_is_done_once()
    {
        var tag = Guid.NewGuid().ToString("N");
        var import = await ImportAsync("externalId,name,role\n" + string.Concat(Enumerable.Range(0, 450).Select(i => $"{tag}-{i},Number {i} of {tag},supplier\n")));
        // As a kill leaves it: the first piece saved, the checkpoint behind it, rows in the report that nobody knows of.
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var last = await db.ImportMarks.OrderByDescending(mark => mark.Key).FirstAsync(mark => db.Set<Job>().Any(job => job.Id == import.Id && job.Key == mark.JobKey));
            db.ImportMarks.Remove(last);
            db.Customers.Remove(await db.AllCustomers.SingleAsync(c => c.Id == last.Subject));
            return await db.SaveChangesAsync();
        });
        var asked = await Task.WhenAll(Admin.PostAsync($"/api/v1/imports/{import.Id}/undo"), Admin.PostAsync($"/api/v1/imports/{import.Id}/undo"));
        var ends = new List<Answer>();
        foreach (var one in asked.Where(one => one.Status == HttpStatusCode.Accepted).Select(one => one.Location!).Distinct()) ends.Add(await Admin.EndOfAsync(one));
        Assert.All(ends, end => Assert.Equal("succeeded", (string?)end["state"]));
        Assert.Equal(449, ends.Sum(end => (int)end["accepted"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?q={tag}")).Items);
        var removed = (await fixture.PublishedAsync<CustomerChanged>()).Where(e => e.Status == "removed" && e.Name.EndsWith(tag, StringComparison.Ordinal)).ToList();
        Assert.Equal(449, removed.Select(e => e.CustomerId).Distinct().Count());
        Assert.Equal(449, removed.Count);
    }

    [Fact]
    public async Task Only_an_import_that_has_ended_and_did_something_is_undone()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.PostAsync($"/api/v1/imports/{Guid.NewGuid()}/undo")).Status);
        var dry = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"externalId,name,role\n{Guid.NewGuid()},Nobody,supplier\n"), dryRun: true);
        Assert.Equal("import.nothing-to-undo", (await Admin.PostAsync($"/api/v1/imports/{dry.Id}/undo")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await fixture.As("sam", "sales", "north").PostAsync($"/api/v1/imports/{dry.Id}/undo")).Status);
    }

    private static object Order(Guid customer, string number, DateTimeOffset at, int ordinal = 1, int amount = 10) => new
    {
        customerId = customer, orderNumber = number, orderedAt = at, lines = new[] { new { ordinal, product = "P1", quantity = Math.Sign(amount), amount } },
    };

    private async Task<Answer> ImportAsync(string csv, string kind = "customers", bool createMissing = false)
    {
        var job = await Admin.ImportAsync(kind, Encoding.UTF8.GetBytes(csv), createMissing: createMissing);
        Assert.Equal(("succeeded", 0), ((string?)job["state"], (int)job["rejected"]!));
        return job;
    }

    private async Task<Answer> UndoneAsync(Answer import) => await Admin.EndOfAsync((await Admin.PostAsync($"/api/v1/imports/{import.Id}/undo")).Expect(HttpStatusCode.Accepted).Location!);

    private async Task<Answer> UndoAsync(Answer import, int kept)
    {
        var undo = await UndoneAsync(import);
        Assert.Equal(("succeeded", kept), ((string?)undo["state"], (int)undo["rejected"]!));
        return (await Admin.GetAsync($"/api/v1/imports/{undo.Id}/report")).Expect(HttpStatusCode.OK);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> OneAsync(string externalId) => Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={externalId}")).Items);
}
