namespace CrmPlatform.Platform.Tests.Running;

/// <summary>A platform that the tests of a class share, and a client that may do everything.</summary>
public abstract class PlatformFixture : IAsyncLifetime
{
    internal RunningPlatform Platform { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    private protected abstract Task<RunningPlatform> MakeAsync();

    public async ValueTask InitializeAsync()
    {
        Platform = await MakeAsync();
        await Platform.StartAsync();
        Admin = await Platform.AdminAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Admin?.Dispose();
        if (Platform is not null) await Platform.DisposeAsync();
    }
}

public sealed class StandaloneFixture : PlatformFixture
{
    private protected override Task<RunningPlatform> MakeAsync() => Task.FromResult<RunningPlatform>(new StandalonePlatform());
}

public sealed class BrokerFixture : PlatformFixture
{
    private protected override async Task<RunningPlatform> MakeAsync() => await BrokeredPlatform.OrSkipAsync();
}
