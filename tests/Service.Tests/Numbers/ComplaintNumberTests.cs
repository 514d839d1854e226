using CrmPlatform.Service.Domain.Numbers;
using CsCheck;

namespace CrmPlatform.Service.Tests.Numbers;

public sealed class ComplaintNumberTests
{
    private static readonly Gen<ComplaintNumber> Numbers = Gen.Long[0, ComplaintNumber.Count - 1].Select(ComplaintNumber.FromValue);

    [Fact]
    public void The_alphabet_has_no_two_characters_that_look_alike()
    {
        Assert.Equal(NumberAlphabet.Size, NumberAlphabet.Characters.Distinct().Count());
        string[] alike = ["0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV", "MN"];
        Assert.All(alike, group => Assert.True(group.Count(c => NumberAlphabet.Characters.Contains(c)) <= 1, group));
    }

    [Fact]
    public void A_number_written_and_read_again_is_the_same() => Numbers.Sample(number =>
        Assert.Equal(number, ComplaintNumber.Parse(number.ToString()).Value));

    [Fact]
    public void A_number_is_shown_in_three_groups_of_three() => Numbers.Sample(number =>
        Assert.Matches("^[0-9ACFHJKNPRTWXY]{3}-[0-9ACFHJKNPRTWXY]{3}-[0-9ACFHJKNPRTWXY]{3}$", number.ToString()));

    [Fact]
    public void However_a_person_types_it_it_is_read() => Gen.Select(Numbers, Gen.Int[0, 7]).Sample((number, manner) =>
    {
        var text = number.ToString();
        var typed = manner switch
        {
            0 => text.ToLowerInvariant(),
            1 => text.Replace("-", "", StringComparison.Ordinal),
            2 => text.Replace('-', ' '),
            3 => "  " + text.Replace('-', '\u3000') + "\t",
            4 => text.Replace('-', '\u2013'),
            5 => string.Concat(text.Select(c => (char)(c + 0xFEE0))), // full width, hyphens too
            6 => text.Replace('0', 'O').Replace('1', 'l').Replace('5', 's').Replace('8', 'B').Replace('2', 'z').Replace('6', 'G'),
            _ => string.Join('-', text.Where(c => c != '-')),
        };
        Assert.Equal(number, ComplaintNumber.Parse(typed).Value);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("K4T-9WX")]
    [InlineData("K4T-9WX-2P!")]
    [InlineData("K4T-9WX-2PE")]
    [InlineData("投诉编号")]
    [InlineData("K4T-9WX-2P\ud800")]
    [InlineData("K4T9WX2PRK4T9WX2PRK4T9WX2PR")]
    public void What_cannot_be_a_number_is_malformed(string? typed) =>
        Assert.Equal("complaint-number.malformed", ComplaintNumber.Parse(typed).Refusal?.Code);

    [Fact]
    public void Numbers_are_found_in_running_text() => Gen.Select(Numbers, Numbers).Sample((one, other) =>
    {
        var text = $"Re: [{one}] 关于投诉{other}的答复; again {one.ToString().ToLowerInvariant()}.";
        Assert.Equal(one == other ? [one] : [one, other], NumberFinder.FindAll(text));
    });

    [Fact]
    public void A_number_inside_a_longer_word_is_not_ours() => Numbers.Sample(number =>
    {
        var text = number.ToString();
        Assert.Empty(NumberFinder.FindAll("7" + text));
        Assert.Empty(NumberFinder.FindAll(text + "X"));
        Assert.Empty(NumberFinder.FindAll("888-" + text));
        Assert.Empty(NumberFinder.FindAll(text + "-0"));
        Assert.Empty(NumberFinder.FindAll(text.Replace("-", "", StringComparison.Ordinal)));
    });

    [Fact]
    public void A_text_without_a_number_has_none()
    {
        Assert.Empty(NumberFinder.FindAll(null));
        Assert.Empty(NumberFinder.FindAll("order 123-456"));
        Assert.Empty(NumberFinder.FindAll("Kaffee und Kuchen, bitte – sofort"));
    }
}
