namespace CrmPlatform.Testing;

/// <summary>Where tests on SQL Server find one: at an address, in a container of an image, or why nowhere. One of the three is set.</summary>
public sealed record SqlServerChoice(string? Address, string? Image, string? Missing)
{
    /// <param name="named">What <c>CRM_TEST_SQLSERVER</c> says; no engine is looked for where it says something.</param>
    /// <param name="image">The image to start one of.</param>
    /// <param name="find">Looks for a container engine; null where none answers.</param>
    public static async Task<SqlServerChoice> MakeAsync(string? named, string image, Func<Task<ContainerEngine?>> find)
    {
        if (!string.IsNullOrWhiteSpace(named)) return new(named, null, null);
        using var engine = await find();
        if (engine is null) return Nowhere("no container engine answers here that could start one");
        return await engine.LacksAsync(image) is { } why ? Nowhere($"the container engine here cannot get {image} ({why})") : new(null, image, null);
    }

    private static SqlServerChoice Nowhere(string why) => new(null, null, $"There is no SQL Server to test on: {SqlServer.Variable} names none, and {why}.");
}
