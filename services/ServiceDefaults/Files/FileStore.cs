using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Files;

/// <summary>Where a service keeps what does not belong into rows: uploads, error files, exports, attachments.</summary>
public interface IFileStore
{
    /// <summary>Opens a new file; it appears under its name when the stream has been disposed without an exception in between.</summary>
    Task WriteAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens for appending at <paramref name="length"/>, cutting off what an interrupted writer left behind it.</summary>
    Stream OpenAppend(string name, long length);

    /// <summary>Opens a file to overwrite parts of it, also while somebody is appending to it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    Stream OpenChange(string name);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    Stream OpenRead(string name);

    bool Exists(string name);

    void Delete(string name);
}

public sealed class FileStoreOptions
{
    public const string Section = "Files";

    [Required]
    public string Directory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "CrmPlatform", "files");
}

/// <summary>Files in one folder of this machine (or of a shared volume), named by us and never by a client.</summary>
internal sealed class DiskFileStore(IOptions<FileStoreOptions> options) : IFileStore
{
    public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var partial = $"{path}.{Guid.CreateVersion7():N}.partial";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    public Stream OpenAppend(string name, long length)
    {
        var file = new FileStream(PathOf(name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 64 * 1024, FileOptions.Asynchronous);
        file.SetLength(Math.Min(length, file.Length));
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    public Stream OpenChange(string name) => new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public Stream OpenRead(string name) =>
        new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public bool Exists(string name) => File.Exists(PathOf(name));

    public void Delete(string name) => File.Delete(PathOf(name));

    private string PathOf(string name)
    {
        if (name.Length == 0 || name != Path.GetFileName(name) || name.StartsWith('.'))
            throw new ArgumentException($"'{name}' is no name for a stored file.", nameof(name));
        Directory.CreateDirectory(options.Value.Directory);
        return Path.Combine(options.Value.Directory, name);
    }
}
