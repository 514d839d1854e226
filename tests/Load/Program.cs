using CrmPlatform.Load;

if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}
await using var platform = await PlatformProcess.StartAsync(options);
Report.Machine();
await ImportRun.RunAsync(platform, options);
await RequestRuns.RunAsync(platform, options);
await DelayRun.RunAsync(platform, options);
await IntakeRun.RunAsync(platform, options);
return 0;
