using System.IO.Compression;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>S9: reads the table of contents of a zip; nothing is unpacked.</summary>
internal static class ZipInspection
{
    private const int MostEntries = 5_000;
    private const long LargestUnpacked = 500L * 1024 * 1024;
    private const int HighestRatio = 200;

    /// <summary>
    /// Zip, docx, xlsx or pptx, or a refusal: <c>attachment.damaged</c>, <c>attachment.zip-bomb</c>, <c>attachment.macros</c>,
    /// <c>attachment.executable-inside</c>.
    /// </summary>
    public static Outcome<FileKind> Inspect(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries || IsBomb(zip, content.Length))
                return Refusal.Invalid("file", "attachment.zip-bomb", "This archive would unpack to more than anybody wants.");

            var names = zip.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToList();
            if (names.Any(HoldsMacros))
                return Refusal.Invalid("file", "attachment.macros", "Documents with macros are not taken; please save it without them.");

            var kind = KindOf(names);
            if (kind == FileKind.Zip && names.FirstOrDefault(IsDangerous) is { } dangerous)
            {
                return Refusal.Invalid(
                    "file", "attachment.executable-inside",
                    $"The archive holds a program or a page ({SafeFileName.Printable(Path.GetFileName(dangerous))}).");
            }

            return kind;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException or ArgumentException or NotSupportedException)
        {
            return Refusal.Invalid("file", "attachment.damaged", "The archive cannot be read.");
        }
    }

    private static bool IsBomb(ZipArchive zip, long packed)
    {
        long unpacked = 0;
        foreach (var entry in zip.Entries)
        {
            if (entry.Length < 0 || (unpacked += entry.Length) > LargestUnpacked)
                return true;
        }

        return unpacked > 10 * 1024 * 1024 && unpacked / Math.Max(1, packed) > HighestRatio;
    }

    private static FileKind KindOf(List<string> names) =>
        !names.Contains("[Content_Types].xml") ? FileKind.Zip
        : names.Contains("word/document.xml") ? FileKind.Docx
        : names.Contains("xl/workbook.xml") ? FileKind.Xlsx
        : names.Contains("ppt/presentation.xml") ? FileKind.Pptx
        : FileKind.Zip;

    private static bool HoldsMacros(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase);

    private static bool IsDangerous(string name) =>
        FileKinds.IsDangerous(Path.GetExtension(name.TrimEnd(' ', '.')).TrimStart('.'))
        || name is "AndroidManifest.xml" or "META-INF/MANIFEST.MF";
}
