using System.Text.RegularExpressions;

namespace CrmPlatform.Notifications.Tests.Samples;

/// <summary>The receivers' samples as they stand in the service's README.</summary>
internal static class ReadmeSamples
{
    public static string Of(string language)
    {
        var block = Regex.Match(Readme(), $"```{language}\n(?<code>.*?)```", RegexOptions.Singleline);
        Assert.True(block.Success, $"The README has no sample in {language}.");
        return block.Groups["code"].Value;
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Root(), "services", "Notifications", "README.md"));

    public static string SourceOfCSharp() => File.ReadAllText(Path.Combine(Root(), "tests", "Notifications.Tests", "Samples", "WebhookVerification.cs"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
