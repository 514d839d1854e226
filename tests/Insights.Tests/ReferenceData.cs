using System.IO.Compression;

namespace CrmPlatform.Insights.Tests;

/// <summary>
/// The folder of published reference data: <c>CRM_REFERENCE_DATA</c>, or <c>../shared/data</c> beside the repository.
/// Where it is absent the test is skipped and says so.
/// </summary>
internal static class ReferenceData
{
    public static string Path(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("CRM_REFERENCE_DATA") is { Length: > 0 } set
            ? set
            : System.IO.Path.Combine(Repository(), "..", "shared", "data");
        if (!Directory.Exists(root))
            Assert.Skip($"The reference data are not at {root}; set CRM_REFERENCE_DATA to their folder.");
        var path = System.IO.Path.Combine([root, .. parts]);
        Assert.True(File.Exists(path), $"{path} is missing from the reference data.");
        return path;
    }

    public static IEnumerable<string> Lines(params string[] parts)
    {
        var path = Path(parts);
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CrmPlatform.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No CrmPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
