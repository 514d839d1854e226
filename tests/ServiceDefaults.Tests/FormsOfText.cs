using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>Text is compared in a normal form, whatever signs somebody sent.</summary>
public sealed class FormsOfText
{
    [Fact]
    public void What_Unicode_forbids_has_a_normal_form_too()
    {
        foreach (var (text, form) in new[]
        {
            ("", ""), ("Ａ１é", "A1é"), ("\uFFFE", "\uFFFD"), ("\uFFFF", "\uFFFF"), ("\uD83D\uDE00", "\uD83D\uDE00"),
            ("\uD83D", "\uFFFD"), ("\uDE00", "\uFFFD"), ("\uDE00\uD83D", "\uFFFD\uFFFD"), ("\uD83D\uD83D\uDE00Ａ", "\uFFFD\uD83D\uDE00A"), ("Ａ\uD83DＢ", "A\uFFFDB"),
        })
            Assert.Equal(form, text.ToForm(NormalizationForm.FormKC));
    }
}
