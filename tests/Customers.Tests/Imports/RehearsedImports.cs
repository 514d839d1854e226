using System.Net;
using System.Text;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Imports;

/// <summary>C17: what a dry run says is what the run in earnest comes to, also where rows of different pieces have to do with each other.</summary>
public sealed class RehearsedImports(RehearsedImports.SmallPieces fixture) : IClassFixture<RehearsedImports.SmallPieces>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Rows_of_earlier_pieces_are_met_in_a_dry_run_as_they_are_in_earnest()
    {
        var id = Guid.NewGuid().ToString("N");
        var file = Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,phone,source,referredBy
            {id}-1,First {id},demander,agent,+49 30 77 12 34 56,web,
            {id}-2,Other {id},demander,agent,,web,
            {id}-3,Third {id},demander,agent,,referral,{id}-1
            {id}-4,Twin {id},demander,agent,+49 30 77123456,web,
            {id}-1,First {id},demander,agent,+49 30 77 12 34 56,web,
            ,Nameless {id},demander,agent,,web,
            ,Nameless {id},demander,agent,,web,
            {id}-5,Fifth {id},demander,agent,,referral,{id}-6
            """);
        var rehearsed = await Admin.ImportAsync("customers", file, dryRun: true);
        Assert.Equal(("succeeded", 5, 3), ((string?)rehearsed["state"], (int)rehearsed["accepted"]!, (int)rehearsed["rejected"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={id}-1")).Items);
        var told = await ErrorsAsync(rehearsed);
        Assert.Equal(["4,,customer.duplicate", "7,,customer.duplicate", "8,referredBy,customer.referrer-unknown"], told);

        var done = await Admin.ImportAsync("customers", file);
        Assert.Equal(((int)rehearsed["accepted"]!, (int)rehearsed["rejected"]!), ((int)done["accepted"]!, (int)done["rejected"]!));
        Assert.Equal(told, await ErrorsAsync(done));
    }

    // A row counts as a change when it says something else than the file did, wherever the pieces are cut.
    [Fact]
    public async Task A_customer_that_comes_again_is_counted_in_a_dry_run_as_it_is_in_earnest()
    {
        var id = Guid.NewGuid().ToString("N");
        var stored = await fixture.CustomerAsync($"Stored {id}", new { externalId = $"{id}-s", channel = "agent", language = "en", source = "web", allowDuplicate = true });
        var file = Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,kind,grade,ownerId,language,source,referredBy
            {id}-1,First {id},demander,agent,person,important,nora,fr,web,
            {id}-2,Second {id},demander,agent,,,,,,{id}-1
            {id}-1,First again {id},demander,agent,,,,,,
            {id}-2,Second {id},demander,agent,,,,,,{id}-1
            {id}-1,First again {id},demander,agent,person,important,,fr,web,
            {id}-2,Second {id},demander,agent,,,,,,
            {id}-s,Renamed {id},demander,agent,organisation,,,de,,
            {id}-3,Third {id},demander,agent,,,,,,
            {id}-s,Renamed {id},demander,agent,,,,,,
            {id}-3,Third {id},both,agent,,,,,,
            {id}-s,Stored {id},demander,agent,,,,en,web,
            {id}-3,Third {id},both,agent,,,,,,
            {id}-4,Fourth {id},demander,agent,,,,,,
            {id}-4,Fourth {id},both,agent,,,,,,
            {id}-s,Stored {id},demander,agent,,,,pt,web,
            {id}-s,Stored {id},demander,agent,,,,en,web,
            {id}-5,Fifth {id},demander,agent,,,,,,
            {id}-4,Fourth {id},both,agent,,,,,,
            {id}-6,Sixth {id},demander,agent,,,,,,{id}-5
            {id}-4,Fourth {id},both,agent,,,,,,
            {id}-5,Fifth again {id},demander,agent,,,,,,
            {id}-4,Fourth {id},both,agent,,,,,,
            {id}-6,Sixth {id},demander,agent,,,,,,{id}-5
            {id}-4,Fourth {id},both,agent,,,,,,
            """);
        var rehearsed = await Admin.ImportAsync("customers", file, dryRun: true);
        Assert.Equal(("succeeded", 24, 0), ((string?)rehearsed["state"], (int)rehearsed["accepted"]!, (int)rehearsed["rejected"]!));
        Assert.Equal((6, 9, 9), await CountsAsync(rehearsed));
        var done = await Admin.ImportAsync("customers", file);
        Assert.Equal((6, 9, 9), await CountsAsync(done));
        Assert.Equal((string?)stored["name"], (string?)(await Admin.GetAsync(stored.Location!))["name"]);
    }

    // What a dry run would have done is stored nowhere, so one that was killed has to see it all again.
    [Fact]
    public async Task A_dry_run_that_was_killed_comes_to_what_an_undisturbed_one_does()
    {
        var id = Guid.NewGuid().ToString("N");
        var csv = $"""
            externalId,name,role,channel,phone,source,referredBy
            {id}-1,First {id},demander,agent,+49 30 88 12 34 56,web,
            {id}-2,Second {id},martian,agent,,web,
            {id}-1,First {id},demander,agent,+49 30 88 12 34 56,web,
            {id}-3,Twin {id},demander,agent,+49 30 88123456,web,
            {id}-4,Fourth {id},demander,agent,,referral,{id}-1
            {id}-1,First again {id},demander,agent,+49 30 88 12 34 56,web,
            """;
        var whole = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes(csv), dryRun: true);
        var told = (await Admin.GetAsync($"/api/v1/imports/{whole.Id}/errors")).Expect(HttpStatusCode.OK).Text;
        var cut = await fixture.Service.InScopeAsync(async scope =>
        {
            var (db, store) = (scope.GetRequiredService<CustomersDb>(), scope.GetRequiredService<IFileStore>());
            await store.WriteAsync($"{id}-upload", new MemoryStream(Encoding.UTF8.GetBytes(csv)), default);
            var columns = csv.Split('\n')[0].Trim().Split(',').Select((name, at) => (name, at)).ToDictionary(column => column.name, column => column.at);
            var job = db.QueueJob(ImportEndpoints.JobKind, new { Kind = "customers", File = $"{id}-upload", OriginalName = "x.csv", Columns = columns, CreateMissing = false, DryRun = true },
                Caller.ForJob("ada", "ada", null, RowScope.All), TimeProvider.System, scope.GetRequiredService<JobSignal>());
            // As a kill leaves it: the first piece counted, and its refused row in the file.
            var first = string.Concat(told.Split('\n').Take(2).Select(line => line + "\n"));
            job.Advance(new { Rows = 2, ErrorBytes = Encoding.UTF8.GetByteCount(first), Created = 1, Updated = 0, Unchanged = 0, Rejected = 1 }, 2, 1, 1, 30);
            await using (var file = store.OpenAppend(JobEndpoints.ErrorFile(job.Id), 0)) await file.WriteAsync(Encoding.UTF8.GetBytes(first));
            await db.SaveChangesAsync();
            return job.Id;
        });
        var resumed = await Admin.EndOfAsync($"/api/v1/imports/{cut}");
        Assert.Equal(("succeeded", 6, 4, 2), ((string?)resumed["state"], (int)resumed["read"]!, (int)resumed["accepted"]!, (int)resumed["rejected"]!));
        Assert.Equal(await CountsAsync(whole), await CountsAsync(resumed));
        Assert.Equal(told, (await Admin.GetAsync($"/api/v1/imports/{cut}/errors")).Expect(HttpStatusCode.OK).Text);
    }

    // C17: a blank cell or a column that is not there changes nothing of what there is always one of.
    [Fact]
    public async Task A_later_row_of_the_same_piece_leaves_what_it_does_not_say()
    {
        var id = Guid.NewGuid().ToString("N");
        var stored = await fixture.CustomerAsync(more: new { externalId = $"{id}-s", grade = "ordinary", source = "web" });
        var job = await Admin.ImportAsync("customers", Encoding.UTF8.GetBytes($"""
            externalId,name,role,channel,kind,grade,ownerId,language,source
            {id}-1,First {id},demander,agent,person,strategic,nora,fr,web
            {id}-1,First {id},both,agent,,,,,
            {id}-s,Stored {id},demander,agent,person,potential,,fr,exhibition
            {id}-s,Stored {id},both,agent,,,,,
            """));
        Assert.Equal((4, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        var opened = (await Admin.GetAsync($"/api/v1/customers/{Assert.Single((await Admin.GetAsync($"/api/v1/customers?externalId={id}-1")).Items)["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("both", "person", "strategic", "nora", "fr", "web"), Said(opened));
        Assert.Equal(("both", "person", "potential", null, "fr", "exhibition"), Said((await Admin.GetAsync(stored.Location!)).Expect(HttpStatusCode.OK)));

        static (string?, string?, string?, string?, string?, string?) Said(Answer file) => (
            (string?)file["role"], (string?)file["kind"], (string?)file["grade"], (string?)file["ownerId"], (string?)file["language"], (string?)file["source"]);
    }

    // C13: the ledger of a run in earnest has what earlier pieces said.
    [Fact]
    public async Task Lines_of_earlier_pieces_are_met_in_a_dry_run_as_they_are_in_earnest()
    {
        var (id, customer) = (Guid.NewGuid().ToString("N"), await fixture.CustomerAsync());
        foreach (var (from, rate) in new[] { ("2026-01-01", 8m), ("2026-03-20", 1_000_000m) })
            (await Admin.PostAsync("/api/v1/purchases/rates", new { currency = "DKK", validFrom = from, rate })).Expect(HttpStatusCode.Created);
        var file = Encoding.UTF8.GetBytes($"""
            order,ordinal,date,customer,product,quantity,amount,cost,currency
            {id}-1,1,2026-03-10,{id},P1,1,10,,
            {id}-2,1,2026-03-10,{customer.Id},P1,1,10,4,
            {id}-3,1,2026-03-10,{customer.Id},P1,1,10,,DKK
            {id}-1,1,2026-03-10,{id},P1,1,10,,
            {id}-1,1,2026-03-10,{id},P1,1,11,,
            {id}-2,1,2026-03-10,{customer.Id},P1,1,10.00,,
            {id}-2,1,2026-03-10,{customer.Id},P1,1,10,5,
            {id}-2,2,2026-03-10,{id},P1,1,10,,
            {id}-3,2,2026-03-10,{customer.Id},P1,1,10,,
            {id}-3,3,2026-03-25,{customer.Id},P1,1,1000000000000,,DKK
            {id}-1,2,2026-03-10,{id},P2,1,10,,
            {id}-4,1,2026-03-10,{id},P2,1,10,,
            """);
        var rehearsed = await Admin.ImportAsync("purchases", file, createMissing: true, dryRun: true);
        Assert.Equal(("succeeded", 8, 4), ((string?)rehearsed["state"], (int)rehearsed["accepted"]!, (int)rehearsed["rejected"]!));
        Assert.Empty((await Admin.GetAsync($"/api/v1/purchases?orderNumber={id}-1")).Items);
        var told = await ErrorsAsync(rehearsed);
        Assert.Equal(["5,orderNumber,order.line-differs", "7,orderNumber,order.line-differs", "8,orderNumber,order.other-customer", "9,orderNumber,order.other-currency"], told);

        var done = await Admin.ImportAsync("purchases", file, createMissing: true);
        Assert.Equal(told, await ErrorsAsync(done));
        Assert.Equal((6L, 0L, 2L), await CountsAsync(done));
        Assert.Equal(await CountsAsync(done), await CountsAsync(rehearsed));
    }

    private Task<(long, long, long)> CountsAsync(Answer job) => fixture.Service.InScopeAsync(async scope =>
    {
        var result = (await scope.GetRequiredService<CustomersDb>().Set<Job>().SingleAsync(one => one.Id == job.Id)).ResultAs<ImportResult>()!;
        return (result.Created, result.Updated, result.Unchanged);
    });

    private async Task<IEnumerable<string>> ErrorsAsync(Answer job) => (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Expect(HttpStatusCode.OK).Text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(',', line.Split(',')[..3]));

    public sealed class SmallPieces : CustomersFixture
    {
        protected override IEnumerable<string> Settings => ["--Imports:ChunkRows=2"];
    }
}
