namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>S9: what an attachment really is, by its content.</summary>
public enum FileKind
{
    Png,
    Jpeg,
    Gif,
    Webp,
    Heic,
    Pdf,
    Zip,
    Docx,
    Xlsx,
    Pptx,
    Text,
    Csv,
    Email,
    Mp3,
    M4a,
    Wav,
    Ogg,
    Amr,
    Mp4,
    Quicktime,
}
