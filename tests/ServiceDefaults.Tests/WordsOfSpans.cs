using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CrmPlatform.ServiceDefaults.Telemetry;
using CrmPlatform.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X6: a span says that something failed and of what kind it was. What the failure said may quote data, and is left to the logs.</summary>
[Collection(ListenersOfTheProcess.Name)]
public sealed class WordsOfSpans(RabbitFixture rabbit) : IClassFixture<RabbitFixture>
{
    [Fact]
    public async Task A_failure_is_traced_without_its_words()
    {
        var spans = new Collected();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, ["--Telemetry:Shared=test"],
            builder => builder.AddPlatformTelemetry("maker", traces => traces.AddProcessor(spans)));
        using var mia = maker.As("mia", "sales");
        (await mia.PostAsync("/api/v1/things", new { name = "fail after saving" })).Expect(HttpStatusCode.InternalServerError);
        await maker.InScopeAsync(async scope =>
        {
            await Assert.ThrowsAnyAsync<Exception>(() => scope.GetRequiredService<MakerDb>().Database.ExecuteSqlRawAsync("SELECT * FROM Wharfinger"));
            return true;
        });
        // As the client of SQL Server tells of a command that failed.
        using (var client = new DiagnosticListener("SqlClientDiagnosticListener"))
        using (var connection = new SqlConnection("Server=.;Database=crm"))
        using (var command = new SqlCommand("SELECT 1", connection))
        {
            client.Write("Microsoft.Data.SqlClient.WriteCommandBefore", new { Command = command });
            client.Write("Microsoft.Data.SqlClient.WriteCommandError", new { Command = command, Exception = new InvalidOperationException("The duplicate key value is (wharfinger@example.com).") });
        }
        // Of the whole process: a bus of another test that is just ending fails on what its own end has taken from it. This service has no bus.
        var failed = await Eventually.BecomesAsync(
            () => Task.FromResult(spans.All.Where(span => span.Status == ActivityStatusCode.Error && span.Source.Name != "MassTransit").ToList()), seen => seen.Count >= 3, "the failures to be traced");
        Assert.All(failed, span => Assert.Null(span.StatusDescription));
        Assert.All(failed, span => Assert.Empty(span.Events));
        Assert.Contains(failed, span => span.GetTagItem("error.type") is not null);
    }

    /// <summary>The path of a request may be a link that is a key; the framework puts it beside every line.</summary>
    [Fact]
    public async Task A_log_that_is_sent_away_does_not_tell_the_path_of_its_request()
    {
        var lines = new Lines();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, ["--Telemetry:Shared=test"], builder =>
        {
            builder.AddPlatformTelemetry("maker", traces => traces.AddProcessor(new Collected()));
            builder.Logging.AddOpenTelemetry(logging => logging.AddProcessor(lines));
        });
        using var mia = maker.As("mia", "sales");
        (await mia.PostAsync("/api/v1/things", new { name = "fail after saving" })).Expect(HttpStatusCode.InternalServerError);
        Assert.NotEmpty(lines.Told);
        Assert.DoesNotContain(lines.Told, line => line.Contains("RequestPath", StringComparison.Ordinal));
    }

    private sealed class Lines : BaseProcessor<LogRecord>
    {
        public ConcurrentBag<string> Told { get; } = [];

        public override void OnEnd(LogRecord data)
        {
            List<string> said = [$"{data.CategoryName}: {data.FormattedMessage}", .. (data.Attributes ?? []).Select(one => $"{one.Key}={one.Value}")];
            data.ForEachScope(
                (scope, into) =>
                {
                    foreach (var one in scope) into.Add($"{one.Key}={one.Value}");
                },
                said);
            Told.Add(string.Join('\n', said));
        }
    }

    [Fact]
    public async Task An_event_that_could_not_be_taken_from_the_broker_is_traced_without_the_words()
    {
        const string words = "An item with the same key has already been added. Key: wharfinger@example.com";
        var (spans, trouble) = (new Collected(), new Trouble { Fails = _ => throw new ArgumentException(words) });
        string[] both = [$"--Messaging:RabbitMq={rabbit.Broker.Url}", "--Messaging:SweepInterval=00:10:00", $"--Messaging:QueuePrefix={Guid.NewGuid():N}", "--Messaging:RetryDelays:0=00:00:00.100"];
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, both);
        await using var watcher = await ServiceUnderTest.StartAsync(Bench.Watcher(Taking.One, trouble), [.. both, "--Telemetry:Shared=test", $"--Services:maker:Url={maker.Url}"],
            builder => builder.AddPlatformTelemetry("watcher", traces => traces.AddProcessor(spans)), maker.Issuer);
        await watcher.ListensAsync();
        (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "thing" })).Expect(HttpStatusCode.Created);
        var operation = watcher.As("olga", "admin");
        await Eventually.BecomesAsync(() => operation.GetAsync("/api/v1/dead-letters/watcher"), answer => answer.Items.Count == 1, "a dead letter");
        await Eventually.IsTrueAsync(() => Task.FromResult(spans.All.Any(span => span.Source.Name == "MassTransit" && span.Status == ActivityStatusCode.Error)), "the broker's side to be traced");
        Assert.DoesNotContain(spans.All, span => string.Join('\n', [span.StatusDescription, .. span.TagObjects.Select(tag => $"{tag.Value}"), .. span.Events.SelectMany(happened => happened.Tags).Select(tag => $"{tag.Value}")]).Contains("wharfinger", StringComparison.Ordinal));
    }

    private sealed class Collected : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> All { get; } = [];

        public override void OnEnd(Activity data) => All.Enqueue(data);
    }
}
