using Xunit.Sdk;

namespace CrmPlatform.Platform.Tests.Running;

/// <summary>A platform that the tests of a class share, and a client that may do everything.</summary>
public abstract class PlatformFixture : IAsyncLifetime
{
    private RunningPlatform? platform;
    private ApiClient? admin;
    private SkipException? missing;

    internal RunningPlatform Platform => There(platform);

    public ApiClient Admin => There(admin);

    private protected abstract Task<RunningPlatform> MakeAsync();

    public async ValueTask InitializeAsync()
    {
        try
        {
            platform = await MakeAsync();
        }
        catch (SkipException reason)
        {
            // A fixture cannot be skipped: what is thrown here would fail its tests. They are, as soon as they ask for the platform.
            missing = reason;
            return;
        }
        await platform.StartAsync();
        admin = await platform.AdminAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        admin?.Dispose();
        if (platform is not null) await platform.DisposeAsync();
    }

    private T There<T>(T? thing) where T : class => thing ?? throw (missing as Exception ?? new InvalidOperationException("The platform was not started."));
}

public sealed class StandaloneFixture : PlatformFixture
{
    private protected override Task<RunningPlatform> MakeAsync() => Task.FromResult<RunningPlatform>(new StandalonePlatform());
}

public sealed class BrokerFixture : PlatformFixture
{
    private protected override async Task<RunningPlatform> MakeAsync() => await BrokeredPlatform.OrSkipAsync();
}
