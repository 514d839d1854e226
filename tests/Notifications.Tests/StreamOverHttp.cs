using System.Net;
using System.Net.Sockets;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.Notifications.Live;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Tests;

public sealed class StreamFixture : NotificationsFixture
{
    protected override string[] Settings => ["--Stream:HeartBeat=00:00:00.200", "--Stream:PerCaller=3", "--Stream:ReplayAtMost=5", "--Stream:Waiting=64", "--Stream:WriteTimeout=00:01:00"];

    // A small buffer in the kernel, so that a client that does not read is noticed after kilobytes and not after megabytes.
    protected override void Build(WebApplicationBuilder builder) => builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
    {
        var listening = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        listening.SendBufferSize = 4096;
        return listening;
    });
}

/// <summary>X5: live updates.</summary>
public sealed class StreamOverHttp(StreamFixture fixture) : IClassFixture<StreamFixture>
{
    [Fact]
    public async Task My_tasks_and_complaints_come_to_me_and_nobody_elses_do()
    {
        using var nora = await OpenAsync("nora", "sales", "north");
        var (mine, others) = (TaskOf("nora"), TaskOf("sam", "south"));
        fixture.Neighbours.Publish(others);
        fixture.Neighbours.Publish(mine);
        fixture.Neighbours.Publish(ComplaintOf("nora"));
        fixture.Neighbours.Publish(ComplaintOf("sam", imported: true));
        var seen = await Named(nora, 2);
        Assert.Equal([("task.changed", mine.TaskId.ToString()), ("complaint.changed", (string)seen[1].Json["id"]!)], seen.Select(e => (e.Name, (string)e.Json["id"]!)));
        Assert.DoesNotContain("Call Li Wei", seen[0].Data);
        Assert.Equal("text/event-stream", nora.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("no-transform", nora.Response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_stream_reaches_as_far_as_the_rights_and_no_further()
    {
        using var team = await OpenAsync("lena", "sales", "west", "?topic=tasks&scope=team");
        using var all = await OpenAsync("max", "manager", null, "?topic=tasks&scope=all");
        var (west, east) = (TaskOf("otto", "west"), TaskOf("emil", "east"));
        fixture.Neighbours.Publish(east);
        fixture.Neighbours.Publish(west);
        Assert.Equal(west.TaskId.ToString(), (string)(await Named(team, 1))[0].Json["id"]!);
        Assert.Equal([east.TaskId.ToString(), west.TaskId.ToString()], (await Named(all, 2)).Select(e => (string)e.Json["id"]!).Where(id => id == east.TaskId.ToString() || id == west.TaskId.ToString()));
        Assert.Equal("stream.beyond-reach", (await fixture.Service.As("lena", "sales", "west").GetAsync("/api/v1/stream?scope=all")).Expect(HttpStatusCode.Forbidden).Code);
        (await fixture.Service.As("app", "client-app").GetAsync("/api/v1/stream")).Expect(HttpStatusCode.Forbidden);
        (await fixture.Service.Client(null).GetAsync("/api/v1/stream")).Expect(HttpStatusCode.Unauthorized);
        (await fixture.Admin.GetAsync("/api/v1/stream?topic=weather")).Expect(HttpStatusCode.BadRequest);
    }

    // X5: who had it takes it off the screen; who sees it where it is now hears of the change alone.
    [Theory]
    [InlineData("own", "had", "left", "gone")]
    [InlineData("own", "has", "came", "changed")]
    [InlineData("own", "third", "left", "")]
    [InlineData("team", "had", "left", "gone gone")] // as a person and as one of the team
    [InlineData("team", "had", "came", "changed")]
    [InlineData("team", "had", "third", "gone")]
    [InlineData("team", "third", "left", "gone")]
    [InlineData("team", "third", "came", "changed")]
    [InlineData("team", "third", "third", "")]
    [InlineData("team", "has", "left", "changed")]
    public async Task Who_loses_a_thing_hears_that_it_is_gone_and_nothing_else_of_it(string scope, string who, string team, string seen) =>
        await HearsAsync(scope, who, team, "left", "came", seen);

    [Theory]
    [InlineData("own", "had", "same", "gone")]
    [InlineData("team", "had", "same", "changed")]
    [InlineData("team", "third", "same", "changed")]
    [InlineData("team", "had", "third", "gone")]
    [InlineData("team", "has", "third", "changed")]
    public async Task Within_a_team_the_team_goes_on_seeing_it(string scope, string who, string team, string seen) => await HearsAsync(scope, who, team, "same", "same", seen);

    private async Task HearsAsync(string scope, string who, string team, string from, string to, string seen)
    {
        var mark = $"{Guid.NewGuid():N}"[..8];
        using var stream = await OpenAsync(who + mark, "sales", team + mark, $"?topic=tasks&topic=complaints&scope={scope}");
        using var all = await OpenAsync("max" + mark, "manager", null, "?topic=tasks&topic=complaints&scope=all");
        var task = TaskOf("has" + mark, to + mark) with { AssigneeBefore = "had" + mark, TeamBefore = from == to ? null : from + mark };
        var complaint = ComplaintOf("has" + mark) with { Team = to + mark, AssigneeBefore = task.AssigneeBefore, TeamBefore = task.TeamBefore };
        // What comes last, so that nothing more is to come.
        var last = TaskOf(who + mark, team + mark);
        foreach (var happened in new object[] { task, complaint, last }) fixture.Neighbours.Publish(happened);
        var lines = await UntilAsync(stream, last.TaskId);
        foreach (var (name, id) in new[] { ("task.changed", task.TaskId), ("complaint.changed", complaint.ComplaintId) })
        {
            var about = lines.Where(line => (string?)line.Json["id"] == id.ToString()).ToList();
            Assert.Equal(seen, string.Join(' ', about.Select(line => (bool?)line.Json["gone"] == true ? "gone" : "changed")));
            Assert.All(about, line => Assert.Equal(name, line.Name));
            Assert.All(about.Where(line => line.Json["gone"] is not null), line => Assert.Equal(["id", "version", "gone"], line.Json.AsObject().Select(field => field.Key)));
            Assert.Equal([false], (await UntilAsync(all, last.TaskId)).Where(line => (string?)line.Json["id"] == id.ToString()).Select(line => line.Data.Contains("gone", StringComparison.Ordinal)));
        }
    }

    private static async Task<IReadOnlyList<SseEvent>> UntilAsync(SseClient client, Guid last) => [.. (await Eventually.BecomesAsync(
        () => Task.FromResult(client.Snapshot()), events => events.Any(e => e.Data.Contains(last.ToString(), StringComparison.Ordinal)), "the last line")).Where(e => e.Id is not null)];

    [Fact]
    public async Task Who_was_cut_off_goes_on_where_it_was_and_nothing_comes_twice()
    {
        string last;
        using (var first = await OpenAsync("rita", "agent"))
        {
            fixture.Neighbours.Publish(TaskOf("rita"));
            last = (await Named(first, 1))[0].Id!;
        }
        var missed = new[] { TaskOf("rita"), TaskOf("rita") };
        foreach (var task in missed) fixture.Neighbours.Publish(task);
        await Eventually.IsTrueAsync(() => fixture.InDbAsync(db => Task.FromResult(db.LiveUpdates.Count(u => u.OwnerId == "rita") == 3)), "the updates to be kept");
        using var second = await OpenAsync("rita", "agent", lastEventId: last);
        var next = TaskOf("rita");
        fixture.Neighbours.Publish(next);
        Assert.Equal(missed.Append(next).Select(task => task.TaskId.ToString()), (await Named(second, 3)).Select(e => (string)e.Json["id"]!));
    }

    [Fact]
    public async Task Who_missed_too_much_is_told_to_read_everything_anew()
    {
        using var first = await OpenAsync("zoe", "agent");
        fixture.Neighbours.Publish(TaskOf("zoe"));
        var last = (await Named(first, 1))[0].Id!;
        for (var i = 0; i < 8; i++) fixture.Neighbours.Publish(TaskOf("zoe"));
        await Named(first, 9);
        using var second = await OpenAsync("zoe", "agent", lastEventId: last);
        Assert.Equal("reset", (await second.GetsAsync(2))[1].Name);
        foreach (var foreign in new[] { "99999999999", "99999999999999999999999", "e7", "-3" })
        {
            using var third = await OpenAsync($"zoe with {foreign}", "agent", lastEventId: foreign);
            Assert.Equal("reset", (await third.GetsAsync(2))[1].Name);
        }
    }

    [Fact]
    public async Task Who_comes_back_with_a_number_from_before_a_restore_is_told_so_and_hears_what_follows()
    {
        // Nothing of the last day is there, and the client remembers a number that is still far away.
        await fixture.InDbAsync(db => db.LiveUpdates.ExecuteDeleteAsync());
        using var back = await OpenAsync("bea", "agent", lastEventId: "99999999999");
        Assert.Equal("reset", (await back.GetsAsync(2))[1].Name);
        var task = TaskOf("bea");
        fixture.Neighbours.Publish(task);
        Assert.Equal(task.TaskId.ToString(), (string)(await Named(back, 2))[1].Json["id"]!);
    }

    [Fact]
    public async Task Dashboards_say_which_numbers_moved_without_saying_them()
    {
        using var analyst = await OpenAsync("ana", "analyst", query: "?topic=dashboards");
        for (var i = 0; i < 20; i++) fixture.Neighbours.Publish(new StageChanged(Guid.CreateVersion7(), "stranger", "establishing", null, "nora", DateTimeOffset.UtcNow));
        var seen = await Eventually.BecomesAsync(() => Task.FromResult(analyst.Snapshot()), events => events.Any(e => e.Name == "dashboard.changed" && e.Data.Contains("customers", StringComparison.Ordinal)), "a dashboard to change");
        Assert.InRange(seen.Count(e => e.Name == "dashboard.changed"), 1, 10);
    }

    [Fact]
    public async Task The_heart_beats_and_a_caller_has_only_so_many_streams()
    {
        using var one = await OpenAsync("ben", "agent");
        using var two = await OpenAsync("ben", "agent");
        using (await OpenAsync("ben", "agent"))
            Assert.Equal("stream.too-many", (await fixture.Service.As("ben", "agent").GetAsync("/api/v1/stream")).Expect(HttpStatusCode.TooManyRequests).Code);
        await Eventually.IsTrueAsync(() => Task.FromResult(one.Beats >= 2), "two heart-beats");
        await Eventually.IsTrueAsync(async () =>
        {
            using var again = new HttpClient();
            again.DefaultRequestHeaders.Authorization = new("Bearer", fixture.Service.Issuer.Token("ben", ["agent"]));
            using var answer = await again.GetAsync($"{fixture.Service.Url}/api/v1/stream", HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode == HttpStatusCode.OK;
        }, "the place of the one that left to be free");
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var token = fixture.Service.Issuer.Token("eve", ["agent"], expires: DateTime.UtcNow.AddSeconds(3));
        using var stream = await SseClient.OpenAsync(fixture.Service.Url, token);
        await Eventually.IsTrueAsync(() => Task.FromResult(stream.Closed), "the stream to end");
        Assert.Equal("end", stream.Snapshot()[^1].Name);
    }

    // The word that it ends is written while lines and beats for the others go on.
    [Fact]
    public async Task Who_is_let_go_takes_nothing_more_and_is_not_broken_off_for_it()
    {
        var hub = new LiveHub(Options.Create(new StreamOptions()));
        using var connection = new LiveConnection("eve", null, new Dictionary<LiveTopic, RowScope> { [LiveTopic.Dashboards] = RowScope.All }, 8);
        Assert.True(hub.TryEnter(connection));
        connection.End();
        await hub.SendBeatAsync(TestContext.Current.CancellationToken);
        Assert.Equal((false, 1, 0), (connection.Dropped.IsCancellationRequested, hub.Count, connection.Waiting));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_the_others_go_on()
    {
        var hub = fixture.Service.Services.GetRequiredService<LiveHub>();
        await HaveAsync(0, "those of before to have left");
        using var reading = await OpenAsync("slowpoke", "agent");
        using var deaf = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 };
        await deaf.ConnectAsync(IPAddress.Loopback, new Uri(fixture.Service.Url).Port);
        await deaf.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {fixture.Service.Issuer.Token("slowpoke", ["agent"])}\r\n\r\n"));
        await HaveAsync(2, "both to be there");
        // Lot by lot, each so small that whoever has the whole of it waiting counts as one that reads, however busy the machine is.
        const int lot = 20;
        for (var sent = lot; hub.Count == 2 && sent <= 3000; sent += lot)
        {
            for (var i = 0; i < lot; i++) fixture.Neighbours.Publish(TaskOf("slowpoke"));
            await Eventually.BecomesAsync(() => Task.FromResult((Updates: reading.Snapshot().Count(e => e.Id is not null), reading.Closed)), seen => seen.Closed || seen.Updates == sent, "every update to come");
            Assert.False(reading.Closed);
        }
        await HaveAsync(1, "the deaf one to be dropped");
        Assert.False(reading.Closed);

        Task HaveAsync(int count, string what) => Eventually.BecomesAsync(() => Task.FromResult(hub.Count), there => there == count, what);
    }

    private Task<SseClient> OpenAsync(string subject, string role, string? team = null, string query = "?topic=tasks&topic=complaints", string? lastEventId = null) =>
        SseClient.OpenAsync(fixture.Service.Url, fixture.Service.Issuer.Token(subject, [role], team), query, lastEventId);

    private static async Task<IReadOnlyList<SseEvent>> Named(SseClient client, int count) => [.. (await Eventually.BecomesAsync(
        () => Task.FromResult(client.Snapshot()), events => events.Count(e => e.Id is not null) >= count, $"{count} updates")).Where(e => e.Id is not null)];

    private static TaskChanged TaskOf(string owner, string team = "nobody") =>
        new(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), owner, team, "Call Li Wei", "open", "next-step", DateTimeOffset.UtcNow, null);

    private static ComplaintChanged ComplaintOf(string owner, bool imported = false) => new(
        Guid.CreateVersion7(), 1, null, "C-1", "hotline", "quality", null, "normal", "received", owner, "north", 0, null, DateTimeOffset.UtcNow, null, null, false, false, 0, imported);
}
