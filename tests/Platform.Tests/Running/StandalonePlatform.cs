namespace CrmPlatform.Platform.Tests.Running;

/// <summary>One process; the feed alone delivers.</summary>
internal sealed class StandalonePlatform : RunningPlatform
{
    private readonly Part process;

    public StandalonePlatform(params string[] settings)
    {
        process = new Part("CrmPlatform.Standalone",
            ["--data", Folder.Path, "--port", $"{GatewayPort}", "--Logging:LogLevel:Default=Warning", .. Administrator, .. settings],
            new Uri($"{Url}/health"));
        Parts = new Dictionary<string, Part> { ["standalone"] = process };
    }

    public override IReadOnlyDictionary<string, Part> Parts { get; }

    public override Task StartAsync() => process.StartAsync();
}
