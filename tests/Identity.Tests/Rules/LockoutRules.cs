using CrmPlatform.Identity.Domain;
using CsCheck;

namespace CrmPlatform.Identity.Tests.Rules;

public sealed class LockoutRules
{
    private static readonly Lockout Rule = new(5, TimeSpan.FromMinutes(15));
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_five_attempts_nothing_is_checked_for_fifteen_minutes()
    {
        var state = new SignInState();
        for (var i = 0; i < 5; i++) Assert.True(state.Begin(Now, Rule));
        Assert.False(state.Begin(Now, Rule));
        Assert.False(state.Begin(Now.AddMinutes(15).AddTicks(-1), Rule));
        Assert.True(state.Begin(Now.AddMinutes(15), Rule));
        Assert.Equal(1, state.Failures);
    }

    [Fact]
    public void A_success_forgets_the_attempts_before_it()
    {
        var state = new SignInState();
        for (var i = 0; i < 5; i++) state.Begin(Now, Rule);
        state.Succeed(Now);
        Assert.False(state.IsLocked(Now));
        for (var i = 0; i < 4; i++) Assert.True(state.Begin(Now, Rule));
        Assert.False(state.IsLocked(Now));
    }

    [Fact]
    public void A_right_password_gives_its_own_attempt_back_and_no_other()
    {
        var state = new SignInState();
        // Password right, code wrong, over and over: the wrong codes count.
        for (var i = 0; i < 4; i++)
        {
            Assert.True(state.Begin(Now, Rule));
            state.GiveBack(Rule);
            Assert.True(state.Begin(Now, Rule));
        }
        Assert.Equal(4, state.Failures);
        Assert.True(state.Begin(Now, Rule));
        state.GiveBack(Rule);
        Assert.True(state.Begin(Now, Rule));
        Assert.True(state.IsLocked(Now));
    }

    [Fact]
    public void However_attempts_come_no_quarter_of_an_hour_sees_more_than_five_wrong_ones() =>
        Gen.Int[0, 600].Array[1, 60].Sample(gaps =>
        {
            var (state, now) = (new SignInState(), Now);
            var begun = new List<DateTimeOffset>();
            foreach (var gap in gaps)
            {
                now = now.AddSeconds(gap);
                if (state.Begin(now, Rule)) begun.Add(now);
            }
            // Five lock; the sixth comes a whole quarter of an hour after the fifth.
            for (var i = 5; i < begun.Count; i += 5) Assert.True(begun[i] - begun[i - 1] >= Rule.Duration);
        });
}
