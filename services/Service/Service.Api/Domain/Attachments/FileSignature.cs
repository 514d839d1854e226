using System.Text;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>What the first bytes of a file give away.</summary>
internal enum SignatureVerdict
{
    Unknown,
    Known,

    /// <summary>A zip: what kind, only its table of contents tells.</summary>
    ZipContainer,

    /// <summary>Bytes that may be text.</summary>
    MaybeText,
    Executable,
    OldOffice,
}

/// <summary>S9: recognises files by their signature. Names and declared types are not asked.</summary>
internal static class FileSignature
{
    /// <summary>How many bytes from the beginning are looked at.</summary>
    public const int HeadLength = 64 * 1024;

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
    private static readonly string[] Mp4Brands =
    [
        "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ", "MSNV", "3gp4", "3gp5", "3gp6", "3g2a", "mmp4",
    ];

    public static (SignatureVerdict Verdict, FileKind Kind) Detect(ReadOnlySpan<byte> head)
    {
        if (Known(head) is { } kind)
            return (SignatureVerdict.Known, kind);
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return (SignatureVerdict.ZipContainer, default);
        if (IsExecutable(head))
            return (SignatureVerdict.Executable, default);
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return (SignatureVerdict.OldOffice, default);
        return (TextSniffer.IsText(head) ? SignatureVerdict.MaybeText : SignatureVerdict.Unknown, default);
    }

    private static FileKind? Known(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return FileKind.Png;
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return FileKind.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return FileKind.Gif;
        if (head.StartsWith("%PDF-"u8))
            return FileKind.Pdf;
        if (head.StartsWith("OggS"u8))
            return FileKind.Ogg;
        if (head.StartsWith("#!AMR\n"u8) || head.StartsWith("#!AMR-WB\n"u8))
            return FileKind.Amr;
        if (head.StartsWith("ID3"u8) || IsMp3Frame(head))
            return FileKind.Mp3;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
            return head[8..].StartsWith("WEBP"u8) ? FileKind.Webp : head[8..].StartsWith("WAVE"u8) ? FileKind.Wav : null;
        return head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) ? OfBrand(Encoding.Latin1.GetString(head[8..12])) : null;
    }

    // ISO base media: what follows is said by the brand.
    private static FileKind? OfBrand(string brand) => brand switch
    {
        _ when HeicBrands.Contains(brand) => FileKind.Heic,
        "M4A " or "M4B " => FileKind.M4a,
        "qt  " => FileKind.Quicktime,
        _ when Mp4Brands.Contains(brand) => FileKind.Mp4,
        _ => null,
    };

    // Eleven sync bits, MPEG layer III, a bit rate and a sampling rate that exist. UTF-16 (FF FE) is not taken for it.
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0xF0 or 0) && (head[2] & 0x0C) != 0x0C;

    private static bool IsExecutable(ReadOnlySpan<byte> head)
    {
        // "MZ" may begin a note; the header of a program is never readable text.
        if (head.StartsWith("MZ"u8) || head.StartsWith("ZM"u8))
            return !TextSniffer.IsText(head);

        // The EICAR file, by which people try whether programs are found, is text that DOS would run.
        return head.StartsWith("X5O!P%@AP[4\\PZX54"u8)
            || head.StartsWith("\x7F"u8 + "ELF"u8) || head.StartsWith("dex\n"u8) || head.StartsWith("!<arch>"u8) || head.StartsWith("MSCF"u8)
            || head.StartsWith<byte>([0xFE, 0xED, 0xFA]) || head.StartsWith<byte>([0xCE, 0xFA, 0xED, 0xFE]) || head.StartsWith<byte>([0xCF, 0xFA, 0xED, 0xFE])
            || head.StartsWith<byte>([0xCA, 0xFE, 0xBA, 0xBE]) || head.StartsWith<byte>([0x4C, 0, 0, 0, 1, 0x14, 2, 0])
            || head.StartsWith("CWS"u8) || head.StartsWith("FWS"u8) || head.StartsWith("ZWS"u8) || head.StartsWith<byte>([0, (byte)'a', (byte)'s', (byte)'m']);
    }
}
