using Xunit;

namespace CrmPlatform.Testing;

/// <summary>Published reference data: the folder that <c>CRM_REFERENCE_DATA</c> names, or <c>../shared/data</c> beside the repository.</summary>
public static class ReferenceFolder
{
    /// <summary>The path of a file; without the folder the test is reported as skipped, with an incomplete one it fails.</summary>
    public static string FileOrSkip(params string[] parts)
    {
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(folder), $"The reference data are not at {folder}; set CRM_REFERENCE_DATA to their folder.");
        var path = Path.Combine([folder, .. parts]);
        Assert.True(File.Exists(path), $"{path} is missing from the reference data.");
        return path;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("CRM_REFERENCE_DATA") is { Length: > 0 } named) return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "..", "shared", "data");
    }
}
