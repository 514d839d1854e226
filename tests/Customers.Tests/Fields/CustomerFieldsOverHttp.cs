using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Fields;

/// <summary>C19: a customer's values in custom fields, read and replaced without the rest of the file.</summary>
public sealed class CustomerFieldsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task The_values_are_replaced_and_nothing_else_of_the_file()
    {
        var (size, nick) = (await FieldAsync("number"), await FieldAsync("text"));
        var customer = await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [size] = "12.50", [nick] = "Li Ná" }, tags = new[] { "tea" }, phone = NewPhone() });
        var before = (await Admin.GetAsync($"{customer.Location}/custom-fields")).Expect(HttpStatusCode.OK);
        Assert.Equal((customer.Id, "12.5", "Li Ná", customer.ETag), (Guid.Parse((string)before["customerId"]!), (string?)before["custom"]![size], (string?)before["custom"]![nick], before.ETag));

        var changed = (await PutAsync(customer, new() { [size] = "-3", [nick] = " " }, before.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("-3", (string?)Assert.Single(changed["custom"]!.AsObject()).Value);
        var file = (await Admin.GetAsync(customer.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal((changed.ETag, (string?)customer["name"], (string?)customer["phone"], "tea", "-3"),
            (file.ETag, (string?)file["name"], (string?)file["phone"], (string?)file["tags"]![0], (string?)file["custom"]![size]));
        Assert.Equal(customer.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/customers?field={size}:<=-3")).Items)["id"]);

        (await PutAsync(customer, [], changed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"{customer.Location}/custom-fields")).Expect(HttpStatusCode.OK)["custom"]!.AsObject());
    }

    [Fact]
    public async Task It_is_a_change_of_the_customer_in_its_history_and_for_the_other_services()
    {
        var size = await FieldAsync("number");
        var customer = await fixture.CustomerAsync();
        (await PutAsync(customer, new() { [size] = "7" }, customer.ETag)).Expect(HttpStatusCode.OK);
        var newest = (await Admin.GetAsync($"{customer.Location}/history")).Items[0];
        Assert.Equal(("updated", "ada"), ((string?)newest["action"], (string?)newest["by"]));
        Assert.Equal("7", (string?)Assert.Single(newest["fields"]!.AsArray(), field => (string?)field!["field"] == $"custom.{size}")!["to"]);
        Assert.Equal([1L, 2L], (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).Select(change => change.Version));
    }

    [Fact]
    public async Task What_is_no_value_of_a_field_is_refused_with_the_field_that_is_wrong()
    {
        var size = await FieldAsync("number");
        var customer = await fixture.CustomerAsync(more: new { custom = new Dictionary<string, string> { [size] = "1" } });
        foreach (var (code, value, problem) in new[] { (size, "big", "field.invalid"), ("dragon", "1", "field.unknown") })
        {
            var refused = (await PutAsync(customer, new() { [code] = value }, customer.ETag)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal(problem, refused.Code);
            Assert.NotNull(refused["errors"]![$"custom.{code}"]);
        }
        (await Admin.PutAsync($"{customer.Location}/custom-fields", new { }, customer.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("1", (string?)(await Admin.GetAsync($"{customer.Location}/custom-fields"))["custom"]![size]);
    }

    [Fact]
    public async Task Who_has_not_seen_the_newest_version_changes_nothing()
    {
        var size = await FieldAsync("number");
        var customer = await fixture.CustomerAsync();
        Assert.Equal("if-match.required", (await PutAsync(customer, new() { [size] = "1" }, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        (await Admin.PatchAsync(customer.Location!, new { name = $"Renamed {Guid.NewGuid():N}" }, customer.ETag)).Expect(HttpStatusCode.OK);
        (await PutAsync(customer, new() { [size] = "1" }, customer.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Empty((await Admin.GetAsync($"{customer.Location}/custom-fields"))["custom"]!.AsObject());
    }

    [Fact]
    public async Task Only_who_may_see_and_change_the_customer_may_see_and_change_its_values()
    {
        var size = await FieldAsync("number");
        var customer = await fixture.CustomerAsync(more: new { team = "north", ownerId = "nora" });
        var nobody = $"/api/v1/customers/{Guid.NewGuid()}/custom-fields";
        (await Admin.GetAsync(nobody)).Expect(HttpStatusCode.NotFound);
        (await Admin.PutAsync(nobody, new { custom = new { } }, "*")).Expect(HttpStatusCode.NotFound);
        using var analyst = fixture.As("ana", "analyst");
        (await analyst.PutAsync($"{customer.Location}/custom-fields", new { custom = new Dictionary<string, string> { [size] = "1" } }, "*")).Expect(HttpStatusCode.Forbidden);
        using var stranger = fixture.As("sven", "sales", "south");
        (await stranger.GetAsync($"{customer.Location}/custom-fields")).Expect(HttpStatusCode.NotFound);
        (await stranger.PutAsync($"{customer.Location}/custom-fields", new { custom = new Dictionary<string, string> { [size] = "1" } }, "*")).Expect(HttpStatusCode.NotFound);
        using var owner = fixture.As("nora", "sales", "north");
        (await owner.PutAsync($"{customer.Location}/custom-fields", new { custom = new Dictionary<string, string> { [size] = "1" } }, "*")).Expect(HttpStatusCode.OK);
    }

    private Task<Answer> PutAsync(Answer customer, Dictionary<string, string?> custom, string? ifMatch) => Admin.PutAsync($"{customer.Location}/custom-fields", new { custom }, ifMatch);

    private async Task<string> FieldAsync(string type)
    {
        var code = $"f{Guid.NewGuid():N}"[..20];
        (await Admin.PutAsync($"/api/v1/custom-fields/{code}", new { name = "Of a test", type }, "*")).Expect(HttpStatusCode.Created);
        return code;
    }

    private static string NewPhone() => $"+86138{Random.Shared.Next(10_000_000, 99_999_999)}";
}
