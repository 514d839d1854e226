using CrmPlatform.Edge.Tests.Running;
using CrmPlatform.ServiceDefaults.Errors;

namespace CrmPlatform.Edge.Tests.Codes;

/// <summary>The list of codes that clients are given is the one in the source: nothing missing, nothing that is gone.</summary>
public sealed class PublishedCodes(House house)
{
    private static readonly string Root = Repository.Root;

    /// <summary>Every project that refuses anything, with its list beside it.</summary>
    public static TheoryData<string> Projects =>
    [
        "services/ServiceDefaults", "gateway/Gateway",
        .. Directory.GetDirectories(Path.Combine(Root, "services")).SelectMany(service => Directory.GetDirectories(service, "*.Api"))
            .Select(project => Path.GetRelativePath(Root, project)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_code_in_the_source_is_listed_and_each_listed_one_is_in_the_source(string project)
    {
        var folder = Path.Combine(Root, project);
        var listed = File.ReadAllLines(Path.Combine(folder, ProblemCodes.File)).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var missing = CodesInSource.Of(folder).Except(listed).Except(InPlumbing(project)).ToList();
        Assert.True(missing.Count == 0, $"Add to {project}/{ProblemCodes.File}:\n{string.Join('\n', missing)}");
        var gone = CodesInSource.Gone(folder, listed).ToList();
        Assert.True(gone.Count == 0, $"No longer in the source of {project}:\n{string.Join('\n', gone)}");
        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void All_lists_together_are_what_clients_are_given()
    {
        var published = house.Codes;
        var listed = Projects.SelectMany(project => File.ReadAllLines(Path.Combine(Root, project.Data, ProblemCodes.File)).Where(line => line.Length > 0 && line[0] != '#'));
        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
        Assert.Equal("#/components/schemas/ProblemCode", (string?)house.Document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]!["$ref"]);
    }

    private static IEnumerable<string> InPlumbing(string project) =>
        project == "services/ServiceDefaults" ? [] : File.ReadAllLines(Path.Combine(Root, "services/ServiceDefaults", ProblemCodes.File));
}
