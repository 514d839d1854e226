namespace CrmPlatform.Identity.Settings;

/// <summary>Files and folders that only the account of this process can read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static DirectoryInfo DirectoryIn(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path);
        Directory.CreateDirectory(directory, OwnersFolder);
        var made = Directory.CreateDirectory(path, OwnersFolder);
        made.UnixFileMode = OwnersFolder;
        return made;
    }

    /// <summary>Writes a file that nobody else could read at any moment; one that is there already is replaced.</summary>
    public static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        await using var file = new FileStream(path, options);
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(content.AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
