using System.IO.Compression;
using CrmPlatform.Testing;

namespace CrmPlatform.Insights.Tests;

/// <summary>Published reference data, line by line.</summary>
internal static class ReferenceData
{
    public static string Path(params string[] parts) => ReferenceFolder.FileOrSkip(parts);

    public static IEnumerable<string> Lines(params string[] parts)
    {
        var path = Path(parts);
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
