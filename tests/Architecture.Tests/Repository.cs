using System.Xml.Linq;

namespace CrmPlatform.Architecture.Tests;

/// <summary>A project file and what it refers to.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>The name of the project, for instance <c>Customers.Api</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsApi => Name.EndsWith(".Api", StringComparison.Ordinal);

    public bool IsContracts => Name.EndsWith(".Contracts", StringComparison.Ordinal);

    public static ProjectFile Parse(string path, string xml)
    {
        var project = XDocument.Parse(xml);
        return new ProjectFile(path,
            [.. project.Descendants("ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')))],
            [.. project.Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!)]);
    }
}

/// <summary>The repository these tests belong to.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } =
    [
        .. new[] { "services", "gateway", "apphost", "tests" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => ProjectFile.Parse(Path.GetRelativePath(Root, path), File.ReadAllText(path))),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
