using System.Globalization;

namespace CrmPlatform.Standalone;

/// <summary>What was said on the command line.</summary>
/// <param name="Data">The one folder everything is kept in.</param>
/// <param name="Port">The gateway's; the only one that matters to anybody.</param>
/// <param name="Demo">Fill the folder with a believable company at the first start.</param>
/// <param name="Backup">Copy the data there instead of running anything; null to run.</param>
/// <param name="RenewFeeds">Say in every database that it comes from a backup, instead of running anything.</param>
/// <param name="Settings">Further settings for every service: <c>--Customers:Region=DE</c>.</param>
internal sealed record StandaloneOptions(string Data, int Port, bool Demo, string? Backup, bool RenewFeeds, IReadOnlyList<string> Settings)
{
    public const string Usage = """
        Usage: [--data DIR] [--port N] [--demo] [--Section:Key=value …]
          --data DIR   where the data lies; your own data folder when left out
          --port N     where the gateway listens on localhost; 8080 when left out
          --demo       a small company to try things on, at the first start
          --backup TO  copies the data as it is at one moment into the new folder TO, also while the platform runs, and ends
          --renew-feeds  after a backup was put back: every service reads the others' events again, and ends
        """;

    /// <summary>What the data folder decides, and the secrets in it that the services know each other by.</summary>
    private static readonly string[] OfTheFolder = ["Files:Directory", "Identity:DataDirectory", "Identity:Services:", "ServiceCredentials:"];

    /// <summary>What the command line says of one setting; null when it says nothing.</summary>
    public string? Find(string setting) => new ConfigurationBuilder().AddCommandLine([.. Settings]).Build()[setting];

    public static StandaloneOptions? Parse(string[] args, out string? mistake)
    {
        var data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? home : Path.Combine(AppContext.BaseDirectory, "data"), "CrmPlatform");
        var port = 8080;
        var demo = false;
        string? backup = null;
        var renewFeeds = false;
        var settings = new List<string>();
        mistake = null;
        for (var i = 0; i < args.Length && mistake is null; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            switch (name)
            {
                case "--data":
                    value ??= Next(args, ref i);
                    if (string.IsNullOrWhiteSpace(value)) mistake = "--data wants a folder.";
                    else data = value;
                    break;
                case "--port":
                    value ??= Next(args, ref i);
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535) mistake = "--port wants a number from 1 to 65535.";
                    break;
                case "--backup":
                    value ??= Next(args, ref i);
                    if (string.IsNullOrWhiteSpace(value)) mistake = "--backup wants a folder.";
                    else backup = Path.GetFullPath(value);
                    break;
                case "--renew-feeds" or "--demo" when value is not null:
                    mistake = $"{name} takes no value.";
                    break;
                case "--renew-feeds":
                    renewFeeds = true;
                    break;
                case "--demo":
                    demo = true;
                    break;
                case ['-', '-', .. var key] when OfTheFolder.Any(own => key.StartsWith(own, StringComparison.OrdinalIgnoreCase)):
                    mistake = $"{name} is not taken here: the folder of --data decides it.";
                    break;
                case ['-', '-', .. var key] when key.Contains(':', StringComparison.Ordinal) && value is not null:
                    settings.Add(args[i]);
                    break;
                default:
                    mistake = $"'{args[i]}' is not known here.";
                    break;
            }
        }
        return mistake is null ? new StandaloneOptions(Path.GetFullPath(data), port, demo, backup, renewFeeds, settings) : null;
    }

    // What begins like another argument is one: its folder or number was forgotten.
    private static string? Next(string[] args, ref int i) => i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
}
