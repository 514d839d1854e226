using System.Net;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>X2: names of codes and titles of problems come in the caller's language.</summary>
public sealed class Languages(House house)
{
    [Theory]
    [InlineData("en", "End customer", "Not found", "The request is not valid.")]
    [InlineData("zh-Hans", "终端客户", "未找到", "请求无效。")]
    [InlineData("zh-CN,en;q=0.5", "终端客户", "未找到", "请求无效。")]
    [InlineData("zh-Hant", "終端客戶", "未找到", "請求無效。")]
    [InlineData("fr, zh-TW;q=0.9, en;q=0.1", "終端客戶", "未找到", "請求無效。")]
    [InlineData("fr", "End customer", "Not found", "The request is not valid.")]
    public async Task A_caller_is_answered_in_its_language(string languages, string endCustomer, string notFound, string invalid)
    {
        var header = ("Accept-Language", languages);
        var terms = (await house.Admin.GetAsync("/api/v1/terms/customers", header)).Expect(HttpStatusCode.OK);
        Assert.Contains(terms["sales-channel"]!.AsArray(), term => (string?)term!["value"] == "end-customer" && (string?)term["name"] == endCustomer);
        var missing = (await house.Admin.GetAsync("/api/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057", header)).Expect(HttpStatusCode.NotFound);
        Assert.Equal((notFound, "not-found"), ((string?)missing["title"], missing.Code));
        var wrong = (await house.Admin.PostAsync("/api/v1/customers", "{}", header)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(invalid, (string?)wrong["title"]);
    }

    [Fact]
    public async Task Every_problem_of_the_gateway_itself_speaks_it_too()
    {
        using var nobody = house.With(null);
        var closed = (await nobody.GetAsync("/api/v1/customers", ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("需要登录", (string?)closed["title"]);
    }

    [Fact]
    public async Task Every_term_has_a_name_in_all_three_languages()
    {
        foreach (var service in new[] { "customers", "engagement", "service", "insights" })
        {
            var terms = (await house.Admin.GetAsync($"/api/v1/terms/{service}")).Expect(HttpStatusCode.OK).Json.AsObject();
            Assert.NotEmpty(terms);
            foreach (var term in terms.SelectMany(list => list.Value!.AsArray()))
            {
                Assert.All(new[] { "en", "zhHans", "zhHant" }, language => Assert.False(string.IsNullOrWhiteSpace((string?)term![language]), term!.ToJsonString()));
            }
        }
    }
}
