using System.Net;
using System.Text;
using CrmPlatform.Testing;

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

    private async Task<IEnumerable<string>> ErrorsAsync(Answer job) => (await Admin.GetAsync($"/api/v1/imports/{job.Id}/errors")).Expect(HttpStatusCode.OK).Text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(',', line.Split(',')[..3]));

    public sealed class SmallPieces : CustomersFixture
    {
        protected override IEnumerable<string> Settings => ["--Imports:ChunkRows=2"];
    }
}
