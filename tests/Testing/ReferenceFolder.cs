using Xunit;

namespace CrmPlatform.Testing;

/// <summary>Published reference data: the folder that <c>CRM_REFERENCE_DATA</c> names, or <c>../shared/data</c> beside the repository.</summary>
public static class ReferenceFolder
{
    /// <summary>The path of a file; where it cannot be had, the test is reported as skipped.</summary>
    public static string FileOrSkip(string name)
    {
        var path = Path.Combine(Folder(), name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not there; set CRM_REFERENCE_DATA to the folder of reference data.");
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
