using System.Text;

namespace CrmPlatform.Testing;

/// <summary>What stands in the files of a service that goes on writing them.</summary>
public static class FilesOnDisk
{
    public static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);

    /// <summary>The files in which a text stands in clear.</summary>
    public static List<string> With(string folder, string text) => [.. Below(folder).Where(file => Has(Read(file), text))];

    public static bool Has(byte[] content, string text) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    public static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
