namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>The images that <c>stage.sh</c> has built and an engine holds.</summary>
/// <param name="Version">The tag of all of them.</param>
/// <param name="Next">The tag of the next version, which <see cref="Upgraded"/> has too.</param>
/// <param name="Broker">RabbitMQ's image.</param>
/// <param name="SqlServer">SQL Server's, where it can be had; without it the services keep SQLite files on their volumes.</param>
internal sealed record Images(string Version, string Next, string Broker, string? SqlServer)
{
    /// <summary>The service that has a next version.</summary>
    public const string Upgraded = "engagement";

    public static Images OrSkip()
    {
        var version = Environment.GetEnvironmentVariable("CRM_IMAGES");
        Assert.SkipWhen(string.IsNullOrEmpty(version), "Images are built, and these tests run on them, by tests/Platform.Tests/Containers/stage.sh.");
        return new Images(version!, Needed("CRM_IMAGES_NEXT"), Needed("CRM_IMAGES_BROKER"), Given("CRM_IMAGES_SQLSERVER"));
    }

    public static string Of(string service, string tag) => $"crm-platform/{service}:{tag}";

    private static string Needed(string name) =>
        Given(name) ?? throw new InvalidOperationException($"CRM_IMAGES is set, and {name} is not.");

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
