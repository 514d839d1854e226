using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>C6, C7: whom a file names by an id is there.</summary>
public sealed class NamedInFiles(NamedInFiles.WithoutStaff fixture) : IClassFixture<NamedInFiles.WithoutStaff>
{
    public sealed class WithoutStaff : CustomersFixture
    {
        protected override bool HasStaff => false;
    }

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task An_owner_is_one_of_the_staff_as_soon_as_staff_is_registered()
    {
        // Before anybody is registered everybody may be named.
        await fixture.CustomerAsync(more: new { ownerId = "sam" });
        (await Admin.PutAsync("/api/v1/staff/sam", new { name = "Sam", team = "north" }, "*")).Expect(HttpStatusCode.Created);

        await IsUnknownAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "Nobody's", ownerId = "sma" }, "ownership.owner-unknown", "ownerId");
        await IsUnknownAsync("/api/v1/leads", new { name = "Nobody's lead", role = "demander", channel = "end-customer", source = "web", ownerId = "sma" }, "ownership.owner-unknown", "ownerId");
        await fixture.CustomerAsync(more: new { ownerId = "sam" });
        await fixture.CustomerAsync(more: new { ownerId = "ada" });

        var lead = (await Admin.PostAsync("/api/v1/leads", new { name = "A lead of nobody yet", role = "demander", channel = "end-customer", source = "web" })).Expect(HttpStatusCode.Created);
        Assert.Equal("ownership.owner-unknown", (await Admin.ActAsync($"{lead.Location}/convert", new { ownerId = "sma" }, lead.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.ActAsync($"{lead.Location}/convert", new { ownerId = "sam" }, lead.ETag)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_referred_a_customer_is_a_customer()
    {
        await IsUnknownAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "Sent by none", referredBy = Guid.CreateVersion7() }, "customer.referrer-unknown", "referredBy");
        await IsUnknownAsync("/api/v1/leads", new { name = "A lead of none", role = "demander", channel = "end-customer", source = "referral", referredBy = Guid.CreateVersion7() }, "customer.referrer-unknown", "referredBy");
        var referrer = await fixture.CustomerAsync();
        var referred = await fixture.CustomerAsync(more: new { referredBy = referrer.Id });
        Assert.Equal(referrer.Id, (Guid)referred["referredBy"]!);
        Assert.Equal("customer.referred-by-itself", (await Admin.PatchAsync(referred.Location!, new { referredBy = referred.Id }, referred.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        using var body = new StringContent($$"""{"referredBy":"{{Guid.CreateVersion7()}}"}""", System.Text.Encoding.UTF8, "application/merge-patch+json");
        Assert.Equal("customer.referrer-unknown", (await Admin.SendAsync(HttpMethod.Patch, referred.Location!, body, ("If-Match", referred.ETag!))).Expect(HttpStatusCode.BadRequest).Code);
    }

    private async Task IsUnknownAsync(string path, object body, string code, string field)
    {
        var answer = (await Admin.PostAsync(path, body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(code, answer.Code);
        Assert.NotNull(answer["errors"]![field]);
    }
}
