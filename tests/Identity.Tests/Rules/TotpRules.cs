using System.Text;
using CrmPlatform.Identity.Domain;
using CsCheck;

namespace CrmPlatform.Identity.Tests.Rules;

public sealed class TotpRules
{
    private static readonly byte[] Rfc = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B (SHA-1), the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code) =>
        Assert.Equal(code, Totp.CodeAt(Rfc, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(second))));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_code_is_good_one_step_around_its_time(int seconds, bool good)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.CodeAt(Rfc, Totp.StepOf(now.AddSeconds(seconds)));
        Assert.Equal(good, Totp.Verify(Rfc, code, now, lastUsed: 0) is not null);
    }

    [Fact]
    public void A_code_is_good_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.CodeAt(Rfc, Totp.StepOf(now));
        var step = Totp.Verify(Rfc, code, now, lastUsed: 0);
        Assert.NotNull(step);
        Assert.Null(Totp.Verify(Rfc, code, now, step.Value));
        Assert.Null(Totp.Verify(Rfc, Totp.CodeAt(Rfc, step.Value - 1), now, step.Value));
        Assert.NotNull(Totp.Verify(Rfc, Totp.CodeAt(Rfc, step.Value + 1), now, step.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("２８７０８２")]
    [InlineData("28708\0")]
    public void Other_texts_are_no_codes(string typed) => Assert.Null(Totp.Verify(Rfc, typed, DateTimeOffset.FromUnixTimeSeconds(59), 0));

    [Fact]
    public void Base32_comes_back_as_it_went() =>
        Gen.Byte.Array[0, 64].Sample(bytes => Assert.Equal(bytes, Base32.Read(Base32.Write(bytes))));

    // RFC 4648, section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_standard(string text, string written) => Assert.Equal(written, Base32.Write(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_address_names_issuer_account_and_secret() => Assert.Equal(
        "otpauth://totp/Crm%20%E5%8D%97:li%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Crm%20%E5%8D%97&algorithm=SHA1&digits=6&period=30",
        Totp.AddressOf(Rfc, "Crm 南", "li@example.com"));
}
