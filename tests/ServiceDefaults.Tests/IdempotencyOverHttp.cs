using System.Net;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

public sealed class IdempotencyOverHttp : IAsyncLifetime
{
    private ServiceUnderTest maker = null!;

    [Fact]
    public async Task Twins_at_the_same_moment_have_one_effect()
    {
        var client = maker.As("mia", "sales");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync("/api/v1/things", new { name = "twin" }, ("Idempotency-Key", "k1"))));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Created || answer.Code == "idempotency.in-flight", answer.Text));
        Assert.Single(answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Text).Distinct());
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_request_that_failed_after_saving_left_nothing_and_may_be_tried_again()
    {
        var client = maker.As("mia", "sales");
        (await client.PostAsync("/api/v1/things", new { name = "fail after saving" }, ("Idempotency-Key", "k2"))).Expect(HttpStatusCode.InternalServerError);
        Assert.Equal(0, await CountAsync());
        (await client.PostAsync("/api/v1/things", new { name = "fail after saving" }, ("Idempotency-Key", "k2"))).Expect(HttpStatusCode.InternalServerError);
        (await client.PostAsync("/api/v1/things", new { name = "refuse" }, ("Idempotency-Key", "k3"))).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_forgot_to_say_what_was_seen_is_told_so_and_may_use_the_key_again()
    {
        var client = maker.As("mia", "sales");
        var thing = (await client.PostAsync("/api/v1/things", new { name = "old" })).Expect(HttpStatusCode.Created);
        var (path, body, key) = ($"{thing.Location}/name", new { name = "new" }, ("Idempotency-Key", "k4"));
        var forgot = (await client.PostAsync(path, body, key)).Expect(HttpStatusCode.PreconditionRequired);
        Assert.Equal(("if-match.required", "application/problem+json"), (forgot.Code, forgot.ContentType));
        var renamed = (await client.PostAsync(path, body, key, ("If-Match", thing.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Equal("new", (string?)renamed["name"]);
        var again = (await client.PostAsync(path, body, key, ("If-Match", thing.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Equal((renamed.Text, "true"), (again.Text, again.Headers["Idempotency-Replayed"]));
    }

    [Fact]
    public async Task An_answer_that_was_sent_from_within_stays_as_it_is_and_what_it_says_holds()
    {
        var client = maker.As("mia", "sales");
        Assert.Equal("by hand", (await client.PostAsync("/api/v1/things/by-hand", new { name = "refuse" }, ("Idempotency-Key", "k5"))).Expect(HttpStatusCode.Conflict).Text);
        Assert.Equal(0, await CountAsync());
        Assert.Equal("by hand", (await client.PostAsync("/api/v1/things/by-hand", new { name = "a" }, ("Idempotency-Key", "k5"))).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_file_sent_again_is_the_same_whatever_boundary_the_form_has()
    {
        var client = maker.As("mia", "sales");
        var key = ("Idempotency-Key", "k6");
        var first = (await client.PostAsync("/api/v1/things/file", Form("one", "content"), key)).Expect(HttpStatusCode.Created);
        var again = (await client.PostAsync("/api/v1/things/file", Form("another one", "content"), key)).Expect(HttpStatusCode.Created);
        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotency-Replayed"]));
        Assert.Equal(1, await CountAsync());
        Assert.Equal("idempotency.other-body", (await client.PostAsync("/api/v1/things/file", Form("one", "other content"), key)).Expect(HttpStatusCode.UnprocessableEntity).Code);

        static MultipartFormDataContent Form(string boundary, string content) => new(boundary) { { new StringContent(content), "file", "file.txt" } };
    }

    [Fact]
    public async Task Two_callers_may_use_the_same_key()
    {
        (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "a" }, ("Idempotency-Key", "same"))).Expect(HttpStatusCode.Created);
        (await maker.As("max", "sales").PostAsync("/api/v1/things", new { name = "b" }, ("Idempotency-Key", "same"))).Expect(HttpStatusCode.Created);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task The_answer_survives_a_restart()
    {
        var first = (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "a" }, ("Idempotency-Key", "r"))).Expect(HttpStatusCode.Created);
        await maker.StopAsync();
        await maker.StartAgainAsync();
        var second = (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "a" }, ("Idempotency-Key", "r"))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
    }

    [Theory]
    [InlineData("PRAGMA synchronous", 2L)]
    [InlineData("PRAGMA foreign_keys", 1L)]
    [InlineData("PRAGMA secure_delete", 1L)]
    public async Task Every_connection_is_set_up_for_a_power_cut(string pragma, long expected)
    {
        // Many at once, so that fresh handles and pooled ones are both asked.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>().Database;
            await db.OpenConnectionAsync();
            await using var command = db.GetDbConnection().CreateCommand();
            command.CommandText = pragma;
            return (long)(await command.ExecuteScalarAsync())!;
        })));
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    public async ValueTask InitializeAsync() => maker = await ServiceUnderTest.StartAsync(Bench.Maker);

    public ValueTask DisposeAsync() => maker.DisposeAsync();

    private Task<int> CountAsync() => maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().Things.CountAsync());
}
