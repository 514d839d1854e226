using CrmPlatform.Customers.Domain;
using CsCheck;

namespace CrmPlatform.Customers.Tests.Standing;

public sealed class AssessmentRules
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly StandingTerms Terms = new CustomersOptions().StandingTerms;

    [Theory]
    [InlineData(null, true, 3, Heat.Low)]
    [InlineData(0, true, 0, Heat.High)]
    [InlineData(14, true, 0, Heat.High)]
    [InlineData(14, false, 2, Heat.High)]
    [InlineData(14, false, 1, Heat.Mid)]
    [InlineData(0, false, 0, Heat.Mid)]
    [InlineData(15, true, 3, Heat.Mid)]
    [InlineData(45, true, 3, Heat.Mid)]
    [InlineData(46, true, 3, Heat.Low)]
    public void Heat_follows_the_last_contact_and_the_prospects(int? daysSinceContact, bool openOpportunity, int capitals, Heat expected)
    {
        var seen = Assess(contact: daysSinceContact, opportunity: openOpportunity, capitals: capitals);
        Assert.Equal(expected, seen.Heat);
        Assert.NotEqual(seen.HeatReason.En, seen.HeatReason.ZhHans);
    }

    [Theory]
    [InlineData(null, null, Maturity.Potential)]
    [InlineData(400, null, Maturity.Target)]
    [InlineData(400, 365, Maturity.Current)]
    [InlineData(null, 10, Maturity.Current)]
    [InlineData(null, 366, Maturity.Target)]
    public void Maturity_is_target_from_the_first_contact_and_current_while_business_is_under_way(int? contact, int? business, Maturity expected) =>
        Assert.Equal(expected, Assess(contact: contact, business: business).Maturity);

    [Theory]
    [InlineData(new int[0], false)]
    [InlineData(new[] { 1, 2 }, false)]
    [InlineData(new[] { 1, 2, 3 }, true)]
    [InlineData(new[] { 1, 2, 180 }, true)]
    [InlineData(new[] { 1, 2, 181 }, false)]
    public void Three_complaints_in_180_days_make_a_problem_customer(int[] daysAgo, bool expected) =>
        Assert.Equal(expected, Assess(complaints: daysAgo).IsProblem);

    [Fact]
    public void The_rules_are_asked_again_when_the_first_of_them_may_say_something_else()
    {
        Assert.Null(Assess().NextAt);
        Assert.Equal(Days(14 - 3), Assess(contact: 3, opportunity: true).NextAt);
        Assert.Equal(Days(45 - 3), Assess(contact: 3).NextAt);
        Assert.Equal(Days(5), Assess(contact: 3, business: 360).NextAt);
        Assert.Equal(Days(180 - 100), Assess(complaints: [1, 50, 100]).NextAt);
        // Of four complaints the third youngest decides.
        Assert.Equal(Days(180 - 50), Assess(complaints: [1, 2, 50, 100]).NextAt);
    }

    [Fact]
    public void What_the_rules_say_holds_until_the_moment_they_name() => Check.Sample(
        Gen.Select(Gen.Int[0, 400].Nullable(), Gen.Int[0, 400].Nullable(), Gen.Int[0, 400].Array[0, 6], Gen.Bool, Gen.Int[0, 3]),
        (contact, business, complaints, open, capitals) =>
        {
            var circumstances = new Circumstances(Ago(contact), Ago(business), open, capitals, [.. complaints.Select(days => Ago(days)!.Value)]);
            var now = Assessment.Of(circumstances, Terms, Now);
            if (now.NextAt is not { } next) return Same(now, Assessment.Of(circumstances, Terms, Now.AddYears(3)));
            return next > Now && Same(now, Assessment.Of(circumstances, Terms, next.AddTicks(-1))) && !Same(now, Assessment.Of(circumstances, Terms, next));
        });

    private static bool Same(Assessment one, Assessment other) => (one.Heat, one.Maturity, one.IsProblem) == (other.Heat, other.Maturity, other.IsProblem);

    private static Assessment Assess(int? contact = null, int? business = null, bool opportunity = false, int capitals = 0, int[]? complaints = null) =>
        Assessment.Of(new Circumstances(Ago(contact), Ago(business), opportunity, capitals, [.. (complaints ?? []).Select(days => Ago(days)!.Value)]), Terms, Now);

    private static DateTimeOffset? Ago(int? days) => days is { } known ? Now.AddDays(-known) : null;

    private static DateTimeOffset Days(int ahead) => Now.AddDays(ahead).AddTicks(1);
}
