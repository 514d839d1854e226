using System.Collections.Concurrent;
using System.Diagnostics;

namespace CrmPlatform.Platform.Tests.Running;

/// <summary>One program of the platform in a process of its own, which can be killed and started again on its data.</summary>
internal sealed class Part(string program, IReadOnlyList<string> args, Uri ready) : IAsyncDisposable
{
    private const int SignalTerminate = 15;

    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> said = new();
    private Process? process;

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(Programs.Folder, program), args) { RedirectStandardOutput = true, RedirectStandardError = true };
        // None of them lives long enough for it to pay, on machines that do everything at once.
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.IsTrueAsync(IsReadyAsync, $"{program} to be ready; it said: {Said}", TimeSpan.FromSeconds(120));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<int> RunAsync(string program, params string[] args)
    {
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(Programs.Folder, program), args))!;
        await run.WaitForExitAsync();
        return run.ExitCode;
    }

    /// <summary>The end without a goodbye: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await EndedAsync();
    }

    /// <summary>Asks the program to stop, as Ctrl-C and an orchestrator do, and tells its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (process is null) return 0;
        using var kill = Process.Start("kill", [$"-{SignalTerminate}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndedAsync();
    }

    /// <summary>The last lines the program wrote.</summary>
    public string Said => string.Join('\n', said.TakeLast(40));

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<int> EndedAsync()
    {
        await process!.WaitForExitAsync();
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return code;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited) throw new Xunit.Sdk.XunitException($"{program} ended with {process.ExitCode}:\n{Said}");
        try
        {
            using var answer = await Probe.GetAsync(ready);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // A start takes seconds, and what a refusal costs of the processor it lacks.
            await Task.Delay(Breath);
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        said.Enqueue(line.Data);
        while (said.Count > 400) said.TryDequeue(out _);
    }
}

/// <summary>Where the built programs lie.</summary>
internal static class Programs
{
    /// <summary>Standalone's output: it holds every service's program beside its own. Same configuration as these tests.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var repository = output;
        while (repository is not null && !File.Exists(Path.Combine(repository.FullName, "CrmPlatform.sln"))) repository = repository.Parent;
        return Path.Combine(repository!.FullName, "apphost", "Standalone", "bin", output.Parent!.Name, output.Name);
    }
}
