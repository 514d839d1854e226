using CrmPlatform.Customers.Domain;
using CsCheck;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>C16: what is compared of a name, and when two files are alike.</summary>
public sealed class LikenessRules
{
    [Theory]
    [InlineData("华为技术有限公司", "华为技术")]
    [InlineData("华为技术股份有限公司", "华为技术有限责任公司")]
    [InlineData("ＡＣＭＥ　Trading", "acme trading")]
    [InlineData("Acme Trading Ltd.", "ACME TRADING GmbH")]
    [InlineData("Acme Trading Co., Ltd.", "Acme Trading")]
    [InlineData("Müller & Söhne KG", "Muller Sohne GmbH & Co. KG")]
    [InlineData("张伟先生", "张伟")]
    [InlineData("Dr. Anna Müller", "Anna Muller")]
    [InlineData("Mr John Smith", "Smith, John")]
    [InlineData("Müller-Lüdenscheidt", "Müller Lüdenscheidt")]
    [InlineData("Tom O'Brien", "Tom OBrien")]
    public void Names_that_differ_in_form_only_are_equal(string one, string other) => Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("Shop 12", "Shop 13")]
    [InlineData("王伟", "王维")]
    [InlineData("GmbH", "Ltd")]
    [InlineData("第一医院", "第二医院")]
    public void Names_that_differ_in_a_number_or_a_short_word_are_not(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("Johnson Trading Ltd", "Jonson Trading Ltd", true)]
    [InlineData("Anna Meier", "Anna Maier", true)]
    [InlineData("Schmidt Instruments", "Schimdt Instruments", true)]
    [InlineData("深圳市华信科技有限公司", "深圳市华讯科技有限公司", true)]
    [InlineData("华信", "华讯", false)]
    [InlineData("Acme", "Acne", false)]
    [InlineData("Johnson Trading 12", "Jonson Trading 13", false)]
    [InlineData("Anna Meier", "Bernd Hansen", false)]
    public void Similar_names_are_similar_where_they_are_long_enough(string one, string other, bool alike)
    {
        var found = Likeness.Between(Organisation(one), Organisation(other));
        Assert.Equal(alike, found is not null);
        if (alike) Assert.InRange(found!.Score, 76, 89);
    }

    [Theory]
    [InlineData(CustomerKind.Person, "+8613800138000", "+8613800138001", false)]
    [InlineData(CustomerKind.Person, "+8613800138000", null, true)]
    [InlineData(CustomerKind.Person, "+8613800138000", "+8613800138000", true)]
    [InlineData(CustomerKind.Organisation, "+8613800138000", "+8613800138001", true)]
    public void Namesakes_with_other_numbers_are_other_people(CustomerKind kind, string? phone, string? otherPhone, bool alike) =>
        Assert.Equal(alike, Likeness.Between(new(kind, "王伟", phone, null, null), new(kind, "王伟", otherPhone, null, null)) is not null);

    [Fact]
    public void An_identifier_in_common_is_enough_whatever_the_names()
    {
        var found = Likeness.Between(new(CustomerKind.Person, "A", null, "x@example.com", null), new(CustomerKind.Organisation, "B", null, "x@example.com", "DE1"));
        Assert.Equal([LikenessKind.Email], found!.Kinds);
        Assert.True(found.IsExact);
        Assert.True(Likeness.Between(Organisation("A") with { TaxId = TaxIds.Normalise("DE 123-456") }, Organisation("B") with { TaxId = TaxIds.Normalise("de123456") })!.IsExact);
    }

    [Fact]
    public void Two_names_that_differ_in_one_place_share_a_half_that_is_looked_for() => Gen.Select(Gen.Char['a', 'f'].Array[6, 30], Gen.Int[0, 29], Gen.Int[0, 2]).Sample((letters, place, how) =>
    {
        place %= letters.Length;
        var stored = new string(letters);
        var typed = how switch
        {
            0 => stored.Remove(place, 1),
            1 => stored.Insert(place, "z"),
            _ => stored.Remove(place, 1).Insert(place, "z"),
        };
        var key = new NameKey(stored, "");
        if (typed.Length < NameKey.ShortestFuzzy) return;
        var (heads, tails) = new NameKey(typed, "").Probes();
        Assert.True(heads.Contains(key.HeadHash!.Value) || tails.Contains(key.TailHash!.Value), $"{stored} {typed}");
        Assert.True(heads.Count <= 5 && tails.Count <= 5);
    });

    [Fact]
    public void Similarity_is_symmetric_and_one_only_for_equal_names() => Gen.Select(Gen.Char['a', 'd'].Array[0, 20], Gen.Char['a', 'd'].Array[0, 20]).Sample((a, b) =>
    {
        var (one, other) = (new string(a), new string(b));
        Assert.Equal(Likeness.Similarity(one, other), Likeness.Similarity(other, one));
        Assert.Equal(one == other, Likeness.Similarity(one, other) == 1);
    });

    private static Identifiers Organisation(string name) => new(CustomerKind.Organisation, name, null, null, null);
}
