using System.Security.Cryptography;
using System.Text.Json;

namespace CrmPlatform.Standalone;

/// <summary>The folder with everything in it: readable by its owner only, used by one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Held by the process that uses the folder.</summary>
    public const string Mark = ".in-use";

    // The runtime has no name for it, only the system's numbers: of Linux, macOS and Windows.
    private static readonly int[] LockedBySomebody = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Null when the folder cannot be used, with the reason.</summary>
    public static DataFolder? Open(string path, out string? wrong)
    {
        wrong = null;
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, Mark), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            wrong = LockedBySomebody.Contains(failure.HResult) ? $"Another process is using {path}." : $"{path} cannot be used for data: {failure.Message}";
            return null;
        }
    }

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Secrets the services know each other by, made at the first start.</summary>
    public IReadOnlyDictionary<string, string> Secrets(IEnumerable<string> names)
    {
        var file = Below("secrets.json");
        var secrets = File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))! : [];
        var missing = names.Where(name => !secrets.ContainsKey(name)).ToList();
        foreach (var name in missing) secrets[name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (missing.Count > 0) WriteForOwner(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    public static void WriteForOwner(string file, string content)
    {
        var partial = file + ".partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(partial, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }
        File.Move(partial, file, overwrite: true);
    }

    public void Dispose() => held.Dispose();
}
