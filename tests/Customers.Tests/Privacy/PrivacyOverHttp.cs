using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Privacy;

public sealed class PrivacyOverHttp(PrivacyOverHttp.WithNotifications fixture) : IClassFixture<PrivacyOverHttp.WithNotifications>
{
    private ApiClient Admin => fixture.Admin;

    /// <summary>All other services are the neighbours.</summary>
    public sealed class WithNotifications : CustomersFixture
    {
        protected override IEnumerable<string> Settings => Neighbours.Settings("notifications");
    }

    [Fact]
    public async Task A_consent_is_kept_per_purpose_and_channel_with_its_proof()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/consents";
        Assert.Null(Holds(await Admin.GetAsync(path), "marketing", "email"));
        Assert.Equal("consent.proof-missing", (await Admin.PostAsync(path, new { purpose = "marketing", given = true, source = "web-form" })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("consent.in-future", (await Admin.PostAsync(path, new { purpose = "marketing", given = false, source = "call", at = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("consent.contact-unknown", (await Admin.PostAsync(path, new { purpose = "marketing", given = false, source = "call", contactId = Guid.NewGuid() })).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PostAsync(path, new { purpose = "marketing", channel = "email", given = true, source = "web-form", proof = "Form 7, 2026-03-01, 'news by mail'" })).Expect(HttpStatusCode.Created);
        var seen = await Admin.GetAsync(path);
        Assert.Equal((true, null, null), (Holds(seen, "marketing", "email"), Holds(seen, "marketing", "phone"), Holds(seen, "care", "email")));
        (await Admin.PostAsync(path, new { purpose = "marketing", given = false, source = "unsubscribe" })).Expect(HttpStatusCode.Created);
        seen = await Admin.GetAsync(path);
        Assert.Equal((false, false), (Holds(seen, "marketing", "email"), Holds(seen, "marketing", "phone")));
        (await Admin.PostAsync(path, new { purpose = "marketing", channel = "email", given = true, source = "paper", proof = "Signed slip 12" })).Expect(HttpStatusCode.Created);
        seen = await Admin.GetAsync(path);
        Assert.Equal((true, false), (Holds(seen, "marketing", "email"), Holds(seen, "marketing", "phone")));
        // Who sends mail asks at that moment.
        using var sender = fixture.AsService();
        foreach (var (purpose, channel, holds) in new (string, string, bool?)[] { ("marketing", "email", true), ("marketing", "phone", false), ("care", "email", null) })
            Assert.Equal(holds, (bool?)(await sender.GetAsync($"/internal/customers/{customer.Id}/consent?purpose={purpose}&channel={channel}")).Expect(HttpStatusCode.OK)["holds"]);
        (await sender.GetAsync($"/internal/customers/{Guid.NewGuid()}/consent?purpose=care&channel=email")).Expect(HttpStatusCode.NotFound);
        (await Admin.GetAsync($"/internal/customers/{customer.Id}/consent?purpose=care&channel=email")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(["Signed slip 12", null, "Form 7, 2026-03-01, 'news by mail'"], seen["said"]!.AsArray().Select(word => (string?)word!["proof"]));
    }

    // C7, C16, C20: other programs go on saying the id they know.
    [Fact]
    public async Task Who_names_a_merged_file_by_its_old_id_means_the_survivor()
    {
        var (kept, gone) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal($"{kept.Id}", (string?)(await Admin.PostAsync("/api/v1/leads", new { source = "web", customerId = gone.Id })).Expect(HttpStatusCode.Created)["customerId"]);
        fixture.Neighbours.Answers[$"/internal/privacy/{kept.Id}"] = _ => Task.FromResult<object?>(new { sections = new { } });
        Assert.Equal($"{kept.Id}", (string?)(await ExportAsync(gone.Id))["customerId"]);
        (await fixture.As("sam", "sales", "elsewhere").PostAsync("/api/v1/leads", new { source = "web", customerId = gone.Id })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_a_merged_file_the_survivors_words_are_told_with_when_they_were_said()
    {
        var kept = await fixture.CustomerAsync();
        var gone = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{gone.Location}/consents", new { purpose = "care", given = true, source = "paper", proof = "Slip 1" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, reason = "The same" }, "*")).Expect(HttpStatusCode.OK);
        var word = (await Admin.PostAsync($"{kept.Location}/consents", new { purpose = "care", given = false, source = "call" })).Expect(HttpStatusCode.Created);
        using var sender = fixture.AsService();
        foreach (var file in new[] { kept, gone })
        {
            var told = (await sender.GetAsync($"/internal/customers/{file.Id}/consent?purpose=care&channel=email")).Expect(HttpStatusCode.OK);
            Assert.Equal((false, (DateTimeOffset)word["at"]!), ((bool?)told["holds"], (DateTimeOffset)told["saidAt"]!));
        }
    }

    [Fact]
    public async Task Who_unsubscribes_by_a_link_has_withdrawn_the_consent_until_they_agree_again()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/consents";
        (await Admin.PostAsync(path, new { purpose = "surveys", given = true, source = "web-form", proof = "Form 7" })).Expect(HttpStatusCode.Created);
        var (at, message) = (DateTimeOffset.UtcNow, Guid.CreateVersion7());
        fixture.Neighbours.Publish(new MailRefused(customer.Id, "surveys", at), message);
        fixture.Neighbours.Publish(new MailRefused(customer.Id, "surveys", at), message);
        // Clicked twice.
        fixture.Neighbours.Publish(new MailRefused(customer.Id, "surveys", at.AddMilliseconds(1)));
        var marker = await fixture.CustomerAsync();
        fixture.Neighbours.Publish(new MailRefused(marker.Id, "care", at));
        await fixture.EventuallyAsync($"{marker.Location}/consents", consents => Holds(consents, "care", "email") == false, "what was published last to be taken");

        var seen = await Admin.GetAsync(path);
        Assert.Equal((false, true), (Holds(seen, "surveys", "email"), Holds(seen, "surveys", "phone")));
        var word = seen["said"]!.AsArray()[0]!;
        Assert.Equal(2, seen["said"]!.AsArray().Count);
        Assert.Equal(("surveys", "email", "unsubscribe", "person:unsubscribe-link"), ((string?)word["purpose"], (string?)word["channel"], (string?)word["source"], (string?)word["by"]));
        Assert.Equal(at, (DateTimeOffset)word["at"]!);

        // Agreed to again; a refusal from before that arrives now is older than the last word.
        (await Admin.PostAsync(path, new { purpose = "surveys", channel = "email", given = true, source = "paper", proof = "Slip 12" })).Expect(HttpStatusCode.Created);
        fixture.Neighbours.Publish(new MailRefused(customer.Id, "surveys", at.AddMilliseconds(2)));
        await fixture.EventuallyAsync(path, consents => consents["said"]!.AsArray().Count == 4, "the late refusal to be kept");
        Assert.True(Holds(await Admin.GetAsync(path), "surveys", "email"));
        var told = (await fixture.PublishedAsync<ConsentRecorded>()).Where(consent => consent.CustomerId == customer.Id).ToList();
        Assert.Equal([("any", true), ("email", false), ("email", true), ("email", false)], told.Select(consent => (consent.Channel, consent.Given)));
        Assert.Equal("unsubscribe", told[1].Source);
    }

    [Fact]
    public async Task An_access_export_collects_from_every_service_and_says_who_did_not_answer()
    {
        var customer = await fixture.CustomerAsync("Li Na", new { allowDuplicate = true });
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Wang Wei" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{customer.Location}/loyalty/earnings", new { points = 7 })).Expect(HttpStatusCode.Created);
        var asked = 0;
        // One address stands for all four: the first to be asked fails twice and is asked again.
        fixture.Neighbours.Answers[$"/internal/privacy/{customer.Id}"] = context =>
        {
            if (Interlocked.Increment(ref asked) <= 2)
            {
                context.Response.StatusCode = 503;
                return Task.FromResult<object?>(null);
            }
            Assert.StartsWith("Bearer ", context.Request.Headers.Authorization.ToString(), StringComparison.Ordinal);
            return Task.FromResult<object?>(new { sections = new { visits = new[] { new { place = "Graz" } } } });
        };
        var report = await ExportAsync(customer.Id);
        Assert.True((bool)report["complete"]!);
        Assert.Equal(["customers", "engagement", "service", "insights", "notifications"], report["services"]!.AsArray().Select(one => (string?)one!["service"]));
        Assert.Equal(6, asked);

        await using var stream = await Admin.Http.GetStreamAsync(new Uri($"{archive}/archive", UriKind.Relative));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        using var zip = new ZipArchive(copy);
        Assert.Equal(["customers.json", "engagement.json", "insights.json", "manifest.json", "notifications.json", "service.json"], zip.Entries.Select(entry => entry.Name).Order());
        var own = await ReadAsync(zip, "customers.json");
        Assert.Equal("Li Na", (string?)own["customers"]![0]!["name"]);
        Assert.Equal("Wang Wei", (string?)own["contacts"]![0]!["name"]);
        Assert.Equal(7, (long)own["points-lots"]![0]!["granted"]!);
        Assert.Equal("Graz", (string?)(await ReadAsync(zip, "engagement.json"))["visits"]![0]!["place"]);
    }

    // C2: who asks what is held on them is told what is held sealed too, and that it was read is written down.
    [Fact]
    public async Task An_access_export_tells_what_is_kept_sealed_and_is_noted_as_a_reading()
    {
        var customer = await fixture.CustomerAsync();
        (await Admin.PutAsync($"{customer.Location}/profile", new { sensitive = new { annualIncome = 250_000, currency = "CNY", health = "type 2 diabetes", family = "two children" } }, "*")).Expect(HttpStatusCode.OK);
        fixture.Neighbours.Answers[$"/internal/privacy/{customer.Id}"] = _ => Task.FromResult<object?>(new { sections = new { } });
        await ExportAsync(customer.Id);
        await using var stream = await Admin.Http.GetStreamAsync(new Uri($"{archive}/archive", UriKind.Relative));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        using var zip = new ZipArchive(copy);
        var told = (await ReadAsync(zip, "customers.json"))["profiles"]![0]!["sensitive"]!;
        Assert.Equal((250_000m, "CNY", "type 2 diabetes", "two children"), ((decimal)told["annualIncome"]!, (string?)told["currency"], (string?)told["health"], (string?)told["family"]));
        var reads = (await Admin.GetAsync($"{customer.Location}/profile/reads")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["ada", "ada"], reads.Select(read => (string?)read["by"]));
    }

    [Fact]
    public async Task What_cannot_be_opened_any_more_says_so_at_its_place_and_everything_else_is_told()
    {
        var customer = await fixture.CustomerAsync();
        (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { occupation = "architect" }, sensitive = new { health = "type 2 diabetes" } }, "*")).Expect(HttpStatusCode.OK);
        await fixture.Service.InScopeAsync(async scope =>
        {
            // A sealed text begins with four bytes of its kind and the sixteen of its key's id.
            var profile = await scope.GetRequiredService<CustomersDb>().Profiles.SingleAsync(one => one.CustomerId == customer.Id);
            var cipher = Convert.FromBase64String(profile.Sensitive!);
            Guid.NewGuid().TryWriteBytes(cipher.AsSpan(4, 16));
            profile.Seal(Convert.ToBase64String(cipher));
            return await scope.GetRequiredService<CustomersDb>().SaveChangesAsync();
        });
        fixture.Neighbours.Answers[$"/internal/privacy/{customer.Id}"] = _ => Task.FromResult<object?>(new { sections = new { } });
        var report = await ExportAsync(customer.Id);
        Assert.False((bool)report["complete"]!);
        Assert.Equal(("customers", false), ((string?)report["services"]![0]!["service"], (bool)report["services"]![0]!["complete"]!));
        Assert.StartsWith("profile.key-missing", (string?)report["services"]![0]!["failure"], StringComparison.Ordinal);
        Assert.All(report["services"]!.AsArray().Skip(1), one => Assert.True((bool)one!["complete"]!));

        await using var stream = await Admin.Http.GetStreamAsync(new Uri($"{archive}/archive", UriKind.Relative));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        using var zip = new ZipArchive(copy);
        var told = await ReadAsync(zip, "customers.json");
        Assert.Equal(((string?)customer["name"], "architect"), ((string?)told["customers"]![0]!["name"], (string?)told["profiles"]![0]!["basics"]!["occupation"]));
        Assert.Equal("profile.key-missing", (string?)told["profiles"]![0]!["sensitive"]!["code"]);
        // Nobody has read what could not be opened: the one reading is that of whoever wrote it.
        Assert.Single((await Admin.GetAsync($"{customer.Location}/profile/reads")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("profile.key-missing", (string?)(await fixture.AsService().GetAsync($"/internal/privacy/{customer.Id}")).Expect(HttpStatusCode.OK)["sections"]!["profiles"]![0]!["sensitive"]!["code"]);
    }

    [Fact]
    public async Task A_service_that_stays_silent_is_named_and_the_rest_is_delivered()
    {
        var customer = await fixture.CustomerAsync();
        var report = await ExportAsync(customer.Id);
        Assert.False((bool)report["complete"]!);
        Assert.Contains("did not answer", (string?)report["services"]![1]!["failure"]);
        Assert.True((bool)report["services"]![0]!["complete"]!);
        (await Admin.PostAsync("/api/v1/privacy/exports", new { customerId = Guid.NewGuid() })).Expect(HttpStatusCode.NotFound);
        (await fixture.As("max", "manager").PostAsync("/api/v1/privacy/exports", new { customerId = customer.Id })).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_held_is_for_services_only()
    {
        var customer = await fixture.CustomerAsync();
        (await Admin.GetAsync($"/internal/privacy/{customer.Id}")).Expect(HttpStatusCode.Forbidden);
        var held = (await fixture.AsService().GetAsync($"/internal/privacy/{customer.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal((string?)customer["name"], (string?)held["sections"]!["customers"]![0]!["name"]);
        Assert.Empty((await fixture.AsService().GetAsync($"/internal/privacy/{Guid.NewGuid()}")).Expect(HttpStatusCode.OK)["sections"]!.AsObject());
    }

    private string archive = "";

    private async Task<Answer> ExportAsync(Guid customer)
    {
        var job = (await Admin.PostAsync("/api/v1/privacy/exports", new { customerId = customer })).Expect(HttpStatusCode.Accepted);
        archive = job.Location!;
        await Eventually.IsTrueAsync(async () => (string?)(await Admin.GetAsync(job.Location!))["state"] == "succeeded", "the export");
        return (await Admin.GetAsync($"{job.Location}/report")).Expect(HttpStatusCode.OK);
    }

    private static bool? Holds(Answer consents, string purpose, string channel) => (bool?)consents["state"]!.AsArray()
        .Single(state => (string?)state!["purpose"] == purpose && (string?)state["channel"] == channel)!["holds"];

    private static async Task<JsonNode> ReadAsync(ZipArchive zip, string name)
    {
        await using var entry = await zip.GetEntry(name)!.OpenAsync();
        return (await JsonNode.ParseAsync(entry))!;
    }
}
