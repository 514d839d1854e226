using System.Globalization;
using System.Text;
using CrmPlatform.Service.Domain.Attachments;
using CsCheck;

namespace CrmPlatform.Service.Tests.Attachments;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("投诉 照片（1）.PDF", "投诉 照片（1）.pdf")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData("..\\..\\windows\\system32\\x.pdf", "x.pdf")]
    [InlineData("/", "file.pdf")]
    [InlineData("..", "file.pdf")]
    [InlineData(".pdf", "pdf.pdf")]
    [InlineData("", "file.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf")]
    [InlineData("a\u202Efdp.exe.pdf", "afdp_exe.pdf")]
    [InlineData("a\u0000b\u200B.pdf", "ab.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("com1.backup.pdf", "_com1.backup.pdf")]
    [InlineData("lpt³", "_lpt³.pdf")]
    [InlineData("x.pdf::$DATA", "x.pdf___DATA.pdf")]
    [InlineData("-rf.pdf", "rf.pdf")]
    [InlineData("a<b>c|d?e*f\"g.pdf", "a_b_c_d_e_f_g.pdf")]
    [InlineData("  spaced . pdf ", "spaced . pdf.pdf")]
    [InlineData("v1.2 final.pdf", "v1.2 final.pdf")]
    [InlineData("script.php.pdf", "script_php.pdf")]
    [InlineData("e\u0301tude.pdf", "étude.pdf")]
    public void A_name_is_made_harmless_and_stays_the_senders(string name, string expected) => Assert.Equal(expected, SafeFileName.Of(name, FileKind.Pdf));

    [Fact]
    public void A_long_name_is_cut_between_characters_and_keeps_its_extension()
    {
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧", 40));
        var name = SafeFileName.Of(family + ".pdf", FileKind.Pdf);
        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 100, 204);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void Whatever_is_sent_the_name_is_harmless_and_making_it_harmless_again_changes_nothing()
    {
        var nasty = Gen.OneOf(Gen.Char, Gen.OneOf('/', '\\', '.', ' ', '\u202E', '\u200B', '\0', ':', 'C', 'O', 'N', '投', '\ud83d', '\udc00', '-', '~', '\u0301'));
        Gen.Select(nasty.Array[0, 200], Gen.Enum<FileKind>()).Sample((chars, kind) =>
        {
            var name = SafeFileName.Of(new string(chars), kind);
            Assert.DoesNotContain(name, c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c));
            Assert.All(name.EnumerateRunes(), rune => Assert.NotEqual(UnicodeCategory.Format, Rune.GetUnicodeCategory(rune)));
            Assert.True(name.Length <= 126 && Encoding.UTF8.GetByteCount(name) <= 206, name);
            Assert.False(name.StartsWith('.') || name.StartsWith(' ') || name.StartsWith('-') || name.EndsWith('.') || name.EndsWith(' '));
            Assert.True(FileKinds.Of(kind).Has(Path.GetExtension(name).TrimStart('.')));
            Assert.True(Path.GetFileName(name) == name && name.IsNormalized());
            Assert.Equal(name, SafeFileName.Of(name, kind));
        }, iter: 5_000);
    }
}
