using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>What Testcontainers has no word for, asked of the same engine.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly DockerClient client = TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.NewGuid()).Build();

    /// <summary>Pulls the cable: what runs goes on running and reaches nobody.</summary>
    public Task CutOffAsync(IContainer container, string network) =>
        client.Networks.DisconnectNetworkAsync(network, new NetworkDisconnectParameters { Container = container.Id, Force = true });

    public Task RejoinAsync(IContainer container, string network, string alias) =>
        client.Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = container.Id, EndpointConfig = new EndpointSettings { Aliases = [alias] } });

    /// <summary>The end without a goodbye.</summary>
    public async Task KillAsync(IContainer container)
    {
        await client.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGKILL" });
        await client.Containers.WaitContainerAsync(container.Id);
    }

    public async Task<string> VersionAsync(IContainer container) => (await client.Containers.InspectContainerAsync(container.Id)).Config!.Labels!["org.opencontainers.image.version"];

    /// <summary>Starts a stopped server; how long until it says it is ready, by the clock and of the processor.</summary>
    public async Task<(TimeSpan Clock, TimeSpan Processor)> StartTimeAsync(IContainer container, string ready)
    {
        await client.Containers.StartContainerAsync(container.Id, new ContainerStartParameters());
        var state = await client.Containers.InspectContainerAsync(container.Id);
        var started = DateTimeOffset.Parse(state.State!.StartedAt!, System.Globalization.CultureInfo.InvariantCulture);
        var address = new Uri($"http://{container.Hostname}:{state.NetworkSettings!.Ports!["8080/tcp"]![0].HostPort}{ready}");
        // Looked at often to the end: what is measured is told in hundredths.
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(address))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{container.Image.Repository} was not ready after three minutes.");
            await Task.Delay(20);
        }
        var clock = DateTimeOffset.UtcNow - started;
        return (clock, TimeSpan.FromMicroseconds((await StatsAsync(container)).CPUStats!.CPUUsage!.TotalUsage / 1000.0));
    }

    /// <summary>Waits until these containers together leave nine tenths of a processor to others, as they do once what they were asked is done and compiled.</summary>
    public Task RestAsync(IReadOnlyList<IContainer> containers)
    {
        var (watch, before) = (new Stopwatch(), 0ul);
        return Eventually.IsTrueAsync(async () =>
        {
            if (watch.IsRunning && watch.Elapsed < TimeSpan.FromSeconds(1)) return false;
            var used = (await Task.WhenAll(containers.Select(StatsAsync))).Aggregate(0ul, (sum, stats) => sum + stats.CPUStats!.CPUUsage!.TotalUsage);
            var rests = watch.IsRunning && (used - before) / watch.Elapsed.TotalNanoseconds < 0.1;
            watch.Restart();
            before = used;
            return rests;
        }, "the containers to rest", TimeSpan.FromMinutes(2));
    }

    /// <summary>What the container holds in memory: its own, and what it has read of files into its address space.</summary>
    public async Task<long> ResidentBytesAsync(IContainer container)
    {
        var stats = (await StatsAsync(container)).MemoryStats!.Stats!;
        // Control groups of the first version, and of the second.
        return (long)(stats.TryGetValue("total_rss", out var own) ? own + stats["total_mapped_file"] : stats["anon"] + stats["file_mapped"]);
    }

    public void Dispose() => client.Dispose();

    private async Task<ContainerStatsResponse> StatsAsync(IContainer container)
    {
        var seen = new TaskCompletionSource<ContainerStatsResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.Containers.GetContainerStatsAsync(container.Id, new ContainerStatsParameters { Stream = false, OneShot = true }, new Progress<ContainerStatsResponse>(stats => seen.TrySetResult(stats)));
        return await seen.Task;
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var answer = await Probe.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
