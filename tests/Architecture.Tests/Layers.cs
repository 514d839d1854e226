using System.Reflection;

namespace CrmPlatform.Architecture.Tests;

/// <summary>The "never" rules about code hold, and each of them finds a deliberate violation.</summary>
public sealed class Layers
{
    private static readonly ArchUnitNET.Domain.Architecture Platform = TypeRules.Load([.. Assemblies()]);
    private static readonly ArchUnitNET.Domain.Architecture Wrong = TypeRules.Load(typeof(Layers).Assembly);

    [Fact]
    public void The_domain_knows_no_database_no_web_and_no_broker() => Holds(TypeRules.DomainKnowsNoTechnique);

    [Fact]
    public void A_feature_knows_no_other_feature() => Holds(TypeRules.FeaturesKeepToThemselves);

    [Fact]
    public void MassTransit_is_touched_in_messaging_only() => Holds(TypeRules.MassTransitStaysInMessaging);

    [Fact]
    public void What_the_document_tells_has_a_name_of_its_own() => Holds(TypeRules.ApiTypesHaveNamesOfTheirOwn);

    [Fact]
    public void Every_host_is_a_table_of_contents()
    {
        var hosts = Directory.GetFiles(Path.Combine(Repository.Root, "services"), "*Host.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)!).EndsWith(".Api", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(hosts);
        Assert.All(hosts, path => Assert.InRange(File.ReadAllLines(path).Length, 1, 70));
    }

    private static void Holds(Func<ArchUnitNET.Domain.Architecture, IEnumerable<string>> rule)
    {
        Assert.NotEmpty(Platform.Types);
        var found = rule(Platform).Distinct().ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.NotEmpty(rule(Wrong));
    }

    private static IEnumerable<Assembly> Assemblies() => Directory
        .GetFiles(AppContext.BaseDirectory, "CrmPlatform.*.dll")
        .Where(path => Path.GetFileName(path) is not "CrmPlatform.Testing.dll")
        .Select(Assembly.LoadFrom);
}
