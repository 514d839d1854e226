using CrmPlatform.Service.Domain.Articles;
using CsCheck;

namespace CrmPlatform.Service.Tests.Articles;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("Refunds take 14 days", "refund take 14 day")]
    [InlineData("退款需要多久", "退款 款需 需要 要多 多久")]
    [InlineData("VIP客户的refund", "vip 客户 户的 refund")]
    [InlineData("ＲＥＦＵＮＤ　５", "refund 5")]
    [InlineData("Café, naïve: Éclairs!", "cafe naive eclair")]
    [InlineData("the driver's parcels' policies", "the driver parcel policy")]
    [InlineData("address glass bus goes sees", "address glass bus goes sees")]
    [InlineData("漏", "漏")]
    [InlineData("환불 정책", "환불 정책")]
    [InlineData("  ...!?", "")]
    [InlineData("𠮷野家 ok", "野家 ok")]
    public void A_text_is_cut_into_words_and_pairs(string text, string terms) => Assert.Equal(terms, string.Join(' ', SearchTerms.Of(text)));

    [Fact]
    public void Whatever_the_text_is_it_is_cut_and_case_does_not_count() =>
        Gen.String.Sample(text =>
        {
            var terms = SearchTerms.Of(text);
            Assert.All(terms, term => Assert.NotEqual("", term));
            var ascii = new string([.. text.Where(char.IsAscii)]);
            Assert.Equal(SearchTerms.Of(ascii.ToLowerInvariant()), SearchTerms.Of(ascii.ToUpperInvariant()));
        });
}
