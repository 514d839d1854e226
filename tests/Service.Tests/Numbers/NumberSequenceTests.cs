using System.Text;
using CrmPlatform.Service.Domain.Numbers;
using CsCheck;

namespace CrmPlatform.Service.Tests.Numbers;

public sealed class NumberSequenceTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("a test key of thirty-two bytes !");

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(23)]
    [InlineData(101)]
    public void Over_a_whole_small_domain_no_number_comes_twice(int half)
    {
        var sequence = new NumberSequence(Key, half);
        var size = half * half;
        var seen = new bool[size];
        for (var counter = 0; counter < size; counter++)
        {
            var value = (int)sequence.Scramble(counter);
            Assert.False(seen[value], $"{value} came twice");
            seen[value] = true;
            Assert.Equal(counter, sequence.Unscramble(value));
        }
    }

    [Fact]
    public void Over_the_real_domain_each_number_leads_back_to_its_counter()
    {
        var sequence = new NumberSequence(Key);
        Gen.Long[0, ComplaintNumber.Count - 1].Sample(counter =>
        {
            var number = sequence.NumberFor(counter);
            Assert.Equal(counter, sequence.CounterOf(number));
            Assert.Equal(number, ComplaintNumber.Parse(number.ToString()).Value);
        }, iter: 2_000);
    }

    [Fact]
    public void The_first_hundred_thousand_numbers_are_all_different_and_show_no_order()
    {
        var sequence = new NumberSequence(Key);
        var values = Enumerable.Range(0, 100_000).Select(counter => sequence.NumberFor(counter).Value).ToList();

        Assert.Equal(values.Count, values.Distinct().Count());
        // In a random order each neighbour is greater half of the time; five standard deviations of that are 790 in 100 000.
        var rising = values.Zip(values.Skip(1)).Count(pair => pair.Second > pair.First);
        Assert.InRange(rising, 49_210, 50_790);
        // Each sixteenth of the range gets its share: chi-square with 15 degrees of freedom stays below 45 (p about 0.0001).
        var expected = values.Count / 16.0;
        var chiSquare = values.GroupBy(v => v * 16 / ComplaintNumber.Count).Sum(g => Math.Pow(g.Count() - expected, 2) / expected);
        Assert.InRange(chiSquare, 0, 45);
    }

    [Fact]
    public void Another_key_gives_other_numbers()
    {
        var one = new NumberSequence(Key);
        var other = new NumberSequence("a different key of enough bytes "u8);
        Assert.DoesNotContain(Enumerable.Range(0, 1_000), counter => one.NumberFor(counter) == other.NumberFor(counter));
    }

    [Fact]
    public void The_numbers_of_a_key_never_change_between_releases()
    {
        var sequence = new NumberSequence(Key);
        Assert.Equal(["9W9-C2A-981", "7CX-NC6-529", "H2N-6X3-PNR"], [.. Enumerable.Range(0, 3).Select(counter => sequence.NumberFor(counter).ToString())]);
    }

    [Fact]
    public void A_short_key_and_a_counter_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new NumberSequence(new byte[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberSequence(Key).NumberFor(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberSequence(Key).NumberFor(ComplaintNumber.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComplaintNumber.FromValue(ComplaintNumber.Count));
    }
}
