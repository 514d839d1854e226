using CrmPlatform.Service.Domain.Numbers;

namespace CrmPlatform.Service.Tests.Numbers;

public sealed class CheckCharacterTests
{
    // The check is linear in each character: whether an error is seen depends on the place and the two characters alone, not on
    // the rest of the number. Walking all places and all pairs of characters is therefore a proof over all 23^8 numbers.
    private static readonly string[] Rests = ["00000000", "K4T9WX2P", "YYYYYYYY"];

    [Fact]
    public void Every_single_wrong_character_is_found_at_every_place()
    {
        var seen = 0;
        foreach (var right in AllWithEveryCharacterAtEveryPlace())
        {
            for (var place = 0; place < ComplaintNumber.Length; place++)
            {
                foreach (var wrong in NumberAlphabet.Characters.Where(c => c != right[place]))
                {
                    AssertSlip(string.Concat(right.AsSpan(0, place), [wrong], right.AsSpan(place + 1)));
                    seen++;
                }
            }
        }

        Assert.True(seen >= ComplaintNumber.Length * 23 * 22, $"only {seen} errors tried");
    }

    [Fact]
    public void Every_exchange_of_two_different_characters_is_found_neighbours_or_not()
    {
        var neighbours = 0;
        foreach (var right in AllWithEveryPairOfNeighbours())
        {
            for (var i = 0; i < ComplaintNumber.Length; i++)
            {
                for (var j = i + 1; j < ComplaintNumber.Length; j++)
                {
                    if (right[i] == right[j])
                        continue;

                    var chars = right.ToCharArray();
                    (chars[i], chars[j]) = (chars[j], chars[i]);
                    AssertSlip(new string(chars));
                    neighbours += j == i + 1 ? 1 : 0;
                }
            }
        }

        Assert.True(neighbours >= (ComplaintNumber.Length - 1) * 23 * 22, $"only {neighbours} exchanges of neighbours tried");
    }

    [Fact]
    public void Neighbouring_twins_misheard_together_are_found()
    {
        for (var place = 0; place < ComplaintNumber.Length - 2; place++)
        {
            foreach (var said in NumberAlphabet.Characters)
            {
                var payload = Rests[1].ToCharArray();
                payload[place] = payload[place + 1] = said;
                var right = WithCheck(new string(payload));
                foreach (var heard in NumberAlphabet.Characters.Where(c => c != said))
                {
                    var wrong = right.ToCharArray();
                    wrong[place] = wrong[place + 1] = heard;
                    AssertSlip(new string(wrong));
                }
            }
        }
    }

    [Fact]
    public void A_lost_or_an_added_character_is_malformed()
    {
        var right = WithCheck(Rests[1]);
        for (var place = 0; place < right.Length; place++)
        {
            Assert.Equal("complaint-number.malformed", ComplaintNumber.Parse(right.Remove(place, 1)).Refusal?.Code);
            Assert.Equal("complaint-number.malformed", ComplaintNumber.Parse(right.Insert(place, "7")).Refusal?.Code);
        }
    }

    private static void AssertSlip(string wrong) =>
        Assert.Equal("complaint-number.check-failed", ComplaintNumber.Parse(wrong).Refusal?.Code);

    private static IEnumerable<string> AllWithEveryCharacterAtEveryPlace() =>
        from rest in Rests
        from place in Enumerable.Range(0, ComplaintNumber.Length - 1)
        from character in NumberAlphabet.Characters
        select WithCheck(string.Concat(rest.AsSpan(0, place), [character], rest.AsSpan(place + 1)));

    // For the last pair, of payload and check character, every payload gives its own check; all first characters give all pairs.
    private static IEnumerable<string> AllWithEveryPairOfNeighbours() =>
        from place in Enumerable.Range(0, ComplaintNumber.Length - 2)
        from first in NumberAlphabet.Characters
        from second in NumberAlphabet.Characters
        select WithCheck(string.Concat(Rests[1].AsSpan(0, place), [first, second], Rests[1].AsSpan(place + 2)));

    private static string WithCheck(string payload)
    {
        var values = payload.Select(NumberAlphabet.ValueOf).ToArray();
        return payload + NumberAlphabet.Characters[CheckCharacter.For(values)];
    }
}
