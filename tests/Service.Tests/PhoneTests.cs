using CrmPlatform.Service.Domain;

namespace CrmPlatform.Service.Tests;

/// <summary>S1, C20: whoever gave a number is found by it, to be answered or to be forgotten, whatever was said beside it.</summary>
public sealed class PhoneTests
{
    [Theory]
    [InlineData("13900007001", "+8613900007001")]
    [InlineData("+86 139-0000-7001", "+8613900007001")]
    [InlineData("李女士 13900007001", "+8613900007001")]
    [InlineData("wife: 139 0000 7001", "+8613900007001")]
    [InlineData("13900007001 Lily", "+8613900007001")]
    [InlineData("13900007001 (Mr Wang, evenings)", "+8613900007001")]
    [InlineData("１３９００００７００１", "+8613900007001")]
    [InlineData("021-12345678 ext. 12", "+862112345678")]
    [InlineData("13900007001 \uFFFE Lily", "+8613900007001")]
    [InlineData("\uFFFE", null)]
    [InlineData("Lily", null)]
    [InlineData("call me", null)]
    [InlineData("", null)]
    public void A_number_is_read_without_the_words_beside_it(string said, string? number) => Assert.Equal(number, Phone.ToE164(said, "CN"));
}
