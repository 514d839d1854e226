namespace CrmPlatform.Architecture.Tests;

/// <summary>Who may refer to whom. Each rule returns its violations in words.</summary>
internal static class ReferenceRules
{
    private static readonly string[] MayKnowSeveralApis = ["Standalone", "Platform.Tests", "Architecture.Tests", "Benchmarks"];

    public static IEnumerable<string> NoApiRefersToAnotherApi(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.IsApi
        from reference in project.Projects
        where reference.EndsWith(".Api", StringComparison.Ordinal)
        select $"{project.Path} refers to {reference}; only contracts may be shared";

    public static IEnumerable<string> ContractsReferToNothing(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.IsContracts
        from reference in project.Projects.Concat(project.Packages)
        select $"{project.Path} refers to {reference}; contracts refer to nothing";

    public static IEnumerable<string> ServiceDefaultsKnowsNoService(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.Name == "ServiceDefaults"
        from reference in project.Projects
        select $"{project.Path} refers to {reference}; the plumbing knows no service and no contract";

    public static IEnumerable<string> GatewayKnowsNoService(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.Name == "Gateway"
        from reference in project.Projects
        where reference != "ServiceDefaults"
        select $"{project.Path} refers to {reference}; the gateway knows no service and no contract";

    public static IEnumerable<string> FewKnowSeveralApis(IEnumerable<ProjectFile> projects) =>
        from project in projects
        where project.Projects.Count(reference => reference.EndsWith(".Api", StringComparison.Ordinal)) > 1 && !MayKnowSeveralApis.Contains(project.Name)
        select $"{project.Path} refers to several Apis; only {string.Join(", ", MayKnowSeveralApis)} may";
}
