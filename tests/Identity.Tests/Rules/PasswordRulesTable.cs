using CrmPlatform.Identity.Domain;
using CsCheck;

namespace CrmPlatform.Identity.Tests.Rules;

public sealed class PasswordRulesTable
{
    private static readonly PasswordRules Rules = new(12, 128);

    [Theory]
    [InlineData("Short1!")]
    [InlineData("elevenchars")]
    [InlineData("")]
    [InlineData("🚀🚀🚀🚀🚀🚀")]
    public void Short_ones_are_refused(string password) => Assert.Equal("TooShort", FaultOf(password));

    [Fact]
    public void Endless_ones_are_refused() => Assert.Equal("TooLong", FaultOf(string.Concat(Enumerable.Repeat("violet-kettle-", 10))));

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password2026!")]
    [InlineData("P@ssw0rd!2026")]
    [InlineData("passwordpassword")]
    [InlineData("1234567890123")]
    [InlineData("qwertyuiop123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("Administrator1")]
    [InlineData("woaini1314520")]
    [InlineData("letmein-letmein")]
    [InlineData("Summer2024!!!!")]
    [InlineData("ＰＡＳＳＷＯＲＤ1234")]
    public void Well_known_ones_are_refused_however_they_are_dressed(string password) =>
        Assert.Contains(FaultOf(password), new[] { "Common", "Simple" });

    [Theory]
    [InlineData("zzzzzzzzzzzz")]
    [InlineData("abcabcabcabc")]
    [InlineData("klmnopqrstuv")]
    [InlineData("x9x9x9x9x9x9")]
    [InlineData("poiuytrewqlk")]
    public void Rows_and_repetitions_are_refused(string password) => Assert.Contains(FaultOf(password), new[] { "Common", "Simple" });

    [Theory]
    [InlineData("liwei-example1")]
    [InlineData("Li.Wei.2026!!")]
    public void Ones_made_of_the_owners_name_are_refused(string password) =>
        Assert.Equal("NamesYou", Rules.FaultOf(password, "liwei", "li.wei@example.com", "Wei Li").ToString());

    [Theory]
    [InlineData("violet-kettle-orbit-77")]
    [InlineData("monkey tiger banana lamp")]
    [InlineData("我家的猫昨天吃了三条鱼呢")]
    [InlineData("no signs no digits needed")]
    [InlineData("kX9-2fLq-77pz")]
    [InlineData("Grandmother's 3rd umbrella")]
    public void Long_uncommon_ones_will_do_whatever_they_are_made_of(string password) =>
        Assert.Null(Rules.FaultOf(password, "liwei", "li.wei@example.com", "Li Wei"));

    [Fact]
    public void The_passwords_made_here_fulfil_the_rules() =>
        Gen.Const(0).Sample(_ => Assert.Null(Rules.FaultOf(Secrets.Password(), "admin", null, "Administrator")), iter: 300);

    [Fact]
    public void Every_word_of_the_list_is_refused_when_it_is_long_enough_and_the_list_is_long()
    {
        Assert.InRange(PasswordRules.CommonCount, 500, 5000);
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(list);
        var words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.All(words, word => Assert.Equal(word, word.Trim().ToLowerInvariant()));
        Assert.All(words, word => Assert.NotNull(new PasswordRules(1, 128).FaultOf(word)));
    }

    [Fact]
    public void Any_text_gets_an_answer() =>
        Gen.String.Sample(text => Assert.True(Rules.FaultOf(text, text, null, text) is not null || text.Length >= 12));

    private static string? FaultOf(string password) => Rules.FaultOf(password, "someone", null, "Some One")?.ToString();
}
