using System.IO.Compression;
using System.Text;

namespace CrmPlatform.Service.Tests.Attachments;

/// <summary>Small files that begin as real ones do.</summary>
internal static class AttachmentCases
{
    private static readonly Lazy<byte[]> LargeZeros = new(Bomb);

    public static byte[] Of(string what) => what switch
    {
        "png" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8],
        "jpeg" => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8],
        "gif" => [.. "GIF89a"u8, 1, 0, 1, 0, 0],
        "webp" => [.. "RIFF"u8, 36, 0, 0, 0, .. "WEBPVP8 "u8],
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0],
        "heif" => [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0],
        "pdf" => [.. "%PDF-1.7\n%"u8, 0xE2, 0xE3],
        "mp3" => [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0],
        "mp3 without tag" => [0xFF, 0xFB, 0x90, 0x64, 0, 0, 0, 0],
        "m4a" => [0, 0, 0, 24, .. "ftypM4A "u8, 0, 0, 0, 0],
        "mp4" => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0],
        "mov" => [0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 0, 0],
        "wav" => [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8],
        "ogg" => [.. "OggS"u8, 0, 2, 0, 0],
        "amr" => [.. "#!AMR\n"u8, 0x3C, 0x91],
        "docx" => Zip("[Content_Types].xml", "word/document.xml"),
        "xlsx" => Zip("[Content_Types].xml", "xl/workbook.xml"),
        "pptx" => Zip("[Content_Types].xml", "ppt/presentation.xml"),
        "zip" => Zip("photos/1.jpg", "notes.txt"),
        "text" => Encoding.UTF8.GetBytes("包裹破了。MZ is how it began."),
        "text gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("包裹破了，很不满意。"),
        "text utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("包裹破了")],
        "text beginning with MZ" => [.. "MZ 4711 is the order number"u8],
        "csv" => [.. "order,amount\n1,2\n"u8],
        "eml" => [.. "From: a@example.com\r\nSubject: <html>\r\n\r\n<p>x</p>"u8],
        "exe" => [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0],
        "elf" => [0x7F, .. "ELF"u8, 2, 1, 1, 0],
        "mach-o" => [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1],
        "class" => [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52],
        "link" => [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0],
        "eicar" => [.. "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"u8],
        "shell" => [.. "#!/bin/sh\nrm -rf /\n"u8],
        "php" => [.. " \n<?php echo 1;"u8],
        "rtf" => [.. "{\\rtf1 x}"u8],
        "html" => [.. "\n\t<!DOCTYPE html><html>"u8],
        "html behind a comment" => [.. "<!-- x --> <!-- y --><HTML>"u8],
        "html in utf-16" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<html>")],
        "svg" => [.. "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\">"u8],
        "svg in xml" => [0xEF, 0xBB, 0xBF, .. "<?xml version=\"1.0\"?><svg>"u8],
        "doc" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
        "7z" => [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4],
        "avi" => [.. "RIFF"u8, 36, 0, 0, 0, .. "AVI LIST"u8],
        "random" => [0x81, 0x00, 0xFF, 0x03],
        "broken zip" => [.. "PK\x03\x04"u8, 1, 2, 3, 4],
        "macros" => Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        "excel 4 macros" => Zip("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
        "program in a zip" => Zip("readme.txt", "sub\\Setup.EXE "),
        "jar" => Zip("META-INF/MANIFEST.MF"),
        "bomb" => [.. LargeZeros.Value],
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("zeros.txt", CompressionLevel.Optimal).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 20; i++)
                entry.Write(zeros);
        }

        return bytes.ToArray();
    }
}
