using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>One platform of containers for all the tests on it: starting it is most of their time.</summary>
public sealed class ContainersFixture : PlatformFixture
{
    internal ContainedPlatform Contained => (ContainedPlatform)Platform;

    private protected override Task<RunningPlatform> MakeAsync() => Task.FromResult<RunningPlatform>(new ContainedPlatform(Images.OrSkip()));
}

[CollectionDefinition(Name)]
public sealed class ContainersCollection : ICollectionFixture<ContainersFixture>
{
    public const string Name = "containers";
}

[Collection(ContainersCollection.Name)]
public sealed class OnContainers(ContainersFixture fixture) : EndToEnd(fixture);
