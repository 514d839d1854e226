namespace CrmPlatform.Architecture.Tests;

/// <summary>The "never" rules about projects hold, and each of them finds a deliberate violation.</summary>
public sealed class References
{
    [Fact]
    public void No_api_refers_to_another_api() => Holds(ReferenceRules.NoApiRefersToAnotherApi,
        ("services/A/A.Api/A.Api.csproj", "../../B/B.Api/B.Api.csproj"));

    [Fact]
    public void Contracts_refer_to_nothing() => Holds(ReferenceRules.ContractsReferToNothing,
        ("services/A/A.Contracts/A.Contracts.csproj", "../../ServiceDefaults/ServiceDefaults.csproj"));

    [Fact]
    public void Contracts_bring_no_package()
    {
        var violation = ProjectFile.Parse("services/A/A.Contracts/A.Contracts.csproj", """<Project><ItemGroup><PackageReference Include="MassTransit" /></ItemGroup></Project>""");
        Assert.NotEmpty(ReferenceRules.ContractsReferToNothing([violation]));
    }

    [Fact]
    public void The_plumbing_knows_no_service() => Holds(ReferenceRules.ServiceDefaultsKnowsNoService,
        ("services/ServiceDefaults/ServiceDefaults.csproj", "../Customers/Customers.Contracts/Customers.Contracts.csproj"));

    [Fact]
    public void The_gateway_knows_no_service() => Holds(ReferenceRules.GatewayKnowsNoService,
        ("gateway/Gateway/Gateway.csproj", "../../services/Customers/Customers.Contracts/Customers.Contracts.csproj"));

    [Fact]
    public void Only_who_runs_everything_knows_several_apis() => Holds(ReferenceRules.FewKnowSeveralApis,
        ("tests/Other.Tests/Other.Tests.csproj", "../../services/A/A.Api/A.Api.csproj", "../../services/B/B.Api/B.Api.csproj"));

    private static void Holds(Func<IEnumerable<ProjectFile>, IEnumerable<string>> rule, (string Path, string[] References) violation)
    {
        Assert.NotEmpty(Repository.Projects);
        Assert.Empty(rule(Repository.Projects));
        var references = string.Concat(violation.References.Select(reference => $"""<ProjectReference Include="{reference}" />"""));
        Assert.NotEmpty(rule([ProjectFile.Parse(violation.Path, $"<Project><ItemGroup>{references}</ItemGroup></Project>")]));
    }

    private static void Holds(Func<IEnumerable<ProjectFile>, IEnumerable<string>> rule, (string Path, string Reference) violation) =>
        Holds(rule, (violation.Path, [violation.Reference]));

    private static void Holds(Func<IEnumerable<ProjectFile>, IEnumerable<string>> rule, (string Path, string First, string Second) violation) =>
        Holds(rule, (violation.Path, [violation.First, violation.Second]));
}
