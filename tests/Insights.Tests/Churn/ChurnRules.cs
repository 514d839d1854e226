using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Domain.Rfm;

namespace CrmPlatform.Insights.Tests.Churn;

/// <summary>I5: when a warning is given, with which reasons, probability, value at risk and action.</summary>
public sealed class ChurnRules
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly ChurnSettings Settings = new();

    /// <summary>Days ago.</summary>
    private static DateOnly[] Ago(params int[] days) => [.. days.Select(d => Today.AddDays(-d))];

    private static ChurnEvidence Evidence(double? alive = 0.9) => new() { Customer = 1, AsOf = Today, ProbabilityAlive = alive, ValueIfAlive = 100_000 };

    private static ChurnOutcome Assess(ChurnEvidence evidence) => ChurnAssessment.Assess(evidence, Settings);

    [Theory]
    [InlineData(0.39, true)]
    [InlineData(0.40, false)]
    [InlineData(0.95, false)]
    public void A_warning_comes_from_a_probability_of_being_alive_below_two_fifths(double alive, bool warns) =>
        Assert.Equal(warns, Assess(Evidence(alive)).Warning is not null);

    [Fact]
    public void A_warning_has_probability_value_at_risk_reasons_and_an_action()
    {
        var warning = Assess(Evidence(0.25)).Warning!;
        Assert.Equal(0.75, warning.Probability, 12);
        Assert.Equal(75_000, warning.ValueAtRisk);
        Assert.Equal([ChurnReasonCode.AliveUnlikely], warning.Reasons.Select(r => r.Code));
        Assert.Equal("By its purchases the customer is still with us with a probability of 25%, below 40%.", warning.Reasons[0].Words.En);
        Assert.Equal("根据购买记录，该客户仍活跃的概率为25%，低于40%。", warning.Reasons[0].Words.ZhHans);
        Assert.Equal("根據購買記錄，該客戶仍活躍的機率為25%，低於40%。", warning.Reasons[0].Words.ZhHant);
        Assert.Equal(ChurnAction.CallByOwner, warning.Action);
    }

    /// <summary>Gaps of 10 days: silent from the 31st day. Gaps of 100 days: not silent after 290.</summary>
    [Theory]
    [InlineData(new[] { 61, 51, 41, 31 }, true)]
    [InlineData(new[] { 60, 50, 40, 30 }, false)]
    [InlineData(new[] { 490, 390, 290 }, false)]
    [InlineData(new[] { 501, 401, 301 }, true)]
    [InlineData(new[] { 900, 800 }, false)]
    [InlineData(new int[0], false)]
    public void Silence_is_longer_than_three_times_the_customer_s_own_mean_gap(int[] daysAgo, bool silent)
    {
        var outcome = Assess(Evidence() with { Purchases = Ago(daysAgo) });
        Assert.Equal(silent, outcome.Silent);
        Assert.Equal(silent, outcome.Warning is not null);
        Assert.Equal(silent, outcome.Reasons.Any(r => r.Code == ChurnReasonCode.PurchasesSilent));
    }

    [Fact]
    public void Whoever_still_talks_to_us_is_not_silent_though_nothing_was_bought()
    {
        var outcome = Assess(Evidence() with { Purchases = Ago(61, 51, 41, 31), Activities = Ago(25, 12, 2) });
        Assert.False(outcome.Silent);
        Assert.Null(outcome.Warning);
        Assert.Equal("No purchase for 31 days; it used to buy every 10 days.", outcome.Reasons.Single().Words.En);
    }

    [Fact]
    public void A_warning_of_silence_says_so_though_purchases_and_contacts_are_too_few_for_a_rhythm_each()
    {
        var warning = Assess(Evidence() with { Purchases = Ago(70, 60), Activities = Ago(75, 65) }).Warning!;
        var reason = Assert.Single(warning.Reasons);
        Assert.Equal(ChurnReasonCode.AllSilent, reason.Code);
        Assert.Equal("Neither purchase nor contact for 60 days; one or the other used to come every 5 days.", reason.Words.En);
    }

    [Fact]
    public void Whoever_used_to_complain_and_has_stopped_is_warned_of_once_the_next_purchase_is_late()
    {
        var complaints = Ago(200, 180, 160);
        var buysOn = Evidence() with { Complaints = complaints, Purchases = Ago(70, 50, 30, 10) };
        Assert.Null(Assess(buysOn).Warning);
        Assert.Contains(Assess(buysOn).Reasons, r => r.Code == ChurnReasonCode.ComplaintsStopped);

        var late = Assess(buysOn with { Purchases = Ago(90, 70, 50, 30) });
        Assert.False(late.Silent);
        Assert.Equal([ChurnReasonCode.ComplaintsStopped], late.Warning!.Reasons.Select(r => r.Code));
        Assert.Contains("160", late.Warning.Reasons[0].Words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Falling_scores_falling_satisfaction_and_open_complaints_are_reasons()
    {
        var warning = Assess(Evidence(0.1) with
        {
            RfmBefore = new RfmScore(5, 4, 4),
            RfmNow = new RfmScore(2, 4, 4),
            Satisfaction = [new(Today.AddDays(-90), 1), new(Today.AddDays(-60), 0.8), new(Today.AddDays(-5), 0.25)],
            OpenComplaints = 2,
        }).Warning!;

        Assert.Equal(
            [ChurnReasonCode.AliveUnlikely, ChurnReasonCode.RfmFell, ChurnReasonCode.SatisfactionFell, ChurnReasonCode.ComplaintOpen],
            warning.Reasons.Select(r => r.Code));
        Assert.Equal("Its RFM scores fell from 544 to 244.", warning.Reasons[1].Words.En);
        Assert.Equal("Its last satisfaction was 25%, after 90% on average before.", warning.Reasons[2].Words.En);
        Assert.Equal(ChurnAction.ResolveComplaint, warning.Action);
    }

    // A customer who answers a survey of several questions is not less satisfied than itself.
    [Fact]
    public void Several_answers_of_one_day_are_one_answer()
    {
        SatisfactionAnswer On(int daysAgo, double value) => new(Today.AddDays(-daysAgo), value);
        IEnumerable<ChurnReasonCode> Reasons(params SatisfactionAnswer[] answers) => Assess(Evidence(0.1) with { Satisfaction = answers }).Reasons.Select(r => r.Code);
        Assert.DoesNotContain(ChurnReasonCode.SatisfactionFell, Reasons(On(5, 1), On(5, 0.9), On(5, 0.4)));
        Assert.DoesNotContain(ChurnReasonCode.SatisfactionFell, Reasons(On(60, 0.7), On(5, 1), On(5, 0.4)));
        Assert.Contains(ChurnReasonCode.SatisfactionFell, Reasons(On(5, 0.4), On(60, 1), On(5, 0.2), On(60, 0.8)));
    }

    [Theory]
    [InlineData(10_000_000, ChurnAction.VisitByOwner)]
    [InlineData(100_000, ChurnAction.CallByOwner)]
    [InlineData(1000, ChurnAction.SendOffer)]
    public void The_action_fits_the_value_at_risk(long value, object action) =>
        Assert.Equal((ChurnAction)action, Assess(Evidence(0.1) with { ValueIfAlive = value }).Warning!.Action);

    [Fact]
    public void Without_a_model_the_probability_comes_from_how_unlikely_the_silence_is()
    {
        var outcome = Assess(Evidence(alive: null) with { Activities = Ago(120, 110, 100, 90) });
        // Three gaps of 10 days, 90 days silent: (1 + 90/30)^−3 = 1/64.
        Assert.Equal(64.0 / 65, outcome.Warning!.Probability, 12);
    }

    [Fact]
    public void What_happens_after_the_day_is_not_known_on_it()
    {
        var evidence = Evidence() with { Purchases = [.. Ago(61, 51, 41, 31), Today.AddDays(1)] };
        Assert.True(Assess(evidence).Silent);
    }
}
