using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X5: after a start those who were cut off come back at once, before anything else has begun.</summary>
public sealed class StreamOfANewService
{
    [Fact]
    public async Task Whoever_comes_first_hears_what_follows()
    {
        await using var service = await ServiceUnderTest.StartAsync(NotificationsHost.Build, ["--Loops:BeginAfter=00:01:00"]);
        await service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<NotificationsDb>();
            db.LiveUpdates.Add(new LiveUpdate { Topic = LiveTopic.Tasks, OwnerId = "nora", Name = "task.changed", Data = """{"id":"of-before"}""", At = DateTimeOffset.UtcNow });
            return await db.SaveChangesAsync();
        });
        await service.StopAsync();
        await service.StartAgainAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{service.Url}/api/v1/stream");
        request.Headers.Authorization = new("Bearer", service.Issuer.Token("nora", ["sales"], team: "north"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        await service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<NotificationsDb>();
            db.LiveUpdates.Add(new LiveUpdate { Topic = LiveTopic.Tasks, OwnerId = "nora", Name = "task.changed", Data = """{"id":"of-now"}""", At = DateTimeOffset.UtcNow });
            return await db.SaveChangesAsync();
        });
        string? line;
        do line = await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(50));
        while (line is not null && !line.StartsWith("""data: {"id":""", StringComparison.Ordinal));
        Assert.Equal("""data: {"id":"of-now"}""", line);
    }

    [Fact]
    public async Task Whoever_listens_is_let_go_when_the_service_ends_and_is_not_broken_off()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            NotificationsHost.Build, customise: builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(10)));
        using var stream = await SseClient.OpenAsync(service.Url, service.Issuer.Token("nora", ["sales"], team: "north"));
        await service.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => Task.FromResult(stream.Closed), "the stream to end");
        Assert.Equal("end", stream.Snapshot()[^1].Name);
    }
}
