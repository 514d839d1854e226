using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>Errors are part of the interface: what was wrong and what would be right, in the caller's language, without the names of our types.</summary>
public sealed class WordsOfRefusals(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Theory]
    [InlineData("en", "A value from 1 to 200 is expected.")]
    [InlineData("zh-Hans", "应为1到200之间的值。")]
    [InlineData("zh-Hant", "應為1到200之間的值。")]
    public async Task A_limit_out_of_range_is_refused_in_the_callers_language(string language, string words)
    {
        var refused = (await Admin.GetAsync("/api/v1/customers?limit=201", ("Accept-Language", language))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("validation", refused.Code);
        Assert.Equal(words, (string?)refused["errors"]!["limit"]![0]);
        Assert.Equal($"limit: {words}", (string?)refused["detail"]);
    }

    [Fact]
    public async Task Fields_are_named_as_in_the_body_and_nowhere_as_in_our_program()
    {
        var body = new { kind = "person", role = "demander", channel = "agent", name = "", email = "nope", externalId = new string('x', 101) };
        var refused = (await Admin.PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("is required.", (string?)refused["errors"]!["name"]![0]);
        Assert.Equal("An e-mail address is expected, such as name@example.com.", (string?)refused["errors"]!["email"]![0]);
        Assert.Equal("At most 100 characters are expected.", (string?)refused["errors"]!["externalId"]![0]);
        Assert.Equal("3 fields are wrong: name, email, externalId.", (string?)refused["detail"]);

        var chinese = (await Admin.PostAsync("/api/v1/customers", body, ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("必填。", (string?)chinese["errors"]!["name"]![0]);
        Assert.Equal("3个字段有误：name, email, externalId。", (string?)chinese["detail"]);
    }

    [Fact]
    public async Task A_list_that_is_empty_is_told_how_many_it_takes()
    {
        var refused = (await Admin.PostAsync("/api/v1/purchases/bulk", new { orders = Array.Empty<object>() })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("1 or more are expected.", (string?)refused["errors"]!["orders"]![0]);
    }

    [Fact]
    public async Task What_a_body_lacks_is_said_in_the_callers_language_too()
    {
        var refused = (await Admin.PostAsync("/api/v1/customers", new { kind = "person" }, ("Accept-Language", "zh-Hant"))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("必填。", (string?)refused["errors"]!["name"]![0]);
    }

    [Fact]
    public async Task A_patch_is_refused_in_the_same_words_as_a_whole_file()
    {
        var customer = await fixture.CustomerAsync();
        var refused = (await Admin.PatchAsync(customer.Location!, new { address = new { latitude = 91 } }, customer.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("A value from -90 to 90 is expected.", (string?)refused["errors"]!["address.latitude"]![0]);
    }

    [Fact]
    public async Task A_form_without_its_file_is_told_so()
    {
        using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" } };
        var refused = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("is required.", (string?)refused["errors"]!["file"]![0]);
        Assert.DoesNotContain("IFormFile", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_turned_away_learns_which_right_is_missing()
    {
        using var sales = fixture.As("wei", "sales", "north");
        var refused = (await sales.PostAsync("/api/v1/exports", new { format = "csv" })).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("forbidden", refused.Code);
        Assert.Equal("This asks for data.export, which none of your roles has; /api/v1/permissions shows who has it.", (string?)refused["detail"]);
    }
}
