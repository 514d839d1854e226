using CrmPlatform.Service.Domain;

namespace CrmPlatform.Service.Tests;

public sealed class LocalTextTests
{
    [Theory]
    [InlineData("en", "Refund")]
    [InlineData("de-CH", "Refund")]
    [InlineData(null, "Refund")]
    [InlineData("zh", "退款")]
    [InlineData("zh-CN", "退款")]
    [InlineData("zh-Hans-HK", "退款")]
    [InlineData("zh-Hant", "退費")]
    [InlineData("zh-TW", "退費")]
    [InlineData("zh_hk", "退費")]
    public void A_text_is_given_in_the_script_of_the_reader(string? language, string expected) =>
        Assert.Equal(expected, new LocalText("Refund", "退款", "退費").In(language));

    [Fact]
    public void A_refused_outcome_has_no_value_and_says_why()
    {
        Outcome<string> refused = new Refusal("x.y", "No.");
        Outcome<string> accepted = "yes";

        Assert.False(refused.IsAccepted);
        Assert.Contains("x.y", Assert.Throws<InvalidOperationException>(() => refused.Value).Message, StringComparison.Ordinal);
        Assert.True(accepted.IsAccepted);
        Assert.Equal("yes", accepted.Value);
    }
}
