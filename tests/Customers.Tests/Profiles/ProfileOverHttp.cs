using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Data;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Profiles;

public sealed class ProfileOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_profile_is_kept_in_its_blocks()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/profile";
        var empty = (await Admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("\"0\"", empty.ETag);
        var written = (await Admin.PutAsync(path, Profile(), empty.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("architect", "calm", "strong", "1980-05-17"), (
            (string?)written["basics"]!["occupation"], (string?)written["traits"]!["workingStyle"], (string?)written["business"]!["capitalStrength"], (string?)written["basics"]!["birthday"]));
        Assert.Equal(["wechat"], written["needs"]!["preferredChannels"]!.AsArray().Select(channel => (string?)channel));
        Assert.Equal((250_000m, "type 2 diabetes"), ((decimal)written["sensitive"]!["annualIncome"]!, (string?)written["sensitive"]!["health"]));
        (await Admin.PutAsync(path, Profile(), empty.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        var patched = (await Admin.PatchAsync(path, new { traits = new { managementLevel = "experienced" } }, written.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("calm", "experienced", "type 2 diabetes"), (
            (string?)patched["traits"]!["workingStyle"], (string?)patched["traits"]!["managementLevel"], (string?)patched["sensitive"]!["health"]));
    }

    [Fact]
    public async Task Sensitive_fields_are_absent_without_the_right_and_survive_what_the_blind_write()
    {
        var nora = fixture.As("nora", "sales", "north");
        var otto = fixture.As("otto", "sales", "north");
        var agent = fixture.As("gus", "agent");
        var customer = await fixture.CustomerAsync(more: new { ownerId = "nora" }, by: nora);
        var path = $"{customer.Location}/profile";
        var mine = (await nora.PutAsync(path, Profile(), "\"0\"")).Expect(HttpStatusCode.OK);
        Assert.True((bool)mine["maySeeSensitive"]!);

        foreach (var blind in new[] { otto, agent })
        {
            var seen = (await blind.GetAsync(path)).Expect(HttpStatusCode.OK);
            Assert.False((bool)seen["maySeeSensitive"]!);
            Assert.False(seen.Json.AsObject().ContainsKey("sensitive"));
            Assert.DoesNotContain("diabetes", seen.Text);
            var body = JsonNode.Parse(seen.Text)!.AsObject();
            foreach (var computed in new[] { "customerId", "maySeeSensitive", "version" }) body.Remove(computed);
            body["traits"]!["workingStyle"] = $"as {seen.ETag} says";
            var again = (await blind.PutAsync(path, body, seen.ETag)).Expect(HttpStatusCode.OK);
            (await blind.PatchAsync(path, new { traits = new { managementLevel = "x" } }, again.ETag)).Expect(HttpStatusCode.OK);
            Assert.Equal("profile.sensitive", (await blind.PutAsync(path, Profile(), "*")).Expect(HttpStatusCode.Forbidden).Code);
            Assert.Equal("profile.sensitive", (await blind.PatchAsync(path, new { sensitive = (object?)null }, "*")).Expect(HttpStatusCode.Forbidden).Code);
        }
        var kept = (await nora.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("type 2 diabetes", (string?)kept["sensitive"]!["health"]);
        var emptied = (await nora.PutAsync(path, new { sensitive = new { } }, kept.ETag)).Expect(HttpStatusCode.OK);
        Assert.False(emptied.Json.AsObject().ContainsKey("sensitive"));
    }

    [Fact]
    public async Task A_patch_of_one_sensitive_field_leaves_the_others_as_they_are()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/profile";
        (await Admin.PutAsync(path, Profile(), "\"0\"")).Expect(HttpStatusCode.OK);
        var patched = (await Admin.PatchAsync(path, new { sensitive = new { health = "well again", funds = (string?)null } }, "*")).Expect(HttpStatusCode.OK)["sensitive"]!;
        Assert.Equal(("well again", 250_000m, "two children", null), ((string?)patched["health"], (decimal)patched["annualIncome"]!, (string?)patched["family"], (string?)patched["funds"]));
        Assert.False((await Admin.PatchAsync(path, new { sensitive = (object?)null }, "*")).Expect(HttpStatusCode.OK).Json.AsObject().ContainsKey("sensitive"));
    }

    // C15: the second lunar month may have 30 days, and a leap month is one of its own.
    [Theory]
    [InlineData("1990-02-30", true, false, 2, 30)]
    [InlineData("1990-05-09", true, true, 5, 9)]
    [InlineData("1988-02-29", false, false, 2, 29)]
    public async Task A_birthday_is_a_day_of_its_calendar(string birthday, bool lunar, bool inLeapMonth, int month, int day)
    {
        var customer = await fixture.CustomerAsync();
        var written = (await Admin.PutAsync($"{customer.Location}/profile", new { basics = new { birthday, birthdayIsLunar = lunar, birthdayIsInLeapMonth = inLeapMonth } }, "\"0\"")).Expect(HttpStatusCode.OK);
        Assert.Equal(birthday, (string?)written["basics"]!["birthday"]);
        var care = Assert.Single((await Admin.GetAsync($"{customer.Location}/care")).Items);
        Assert.Equal((month, day, inLeapMonth, lunar ? "lunar" : "solar"), ((int)care["month"]!, (int)care["day"]!, (bool)care["leapMonth"]!, (string?)care["calendar"]));
        Assert.NotNull(care["nextOn"]);
    }

    [Theory]
    [InlineData("1990-02-31", true, "profile.no-such-day")]
    [InlineData("1990-13-01", true, "profile.no-such-day")]
    [InlineData("1989-02-29", false, "profile.no-such-day")]
    [InlineData("0000-01-01", false, "profile.no-such-day")]
    [InlineData("2150-01-01", false, "profile.birthday-to-come")]
    [InlineData("2150-01-01", true, "profile.birthday-to-come")]
    [InlineData("17 May 1980", false, "validation")]
    public async Task A_day_that_is_none_is_no_birthday(string birthday, bool lunar, string code)
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/profile";
        Assert.Equal(code, (await Admin.PutAsync(path, new { basics = new { birthday, birthdayIsLunar = lunar } }, "\"0\"")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PatchAsync(path, new { basics = new { birthday, birthdayIsLunar = lunar } }, "\"0\"")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData(401)]
    public async Task A_need_is_a_sentence_and_no_empty_one(object item)
    {
        var customer = await fixture.CustomerAsync();
        var text = item is int length ? new string('x', length) : (string)item;
        Assert.Equal("profile.item", (await Admin.PutAsync($"{customer.Location}/profile", new { needs = new { interests = new[] { text } } }, "\"0\"")).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Each_time_sensitive_fields_are_shown_an_audit_line_says_to_whom()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/profile";
        var written = (await Admin.PutAsync(path, Profile(), "\"0\"")).Expect(HttpStatusCode.OK);
        var mona = fixture.As("mona", "manager");
        (await mona.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await fixture.As("gus", "agent").GetAsync(path)).Expect(HttpStatusCode.OK);
        var lines = (await Admin.GetAsync($"{path}/reads")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["mona", "ada"], lines.Select(line => (string?)line["by"]));
        Assert.All(lines, line => Assert.Equal(32, ((string?)line["traceId"])!.Length));
        (await fixture.As("gus", "agent").GetAsync($"{path}/reads")).Expect(HttpStatusCode.Forbidden);

        // The history tells that they changed and not what they say.
        (await Admin.PatchAsync(path, new { sensitive = new { health = "broken arm" } }, written.ETag)).Expect(HttpStatusCode.OK);
        var history = (await Admin.GetAsync($"{customer.Location}/history")).Text;
        Assert.Contains("sensitive", history);
        Assert.DoesNotContain("broken arm", history);
        Assert.DoesNotContain("diabetes", history);
    }

    [Fact]
    public async Task Sensitive_fields_are_nowhere_in_the_database_in_clear_and_outlive_a_new_key_and_a_restart()
    {
        var secret = $"Secret{Guid.NewGuid():N}";
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/profile";
        (await Admin.PutAsync(path, new { sensitive = new { family = secret, funds = secret } }, "\"0\"")).Expect(HttpStatusCode.OK);
        var before = await CipherAsync(customer.Id);
        Assert.NotEmpty(FilesOnDisk.With(fixture.Service.Folder.Path, customer.Id.ToString()));
        Assert.Empty(FilesOnDisk.With(fixture.Service.Folder.Path, secret));

        // A new key takes over; what the old one sealed is read and sealed anew.
        var keys = fixture.Service.Services.GetRequiredService<IKeyManager>();
        keys.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        Assert.True(keys.GetAllKeys().Count > 1);
        // (The ring of keys is read anew beside the requests, so the very next one may still know the old one only.)
        await Eventually.IsTrueAsync(async () =>
        {
            Assert.Equal(secret, (string?)(await Admin.GetAsync(path)).Expect(HttpStatusCode.OK)["sensitive"]!["family"]);
            return KeyOf(await CipherAsync(customer.Id)) != KeyOf(before);
        }, "the new key");
        var after = await CipherAsync(customer.Id);

        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        Assert.Equal(secret, (string?)(await Admin.GetAsync(path)).Expect(HttpStatusCode.OK)["sensitive"]!["funds"]);
        Assert.Equal(after, await CipherAsync(customer.Id));
    }

    private Task<string> CipherAsync(Guid customerId) => fixture.Service.InScopeAsync(async scope =>
        (await scope.GetRequiredService<CustomersDb>().Profiles.AsNoTracking().SingleAsync(profile => profile.CustomerId == customerId)).Sensitive!);

    // A sealed text begins with four bytes of its kind and the sixteen of its key's id.
    private static Guid KeyOf(string cipher) => new(Convert.FromBase64String(cipher).AsSpan(4, 16));

    private static object Profile() => new
    {
        basics = new { occupation = "architect", birthday = "1980-05-17", birthdayIsLunar = true, education = "university" },
        traits = new { workingStyle = "calm" },
        business = new { capitalStrength = "strong", costBudget = "tight" },
        needs = new { @explicit = new[] { "faster delivery" }, latent = new[] { "recognition" }, preferredChannels = new[] { "wechat" }, interests = new[] { "golf" }, lifestyle = "early riser" },
        sensitive = new { annualIncome = 250_000, currency = "CNY", funds = "two flats", health = "type 2 diabetes", family = "two children" },
    };
}
