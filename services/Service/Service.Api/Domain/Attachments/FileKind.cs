using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>S9: what an attachment really is, by its content.</summary>
public enum FileKind
{
    [Names("PNG picture", "PNG 图片", "PNG 圖片")] Png,
    [Names("JPEG picture", "JPEG 图片", "JPEG 圖片")] Jpeg,
    [Names("GIF picture", "GIF 图片", "GIF 圖片")] Gif,
    [Names("WebP picture", "WebP 图片", "WebP 圖片")] Webp,
    [Names("HEIC picture", "HEIC 图片", "HEIC 圖片")] Heic,
    [Names("PDF document", "PDF 文档", "PDF 文件")] Pdf,
    [Names("ZIP archive", "ZIP 压缩包", "ZIP 壓縮檔")] Zip,
    [Names("Word document", "Word 文档", "Word 文件")] Docx,
    [Names("Excel workbook", "Excel 工作簿", "Excel 活頁簿")] Xlsx,
    [Names("PowerPoint presentation", "PowerPoint 演示文稿", "PowerPoint 簡報")] Pptx,
    [Names("Text", "文本", "文字檔")] Text,
    [Names("CSV table", "CSV 表格", "CSV 表格")] Csv,
    [Names("E-mail message", "电子邮件", "電子郵件")] Email,
    [Names("MP3 sound", "MP3 音频", "MP3 音訊")] Mp3,
    [Names("M4A sound", "M4A 音频", "M4A 音訊")] M4a,
    [Names("WAV sound", "WAV 音频", "WAV 音訊")] Wav,
    [Names("Ogg sound", "Ogg 音频", "Ogg 音訊")] Ogg,
    [Names("AMR voice message", "AMR 语音", "AMR 語音")] Amr,
    [Names("MP4 video", "MP4 视频", "MP4 影片")] Mp4,
    [Names("QuickTime video", "QuickTime 视频", "QuickTime 影片")] Quicktime,
}
