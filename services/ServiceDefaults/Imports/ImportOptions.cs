using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>Bounds of imports.</summary>
public sealed class ImportOptions
{
    public const string Section = "Imports";

    /// <summary>The largest file that is taken, in bytes as sent.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>How large a compressed file may become; a bomb is given up there.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUncompressedBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>A gzip stream that grows more than this many times is a bomb.</summary>
    [Range(2, 10_000)]
    public int MaxExpansion { get; set; } = 200;

    /// <summary>Rows saved together.</summary>
    [Range(1, 10_000)]
    public int ChunkRows { get; set; } = 1000;
}
