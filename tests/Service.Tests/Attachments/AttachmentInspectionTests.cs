using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Attachments;
using CsCheck;

namespace CrmPlatform.Service.Tests.Attachments;

public sealed class AttachmentInspectionTests
{
    [Theory]
    [InlineData("png", "a.png", FileKind.Png, "a.png")]
    [InlineData("png", "holiday.jpg", FileKind.Png, "holiday.png")]
    [InlineData("jpeg", "A.JPEG", FileKind.Jpeg, "A.jpeg")]
    [InlineData("gif", "a", FileKind.Gif, "a.gif")]
    [InlineData("webp", "a.webp", FileKind.Webp, "a.webp")]
    [InlineData("heic", "IMG_1.HEIC", FileKind.Heic, "IMG_1.heic")]
    [InlineData("heif", "a.heif", FileKind.Heic, "a.heif")]
    [InlineData("pdf", "发票.pdf", FileKind.Pdf, "发票.pdf")]
    [InlineData("pdf", "invoice.exe.pdf", FileKind.Pdf, "invoice_exe.pdf")]
    [InlineData("docx", "letter.docx", FileKind.Docx, "letter.docx")]
    [InlineData("xlsx", "list.zip", FileKind.Xlsx, "list.xlsx")]
    [InlineData("pptx", "a.pptx", FileKind.Pptx, "a.pptx")]
    [InlineData("zip", "photos.zip", FileKind.Zip, "photos.zip")]
    [InlineData("mp3", "a.mp3", FileKind.Mp3, "a.mp3")]
    [InlineData("mp3 without tag", "a.mp3", FileKind.Mp3, "a.mp3")]
    [InlineData("m4a", "a.m4a", FileKind.M4a, "a.m4a")]
    [InlineData("mp4", "a.mp4", FileKind.Mp4, "a.mp4")]
    [InlineData("mov", "a.mov", FileKind.Quicktime, "a.mov")]
    [InlineData("wav", "a.wav", FileKind.Wav, "a.wav")]
    [InlineData("ogg", "a.ogg", FileKind.Ogg, "a.ogg")]
    [InlineData("amr", "voice.amr", FileKind.Amr, "voice.amr")]
    [InlineData("text", "notes.txt", FileKind.Text, "notes.txt")]
    [InlineData("text", "data.json", FileKind.Text, "data.json.txt")]
    [InlineData("text gb18030", "notes.txt", FileKind.Text, "notes.txt")]
    [InlineData("text utf-16", "notes.txt", FileKind.Text, "notes.txt")]
    [InlineData("text beginning with MZ", "notes.txt", FileKind.Text, "notes.txt")]
    [InlineData("csv", "orders.csv", FileKind.Csv, "orders.csv")]
    [InlineData("csv", "orders.png", FileKind.Text, "orders.txt")]
    [InlineData("eml", "mail.eml", FileKind.Email, "mail.eml")]
    [InlineData("eml", "mail.txt", FileKind.Text, "mail.txt")]
    [InlineData("png", null, FileKind.Png, "file.png")]
    public void The_content_says_what_it_is_and_the_name_follows(string what, string? name, FileKind kind, string safeName)
    {
        var inspected = Inspect(what, name).Value;
        Assert.Equal((kind, safeName), (inspected.Kind, inspected.Name));
        Assert.Equal(FileKinds.Of(kind).MediaType, inspected.MediaType);
    }

    [Theory]
    [InlineData("exe", "attachment.executable")]
    [InlineData("elf", "attachment.executable")]
    [InlineData("mach-o", "attachment.executable")]
    [InlineData("class", "attachment.executable")]
    [InlineData("link", "attachment.executable")]
    [InlineData("eicar", "attachment.executable")]
    [InlineData("shell", "attachment.script")]
    [InlineData("php", "attachment.script")]
    [InlineData("rtf", "attachment.script")]
    [InlineData("html", "attachment.markup")]
    [InlineData("html behind a comment", "attachment.markup")]
    [InlineData("html in utf-16", "attachment.markup")]
    [InlineData("svg", "attachment.markup")]
    [InlineData("svg in xml", "attachment.markup")]
    [InlineData("doc", "attachment.old-office")]
    [InlineData("7z", "attachment.type-not-allowed")]
    [InlineData("avi", "attachment.type-not-allowed")]
    [InlineData("random", "attachment.type-not-allowed")]
    [InlineData("broken zip", "attachment.damaged")]
    [InlineData("macros", "attachment.macros")]
    [InlineData("excel 4 macros", "attachment.macros")]
    [InlineData("program in a zip", "attachment.executable-inside")]
    [InlineData("jar", "attachment.executable-inside")]
    [InlineData("bomb", "attachment.zip-bomb")]
    public void What_could_run_or_is_not_known_is_refused_whatever_it_is_called(string what, string code) =>
        Assert.All(["photo.png", "notes.txt", "letter.docx", null], name => Assert.Equal(code, Inspect(what, name).Refusal?.Code));

    [Theory]
    [InlineData("photo.png.exe")]
    [InlineData("notes.JS")]
    [InlineData("page.html")]
    [InlineData("drawing.svg")]
    [InlineData("C:\\temp\\run.bat")]
    [InlineData("run.bat. . ")]
    [InlineData("run.b\u200Bat")]
    [InlineData("gpj.\u202Eexe")]
    [InlineData("report.docm")]
    public void A_name_a_system_would_run_is_refused_whatever_is_inside(string name) =>
        Assert.All(["png", "text"], what => Assert.Equal("attachment.dangerous-name", Inspect(what, name).Refusal?.Code));

    [Fact]
    public void Sizes_and_kinds_are_limited()
    {
        var limits = new AttachmentLimits { MaximumFile = 10, MaximumMedia = 20, MaximumCount = 2, MaximumTotal = 100, Allowed = [FileKind.Mp4, FileKind.Pdf] };
        Assert.Equal("attachment.empty", Inspect([], "a.pdf", limits).Refusal?.Code);
        Assert.Equal("attachment.too-large", Inspect([.. AttachmentCases.Of("pdf"), .. new byte[1]], "a.pdf", limits).Refusal?.Code);
        Assert.True(Inspect(AttachmentCases.Of("mp4"), "a.mp4", limits).IsAccepted);
        Assert.Equal("attachment.too-large", Inspect([.. AttachmentCases.Of("mp4"), .. new byte[9]], "a.mp4", limits).Refusal?.Code);
        var refusal = Inspect(AttachmentCases.Of("gif"), "a.gif", limits).Refusal;
        Assert.Equal("attachment.type-not-allowed", refusal?.Code);
        Assert.Contains("pdf, mp4", refusal!.Detail, StringComparison.Ordinal);
        Assert.Null(limits.WhyNotOneMore(1, 50, 50));
        Assert.Equal("attachment.too-many", limits.WhyNotOneMore(2, 0, 1)?.Code);
        Assert.Equal("attachment.too-much", limits.WhyNotOneMore(1, 50, 51)?.Code);
    }

    [Fact]
    public void A_text_cut_through_a_character_at_the_end_of_what_is_looked_at_is_still_text()
    {
        var text = System.Text.Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("投诉", 20_000)));
        Assert.Equal(FileKind.Text, Inspect(text, "a.txt", AttachmentLimits.Default).Value.Kind);
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_judged_and_nothing_is_thrown() =>
        Gen.Select(Gen.OneOf("png", "zip", "docx", "eml", "text", "random", "bomb"), Gen.Byte.Array[0, 300], Gen.Int[0, 4_000].Array[0, 8], Gen.String).Sample((what, tail, places, name) =>
        {
            byte[] bytes = [.. AttachmentCases.Of(what), .. tail];
            foreach (var place in places.Where(place => place < bytes.Length))
                bytes[place] ^= 0x5A;
            var outcome = Inspect(bytes, name, AttachmentLimits.Default);
            Assert.True(outcome.IsAccepted || outcome.Refusal!.Code.StartsWith("attachment.", StringComparison.Ordinal));
        }, iter: 2_000);

    private static Outcome<InspectedAttachment> Inspect(string what, string? name) => Inspect(AttachmentCases.Of(what), name, AttachmentLimits.Default);

    private static Outcome<InspectedAttachment> Inspect(byte[] bytes, string? name, AttachmentLimits limits)
    {
        using var stream = new MemoryStream(bytes);
        var outcome = AttachmentInspection.Inspect(name, stream, limits);
        Assert.Equal(0, stream.Position);
        return outcome;
    }
}
