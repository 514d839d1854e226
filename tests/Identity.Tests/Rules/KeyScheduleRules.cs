using CrmPlatform.Identity.Domain;
using CsCheck;

namespace CrmPlatform.Identity.Tests.Rules;

public sealed class KeyScheduleRules
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly KeySchedule Schedule = new(TimeSpan.FromDays(90), TimeSpan.FromDays(1), TimeSpan.FromDays(14));

    [Theory]
    [InlineData(0, false)]
    [InlineData(88, false)]
    [InlineData(89, true)]
    [InlineData(200, true)]
    public void A_successor_is_announced_a_day_before_it_is_needed(int day, bool needed) =>
        Assert.Equal(needed, Schedule.NeedsSuccessor([Key(1, 0)], Start.AddDays(day)));

    [Theory]
    [InlineData(89, 1, "1,2")]
    [InlineData(90, 2, "1,2")]
    [InlineData(103, 2, "1,2")]
    [InlineData(104, 2, "2")]
    public void A_key_is_published_before_and_after_it_signs(int day, int signs, string published)
    {
        KeyRow[] keys = [Key(1, 0), Key(2, 90)];
        var now = Start.AddDays(day);
        Assert.Equal(signs, KeySchedule.Active(keys, now).Generation);
        Assert.Equal(published, string.Join(',', Schedule.Published(keys, now).Select(key => key.Generation)));
    }

    [Fact]
    public void Whatever_a_key_has_signed_can_be_checked_until_it_expires() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 300], Gen.Int[0, 1000]).Sample((gap, first, later) =>
        {
            // Rotations at any distance, by age or by command.
            KeyRow[] keys = [Key(1, 0), Key(2, first), Key(3, first + gap)];
            var signedAt = Start.AddDays(later);
            var signer = KeySchedule.Active(keys, signedAt);
            for (var age = 0; age < Schedule.Kept.TotalDays; age++)
                Assert.Contains(signer, Schedule.Published(keys, signedAt.AddDays(age)));
        });

    private static KeyRow Key(int generation, int activeFromDay) =>
        new() { Use = KeyUse.Signing, Generation = generation, KeyId = $"{generation}", Material = "", CreatedAt = Start, ActiveFrom = Start.AddDays(activeFromDay) };
}
