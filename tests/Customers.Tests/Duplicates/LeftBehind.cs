using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>C16: what a request that knew nothing of the merge wrote to the merged file.</summary>
public sealed class LeftBehind(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Rows_written_to_a_file_while_it_was_merged_follow_it_a_moment_later()
    {
        var kept = await fixture.CustomerAsync();
        var gone = await fixture.CustomerAsync();
        var untouched = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{untouched.Location}/contacts", new { name = "Stays Where She Is" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var late = (await Admin.PostAsync($"{kept.Location}/contacts", new { name = "Late Comer" })).Expect(HttpStatusCode.Created);
        await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().Contacts.IgnoreQueryFilters()
            .Where(contact => contact.Id == late.Id).ExecuteUpdateAsync(set => set.SetProperty(contact => contact.CustomerId, gone.Id)));
        Assert.Empty((await Admin.GetAsync($"{kept.Location}/contacts")).Items);

        await Eventually.IsTrueAsync(async () =>
        {
            fixture.Time!.Advance(TimeSpan.FromSeconds(11));
            return (await Admin.GetAsync($"{kept.Location}/contacts")).Items.Any(contact => (string?)contact["name"] == "Late Comer");
        }, "the contact at the survivor");
        Assert.Single((await Admin.GetAsync($"{untouched.Location}/contacts")).Items);
    }
}
