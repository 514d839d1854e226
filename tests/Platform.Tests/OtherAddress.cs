using System.Net;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests;

/// <summary>Standalone behind a proxy, where browsers have another address for it than its own.</summary>
public sealed class OtherAddress
{
    [Fact]
    public async Task The_public_address_that_was_given_is_everybodys()
    {
        await using var platform = new StandalonePlatform("--Identity:PublicUrl=https://CRM.example:443");
        await platform.StartAsync();
        using var admin = await platform.AdminAsync();
        var metadata = (await admin.GetAsync("/.well-known/openid-configuration")).Expect(HttpStatusCode.OK);
        Assert.Equal("https://crm.example/", (string?)metadata["issuer"]);
        // Every service believes its tokens, and they each other's: a call to a customer of this moment is asked for at Customers.
        var customer = (await admin.PostAsync("/api/v1/customers", new { kind = "organisation", role = "demander", channel = "end-customer", name = "Behind a Proxy", team = "north" })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/calls", new { customerId = customer.Id, direction = "outbound", purpose = "sales", reached = true, minutes = 4, outcome = "Fine" })).Expect(HttpStatusCode.Created);
    }
}
