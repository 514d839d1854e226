using System.Net;
using CrmPlatform.ServiceDefaults.Privacy;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>C20: what the tables of every service say about a person.</summary>
public sealed class ErasureOfAPerson
{
    private const string Canary = "Canary Wharfinger";

    [Fact]
    public async Task Nothing_that_names_the_person_is_left_in_any_file_of_the_database()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        var client = maker.As("mia", "sales");
        var things = new List<Answer>();
        for (var i = 0; i < 60; i++)
            things.Add((await client.PostAsync("/api/v1/things", new { name = i == 30 ? Canary : $"Thing {i} {new string('x', 120)}" }, ("Idempotency-Key", $"key-{i}"))).Expect(HttpStatusCode.Created));
        Assert.NotEmpty(FilesOnDisk.With(maker.Folder.Path, Canary));

        var id = things[30].Id;
        await maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>();
            (await db.Things.SingleAsync(thing => thing.Id == id)).Name = Erasure.Replacement;
            var touched = await scope.GetRequiredService<Erasure>().ReplaceAsync(new ErasedPerson(id) { Words = [Canary] }, default);
            Assert.Equal(2, touched);
            return await db.SaveChangesAsync();
        });
        await Eventually.IsTrueAsync(() => Task.FromResult(maker.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");

        Assert.Empty(FilesOnDisk.With(maker.Folder.Path, Canary));

        var replayed = (await client.PostAsync("/api/v1/things", new { name = Canary }, ("Idempotency-Key", "key-30"))).Expect(HttpStatusCode.Created);
        Assert.Equal((id.ToString(), Erasure.Replacement), ((string?)replayed["id"], (string?)replayed["name"]));
        Assert.NotEmpty(FilesOnDisk.With(maker.Folder.Path, "Thing 31"));
    }

    [Theory]
    [InlineData("""{"id":"a","name":"Ann","amount":12.5,"stage":"mature"}""", """{"id":"a","name":"erased","amount":12.5,"stage":"mature"}""")]
    [InlineData("""{"phone":"+8613800138000","lines":[{"product":"P1","note":"for Ann"}]}""", """{"lines":[{"product":"P1","note":"erased"}]}""")]
    [InlineData("""{"other":"ask ann, then ANN again","tags":["vip"],"at":"2026-01-01T00:00:00Z"}""", """{"other":"ask erased, then erased again","tags":[],"at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"address":{"city":"Graz"},"name":null,"nested":{"reason":"Ann left","code":7}}""", """{"name":null,"nested":{"reason":"erased","code":7}}""")]
    [InlineData("not JSON about Ann", "not JSON about erased")]
    public void Ids_codes_and_sums_stay_and_words_go(string before, string after) =>
        Assert.Equal(after, new Redaction(new ErasedPerson(Guid.NewGuid()) { Words = ["Ann"] }, new ErasureOptions()).Of(before));
}
