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

    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Whether somebody else than its owner may look into it, which is left as it was made.</summary>
    public bool IsOpenToOthers { get; private init; }

    /// <summary>Null when the folder cannot be used, with the reason.</summary>
    public static DataFolder? Open(string path, out string? wrong)
    {
        wrong = null;
        try
        {
            var isOpen = !MakeForOwner(path);
            var held = new FileStream(System.IO.Path.Combine(path, Mark), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new DataFolder(path, held) { IsOpenToOthers = isOpen };
            if (folder.WhyNotWritable() is not { } why) return folder;
            folder.Dispose();
            wrong = why;
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            wrong = LockedBySomebody.Contains(failure.HResult) ? $"Another process is using {path}." : $"{path} cannot be used for data: {failure.Message}";
            return null;
        }
    }

    /// <summary>Makes a folder that is its owner's alone. One that is there is made so while nothing is in it; false when it stays open to others.</summary>
    public static bool MakeForOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return true;
        }
        Directory.CreateDirectory(path, Owners);
        if ((File.GetUnixFileMode(path) & ~Owners) == 0) return true;
        if (Directory.EnumerateFileSystemEntries(path).Any()) return false;
        try
        {
            File.SetUnixFileMode(path, Owners);
            return true;
        }
        catch (Exception notOwner) when (notOwner is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Secrets the services know each other by, made at the first start.</summary>
    public IReadOnlyDictionary<string, string> Secrets(IEnumerable<string> names)
    {
        var file = Below("secrets.json");
        var secrets = File.Exists(file) ? Read(file) : [];
        var missing = names.Where(name => !secrets.ContainsKey(name)).ToList();
        foreach (var name in missing) secrets[name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (missing.Count > 0) WriteForOwner(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? throw new JsonException("It says nothing.");
        }
        catch (JsonException damage)
        {
            throw new DamagedDataException($"{file} is damaged ({damage.Message}). Put it back from a backup, or delete it: new secrets are made at the next start.", damage);
        }
    }

    /// <summary>A database that another user has made would be found out in the middle of the start only.</summary>
    private string? WhyNotWritable()
    {
        foreach (var database in Directory.EnumerateFiles(Path, "*.db"))
        {
            try
            {
                using var opened = new FileStream(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (UnauthorizedAccessException)
            {
                return $"{database} cannot be written: it must belong to who starts the platform.";
            }
        }
        return null;
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

/// <summary>Something in the data folder is not what was written there.</summary>
internal sealed class DamagedDataException(string message, Exception inner) : Exception(message, inner);
