using System.Net;
using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Gateway;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Platform.Tests.Running;
using CrmPlatform.Service;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace CrmPlatform.Platform.Tests;

/// <summary>
/// X6: nothing of a person stands in logs and traces. A customer whose every field is a word that stands nowhere else goes through the
/// whole platform, also where things go wrong, and then everything that was logged and traced is searched for those words.
/// </summary>
public sealed class SaidOfNobody : IAsyncLifetime
{
    private static readonly string[] Verbose =
    [
        "--Logging:LogLevel:Default=Information", "--Logging:LogLevel:CrmPlatform=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Information", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Information",
    ];

    private readonly Canary canary = new();
    private readonly LogCapture log = new();
    private readonly Spans spans = [];
    private readonly Dictionary<string, ServiceUnderTest> services = [];
    private TestIssuer issuer = null!;
    private WebApplication gateway = null!;
    private ApiClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync();
        var customers = await StartAsync("customers", CustomersHost.Build);
        var engagement = await StartAsync("engagement", EngagementHost.Build, customers);
        var service = await StartAsync("service", ComplaintsHost.Build, customers, engagement);
        await StartAsync("insights", InsightsHost.Build, customers, engagement, service);
        await StartAsync("notifications", NotificationsHost.Build, customers, engagement, service);
        var url = $"http://127.0.0.1:{Ports.Free()}";
        gateway = GatewayHost.Build([$"--urls={url}", $"--Auth:Issuer={issuer.Url}", .. Addresses(services.Values), .. Verbose], builder =>
        {
            Listen(builder);
            builder.AddPlatformTelemetry("platform", traces => traces.AddInMemoryExporter(spans));
        });
        await gateway.StartAsync();
        admin = new ApiClient(url, issuer.Token("ada", ["admin"]));
    }

    [Fact]
    public async Task No_word_of_a_customer_is_in_any_log_or_trace()
    {
        var person = await LivesHereAsync();
        await IsLookedForAsync();
        await IsWrittenWronglyAsync(person);
        await ArrivesInFilesAsync();
        await MeetsFailuresAsync(person);
        (await admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(() => Task.FromResult(log.Entries.Any(entry => entry.Contains("dead letter now", StringComparison.Ordinal))), "a dead letter to be logged");
        await Eventually.IsTrueAsync(() => Task.FromResult(spans.Any(span => span.DisplayName.StartsWith("process CustomerErased", StringComparison.Ordinal))), "the erasure to be traced");

        Assert.True(log.Entries.Count > 20, "Hardly anything was logged: this would find nothing.");
        var told = log.Entries.Concat(spans.Select(Everything)).Where(canary.IsIn).ToList();
        Assert.True(told.Count == 0, $"{told.Count} entries tell of the person:\n{string.Join("\n\n", told.Take(10))}");
    }

    private async Task<Answer> LivesHereAsync()
    {
        var person = (await admin.PostAsync("/api/v1/customers", Person(), ("Idempotency-Key", canary["key"]))).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/customers", Person())).Expect(HttpStatusCode.Conflict);
        (await admin.PatchAsync(person.Location!, new { name = canary["newname"] }, person.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(person.Location!, new { name = canary["stale"] }, person.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await admin.PutAsync($"{person.Location}/profile", new
        {
            basics = new { occupation = canary["occupation"] }, needs = new { interests = new[] { canary["interest"] } },
            sensitive = new { annualIncome = 250_000, currency = "CNY", funds = canary["funds"], health = canary["health"], family = canary["family"] },
        }, "*")).Expect(HttpStatusCode.OK);
        (await admin.PostAsync($"{person.Location}/contacts", new
        {
            name = canary["contact"], jobTitle = canary["job"], notes = canary["notes"],
            channels = new object[] { new { channel = "email", value = $"{canary["contactmail"]}@example.com" }, new { channel = "wechat", value = canary["wechat"] } },
        })).Expect(HttpStatusCode.Created);
        var merged = (await admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = canary["merged"], email = $"{canary["othermail"]}@example.com" })).Expect(HttpStatusCode.Created);
        (await admin.ActAsync($"{person.Location}/merge", new { duplicateId = merged.Id, reason = canary["mergereason"] }, "*")).Expect(HttpStatusCode.OK);
        (await admin.PostAsync("/api/v1/purchases", new { customerId = person.Id, orderNumber = canary["order"], orderedAt = DateTimeOffset.UtcNow.AddHours(-1), lines = new[] { new { product = "T1", quantity = 1, amount = 9.5m } } })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/calls", new { customerId = person.Id, direction = "outbound", purpose = "sales", reached = true, minutes = 4, outcome = canary["outcome"], notes = canary["callnotes"] })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/visits", new { customerId = person.Id, goal = canary["goal"], plannedAt = DateTimeOffset.UtcNow.AddHours(1), place = canary["place"], content = canary["content"] })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/complaints", new { customerId = person.Id, channel = "hotline", category = "quality", severity = "high", summary = canary["summary"], details = canary["details"] })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/grumbles", new { customerId = person.Id, text = canary["grumble"] })).Expect(HttpStatusCode.Created);
        await Eventually.BecomesAsync(() => admin.GetAsync($"/api/v1/insights/customers/{person.Id}"), seen => seen.Status == HttpStatusCode.OK && (int)seen["contacts"]!["complaints"]! == 1, "Insights to know the person");
        return person;
    }

    // What people look for stands in the query; what does not exist stands in the path.
    private async Task IsLookedForAsync()
    {
        foreach (var query in new[] { $"q={canary["name"]}", $"email={canary["mail"]}@example.com", $"taxId={canary["tax"]}", $"tag={canary["tag"]}", $"phone={canary.Phone}" })
            await admin.GetAsync($"/api/v1/customers?{query}");
        await admin.GetAsync($"/api/v1/complaints?q={canary["summary"]}");
        (await admin.GetAsync($"/api/v1/customers?limit={canary["limit"]}")).Expect(HttpStatusCode.BadRequest);
        (await admin.GetAsync($"/api/v1/customers?nickname={canary["unknown"]}")).Expect(HttpStatusCode.BadRequest);
        (await admin.GetAsync($"/api/v1/customers?cursor={canary["cursor"]}")).Expect(HttpStatusCode.BadRequest);
        // A link that opens something by itself is as good as a password.
        await admin.GetAsync($"/api/v1/public/surveys/{canary["link"]}{new string('a', 40)}");
    }

    private async Task IsWrittenWronglyAsync(Answer person)
    {
        (await admin.PostAsync("/api/v1/customers", $$"""{"kind":"person","role":"{{canary["role"]}}","channel":"end-customer","name":"{{canary["name"]}}"}""")).Expect(HttpStatusCode.BadRequest);
        (await admin.PostAsync("/api/v1/customers", $$"""{"kind":"person","name":"{{canary["broken"]}}""")).Expect(HttpStatusCode.BadRequest);
        (await admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = canary["wrongphone"], phone = canary["nophone"] })).Expect(HttpStatusCode.BadRequest);
        (await admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = canary["long"] + new string('x', 5000) })).Expect(HttpStatusCode.BadRequest);
        using var form = new StringContent(canary["plain"], System.Text.Encoding.UTF8, "text/plain");
        Assert.NotEqual(HttpStatusCode.Created, (await admin.PostAsync("/api/v1/customers", form)).Status);
        (await admin.PatchAsync(person.Location!, new { taxId = 7, name = canary["patched"] }, "*")).Expect(HttpStatusCode.BadRequest);
        (await admin.SendAsync(HttpMethod.Patch, person.Location!, new { name = canary["patched"] }, ("If-Match", canary["etag"]))).Expect(HttpStatusCode.PreconditionFailed);
        (await admin.PostAsync("/api/v1/calls", new { customerId = person.Id, direction = canary["direction"], purpose = "sales", reached = true, outcome = canary["outcome"] })).Expect(HttpStatusCode.BadRequest);
        using var stranger = new ApiClient(admin.Http.BaseAddress!.ToString(), canary["token"]);
        (await stranger.GetAsync($"/api/v1/customers?q={canary["name"]}")).Expect(HttpStatusCode.Unauthorized);
    }

    private async Task ArrivesInFilesAsync()
    {
        foreach (var rows in new[] { $"{canary["imported"]},demander,end-customer,{canary["importedexternal"]}", $"{canary["refused"]},martian,end-customer,x", $"{canary["quotes"]}\"x,demander,end-customer,y", $"{canary["fields"]},a,b,c,d,e,f" })
        {
            using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StringContent($"name,role,channel,externalId\n{rows}\n"), "file", $"{canary["file"]}.csv" } };
            var job = (await admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
            await Eventually.BecomesAsync(() => admin.GetAsync(job.Location!), seen => (string?)seen["state"] is "succeeded" or "failed", "the import to end");
        }
    }

    // A table that is gone stands for every way in which a database fails in the middle of a person's words.
    private async Task MeetsFailuresAsync(Answer person)
    {
        await RunAsync("customers", "ALTER TABLE Contacts RENAME TO ContactsGone");
        (await admin.PostAsync($"{person.Location}/contacts", new { name = canary["lost"] })).Expect(HttpStatusCode.InternalServerError);
        await RunAsync("customers", "ALTER TABLE ContactsGone RENAME TO Contacts");
        await RunAsync("service", "ALTER TABLE Customers RENAME TO CustomersGone");
        (await admin.PatchAsync(person.Location!, new { name = canary["unheard"] }, "*")).Expect(HttpStatusCode.OK);
        Assert.True((await admin.PostAsync("/api/v1/complaints", new { customerId = person.Id, channel = "hotline", category = "quality", severity = "high", summary = canary["unsaid"] })).Status >= HttpStatusCode.InternalServerError);
        await Eventually.IsTrueAsync(() => Task.FromResult(log.Entries.Any(entry => entry.Contains("could not take", StringComparison.Ordinal))), "the failed delivery to be logged");
    }

    private object Person() => new
    {
        kind = "person", role = "demander", channel = "end-customer", name = canary["name"], phone = canary.Phone, email = $"{canary["mail"]}@example.com", taxId = canary["tax"],
        externalId = canary["external"], address = new { street = canary["street"], city = canary["city"], postalCode = canary["zip"][..12] }, tags = new[] { canary["tag"] },
    };

    private Task<int> RunAsync(string service, string statement) =>
        services[service].InScopeAsync(scope => scope.GetRequiredService<ServiceDbAccessor>().Db.Database.ExecuteSqlRawAsync(statement));

    private async Task<ServiceUnderTest> StartAsync(string name, BuildService build, params ServiceUnderTest[] others)
    {
        string[] settings =
        [
            "--Telemetry:Shared=test", "--Messaging:ImmediateAttempts=1", "--Messaging:RetryDelays:0=00:00:00.050", .. Verbose,
            .. Addresses(others.Length == 0 ? [] : services.Values),
        ];
        return services[name] = await ServiceUnderTest.StartAsync(build, settings, Listen, issuer);
    }

    private void Listen(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(log);

    private IEnumerable<string> Addresses(IEnumerable<ServiceUnderTest> of) =>
        services.Where(service => of.Contains(service.Value)).Select(service => $"--Services:{service.Key}:Url={service.Value.Url}");

    private static string Everything(System.Diagnostics.Activity span) => string.Join('\n',
    [
        $"{span.Source.Name} {span.DisplayName} {span.StatusDescription}",
        .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. span.Events.SelectMany(happened => happened.Tags.Select(tag => $"{happened.Name} {tag.Key}={tag.Value}")),
    ]);

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        foreach (var service in services.Values.Reverse()) await service.DisposeAsync();
        await issuer.DisposeAsync();
    }

    /// <summary>Words that stand nowhere else, one for every field.</summary>
    private sealed class Canary
    {
        private readonly string seed = Guid.NewGuid().ToString("N")[..8];

        public string Phone { get; } = $"+86138{Random.Shared.Next(10_000_000, 99_999_999)}";

        public string this[string field] => $"qx{seed}{field}";

        public bool IsIn(string text) => text.Contains($"qx{seed}", StringComparison.OrdinalIgnoreCase) || text.Contains(Phone[3..], StringComparison.Ordinal);
    }
}
