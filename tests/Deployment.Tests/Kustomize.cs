using System.Collections.Concurrent;
using System.Diagnostics;

namespace CrmPlatform.Deployment.Tests;

/// <summary>What <c>kustomize build</c> makes of an overlay; each is built once.</summary>
internal static class Kustomize
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Built = [];

    public static string Root { get; } = FindRoot();

    /// <summary>The overlay as one stream of YAML documents. Skips the test where the program is missing.</summary>
    public static string Build(string overlay)
    {
        Assert.SkipUnless(IsThere(), "There is no kustomize on this machine; Debian has it from trixie on (see .ci/run).");
        return Built.GetOrAdd(overlay, name => new Lazy<string>(() => Run(Path.Combine(Root, "k8s", "overlays", name)))).Value;
    }

    private static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kustomize.exe" : "kustomize")));

    private static string Run(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("kustomize", ["build", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"kustomize build {folder}: {errors.GetAwaiter().GetResult()}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
