using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>The media type a kind is delivered with and the extensions its names end in, the usual one first.</summary>
internal sealed record FileKindFacts(string MediaType, ImmutableArray<string> Extensions)
{
    public bool Has(string extension) => Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
}

internal static class FileKinds
{
    private static readonly FrozenDictionary<FileKind, FileKindFacts> Facts = new Dictionary<FileKind, FileKindFacts>
    {
        [FileKind.Png] = new("image/png", ["png"]),
        [FileKind.Jpeg] = new("image/jpeg", ["jpg", "jpeg", "jfif"]),
        [FileKind.Gif] = new("image/gif", ["gif"]),
        [FileKind.Webp] = new("image/webp", ["webp"]),
        [FileKind.Heic] = new("image/heic", ["heic", "heif"]),
        [FileKind.Pdf] = new("application/pdf", ["pdf"]),
        [FileKind.Zip] = new("application/zip", ["zip"]),
        [FileKind.Docx] = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]),
        [FileKind.Xlsx] = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"]),
        [FileKind.Pptx] = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"]),
        [FileKind.Text] = new("text/plain", ["txt", "log", "md"]),
        [FileKind.Csv] = new("text/csv", ["csv", "tsv"]),
        [FileKind.Email] = new("message/rfc822", ["eml"]),
        [FileKind.Mp3] = new("audio/mpeg", ["mp3"]),
        [FileKind.M4a] = new("audio/mp4", ["m4a"]),
        [FileKind.Wav] = new("audio/wav", ["wav"]),
        [FileKind.Ogg] = new("audio/ogg", ["ogg", "oga", "opus"]),
        [FileKind.Amr] = new("audio/amr", ["amr"]),
        [FileKind.Mp4] = new("video/mp4", ["mp4", "m4v", "3gp"]),
        [FileKind.Quicktime] = new("video/quicktime", ["mov"]),
    }.ToFrozenDictionary();

    // What some system runs or a browser renders when it is opened by this name, whatever is inside.
    private static readonly FrozenSet<string> Dangerous = (
        "exe dll com scr pif msi msp msix appx cpl sys drv bat cmd ps1 psm1 vbs vbe js jse mjs cjs wsf wsh wsc hta jar jnlp apk app dmg pkg deb rpm run bin " +
        "sh bash zsh csh ksh fish command py pyw pyc pl rb php phtml phar asp aspx ashx jsp jspx cgi " +
        "html htm xhtml shtml mht mhtml svg svgz xml xsl xslt xht swf lnk url website desktop webloc reg inf scf scr gadget chm hlp " +
        "iso img vhd vhdx docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm one iqy slk library-ms settingcontent-ms")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static FileKindFacts Of(FileKind kind) => Facts[kind];

    public static bool IsDangerous(string extension) => Dangerous.Contains(extension);

    public static bool IsKnown(string extension) => Facts.Values.Any(facts => facts.Has(extension));
}
