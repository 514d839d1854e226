using System.Runtime.InteropServices;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.Standalone.Demo;

namespace CrmPlatform.Standalone;

/// <summary>Starts the platform, says where it is, and stops it cleanly.</summary>
internal static class StandaloneProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (StandaloneOptions.Parse(args, out var mistake) is not { } options)
        {
            await Console.Error.WriteLineAsync($"{mistake}\n{StandaloneOptions.Usage}");
            return 2;
        }
        if (options.Backup is { } target) return await BackUpAsync(options.Data, target);
        if (!options.RenewFeeds && Platform.WhyNotAt(options.Port) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            return 1;
        }
        if (options.RenewFeeds && !Platform.IsIn(options.Data))
        {
            await Console.Error.WriteLineAsync($"There is no database in {options.Data}.");
            return 1;
        }
        using var folder = DataFolder.Open(options.Data, out var wrong);
        if (folder is null)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }
        if (folder.IsOpenToOthers) await Console.Error.WriteLineAsync($"Others than its owner may look into {folder.Path}; 'chmod 700' makes it its owner's alone.");
        if (options.RenewFeeds) return await RenewFeedsAsync(options, folder);
        if (options.Demo && DemoCompany.IsUnfinished(folder))
        {
            await Console.Error.WriteLineAsync($"The demo company did not move in whole the last time. Delete {folder.Path} and start again, or start without --demo.");
            return 1;
        }
        var failed = false;
        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var platform = await Platform.StartAsync(options, folder, Quiet, ended.Token);
            // A service that cannot go on takes the process with it, as it would its own.
            foreach (var host in platform.Running) host.Lifetime.ApplicationStopping.Register(EndForOne);
            if (options.Demo && !DemoCompany.IsThere(folder))
            {
                Console.WriteLine("A demo company moves in; this happens once.");
                await DemoCompany.MoveInAsync(platform.Url, folder, platform.DemoSecret, TimeProvider.System, ended.Token);
            }
            Console.WriteLine($"""
                CrmPlatform is running.
                  API and reference   {platform.Url}/reference
                  Health              {platform.Url}/health
                  Data                {options.Data}
                  Administrator       user 'admin', password in {folder.Below("administrator.txt")}
                Ctrl-C stops it.
                """);
            if (DemoCompany.IsThere(folder)) Console.WriteLine($"  Demo sign-ins       {folder.Below("demo-credentials.json")}");
            await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Console.WriteLine("Stopping …");
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            Console.WriteLine("Stopped while starting.");
            if (DemoCompany.IsUnfinished(folder)) Console.WriteLine($"The demo company has not moved in whole: delete {folder.Path} before the next start with --demo.");
        }
        catch (DemoException failure)
        {
            await Console.Error.WriteLineAsync($"{Environment.NewLine}The demo company could not move in. {failure.Message}");
            return 1;
        }
        catch (Exception failure) when ((SettingMistakes.Of(failure) ?? StartFailures.Of(failure, folder)) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
        Console.WriteLine("Stopped.");
        return failed ? 1 : 0;

        void EndForOne()
        {
            failed |= !ended.IsCancellationRequested;
            ended.Cancel();
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Cancel();
        }
    }

    private static async Task<int> RenewFeedsAsync(StandaloneOptions options, DataFolder folder)
    {
        try
        {
            return Platform.RenewFeeds(options, folder, Quiet);
        }
        catch (Exception failure) when ((SettingMistakes.Of(failure) ?? StartFailures.Of(failure, folder)) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static async Task<int> BackUpAsync(string data, string target)
    {
        if (Backup.Take(data, target) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }
        Console.WriteLine($"{data} was copied to {target}.");
        return 0;
    }

    /// <summary>One process, one console and one Ctrl-C for all hosts.</summary>
    internal static void Quiet(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It would say at every first start that keys lie unencrypted in the data folder; that folder is its owner's alone, and SECURITY.md tells it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
