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

    [Theory]
    [InlineData("GET", "/api/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057", null, "没有您可以查看的“01890a5d-ac96-774b-bcce-b302099a8057”。", "沒有您可以查看的「01890a5d-ac96-774b-bcce-b302099a8057」。")]
    [InlineData("GET", "/api/v1/customers?nobody-knows-this=1&limit=2", null, "此处没有查询参数“nobody-knows-this”。可用的有：", "此處沒有查詢參數「nobody-knows-this」。可用的有：")]
    [InlineData("GET", "/api/v1/customers?cursor=AAAA", null, "此游标不属于", "此游標不屬於")]
    [InlineData("GET", "/api/v1/tasks?dueFrom=2026-03-01", null, "“2026-03-01”不合适：应为带时差的日期和时刻", "「2026-03-01」不合適：應為帶時差的日期和時刻")]
    [InlineData("GET", "/api/v1/purchases?from=2026-03-02T00:00:00Z&before=2026-03-01T00:00:00Z", null, "“from”晚于“before”，范围颠倒；最晚可为 2026-03-01T00:00:00+00:00。", "「from」晚於「before」，範圍顛倒；最晚可為 2026-03-01T00:00:00+00:00。")]
    [InlineData("POST", "/api/v1/customers", """{"kind":"person","nobodyKnowsThis":1}""", "此处没有字段“nobodyKnowsThis”。", "此處沒有欄位「nobodyKnowsThis」。")]
    [InlineData("POST", "/api/v1/customers", """{"kind":"neither"}""", "应为下列之一：person, organisation（第 1 行，第 18 位）。", "應為下列之一：person, organisation（第 1 行，第 18 位）。")]
    [InlineData("POST", "/api/v1/customers", "{", "正文不是有效的 JSON（第 1 行，第 2 位）。", "本文不是有效的 JSON（第 1 行，第 2 位）。")]
    [InlineData("PATCH", "/api/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057", "{}", "请在 If-Match 中附上", "請在 If-Match 中附上")]
    [InlineData("GET", "/api/v1/customers/x%5Cy", null, "路径中含有上级目录", "路徑中含有上層目錄")]
    public async Task What_all_services_say_alike_is_said_in_the_callers_language(string method, string path, string? body, string simplified, string traditional)
    {
        foreach (var (language, expected) in new[] { ("zh-Hans", simplified), ("zh-Hant", traditional) })
        {
            var answer = await house.Admin.SendAsync(HttpMethod.Parse(method), path, body, ("Accept-Language", language));
            Assert.True((int)answer.Status is >= 400 and < 500, answer.ToString());
            Assert.Contains(expected, (string?)answer["detail"], StringComparison.Ordinal);
            foreach (var said in answer["errors"]?.AsObject().SelectMany(field => field.Value!.AsArray()) ?? []) Assert.DoesNotContain(" is ", (string?)said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_replay_with_another_body_and_a_right_that_is_lacking_are_told_in_it_too()
    {
        (string, string)[] headers = [("Accept-Language", "zh-Hant"), ("Idempotency-Key", Guid.NewGuid().ToString())];
        (await house.Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Twice {Guid.NewGuid():N}", team = "north" }, headers)).Expect(HttpStatusCode.Created);
        var other = (await house.Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Twice {Guid.NewGuid():N}", team = "north" }, headers)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("此 Idempotency-Key 已用於內容不同的請求。新請求請使用新的鍵。", (string?)other["detail"]);
        using var sales = house.As("walker-sales", Identity.Contracts.Roles.Sales);
        var closed = (await sales.GetAsync("/api/v1/mail", headers[0])).Expect(HttpStatusCode.Forbidden);
        Assert.StartsWith("此操作需要權限 operations.manage", (string?)closed["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_the_gateway_itself_speaks_it_too()
    {
        using var nobody = house.With(null);
        var closed = (await nobody.GetAsync("/api/v1/customers", ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("需要登录", (string?)closed["title"]);
    }

    /// <summary>An app that shows a gate of Customers beside a visit of Engagement calls the same thing by one name.</summary>
    [Fact]
    public async Task A_value_that_several_services_know_has_one_name()
    {
        // What Customers' gates ask for is gathered in Engagement under a name of its own.
        var alike = new Dictionary<string, string> { ["stage-evidence"] = "evidence-kind" };
        var known = new Dictionary<(string, string), (string Service, string Names)>();
        foreach (var service in new[] { "customers", "engagement", "service", "insights" })
        {
            foreach (var (list, terms) in (await house.Admin.GetAsync($"/api/v1/terms/{service}")).Expect(HttpStatusCode.OK).Json.AsObject())
            {
                foreach (var term in terms!.AsArray())
                {
                    var names = $"{term!["en"]} {term["zhHans"]} {term["zhHant"]}";
                    var (first, said) = known.TryGetValue((alike.GetValueOrDefault(list, list), (string)term["value"]!), out var before) ? before : known[(list, (string)term["value"]!)] = (service, names);
                    Assert.True(said == names, $"{list} '{term["value"]}' is {said} in {first} and {names} in {service}.");
                }
            }
        }
        Assert.Contains(("evidence-kind", "visit-held"), known.Keys);
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
