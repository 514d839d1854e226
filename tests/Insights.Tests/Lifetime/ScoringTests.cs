using CrmPlatform.Insights.Domain.Lifetime;
using MathNet.Numerics.Random;

namespace CrmPlatform.Insights.Tests.Lifetime;

public sealed class ScoringTests
{
    private static readonly ParetoNbd<Week> Warning = new(0.5533, 10.578, 0.6062, 11.669);
    private static readonly LifetimeValueModel<Week> Value = new(
        new(0.2425945, 4.4136, 0.79292, 2.4259), new(6.25, 3.74, 15.44), new(52, new(1), 0.002), 0.3);

    [Fact]
    public void Scores_of_many_are_those_of_each_to_the_bit()
    {
        var random = new Xoshiro256StarStar(3);
        var histories = Enumerable.Range(0, 40_000).Select(_ =>
        {
            var age = random.Next(0, 900);
            var repeats = age == 0 ? 0 : random.Next(0, 6) == 0 ? random.Next(1, 200) : 0;
            return new PurchaseHistory(repeats, repeats == 0 ? 0 : random.Next(1, age + 1), age);
        }).Append(new PurchaseHistory(5000, 890, 899)).ToArray();
        var spend = histories.Select(h => h.Repeats == 0 ? 0 : 5 + random.NextDouble() * 100).ToArray();
        var scores = new CustomerScore[histories.Length];

        new CustomerScores<Week>(Warning, Value).Score(histories, spend, scores);

        for (var i = 0; i < histories.Length; i += 7)
            Assert.Equal(One(histories[i], spend[i]), scores[i]);
        Assert.Equal(One(histories[^1], spend[^1]), scores[^1]);
    }

    private static CustomerScore One(PurchaseHistory h, double spend)
    {
        var (recency, age) = (Time<Week>.FromDays(h.RecencyDays), Time<Week>.FromDays(h.AgeDays));
        return new(Warning.ProbabilityAlive(h.Repeats, recency, age), Value.Value(h.Repeats, recency, age, spend));
    }

    [Fact]
    public void The_fit_of_many_does_not_depend_on_their_order_or_on_who_computed_it()
    {
        var random = new Xoshiro256StarStar(11);
        var histories = new PurchaseHistory[120_000];
        for (var i = 0; i < histories.Length; i++)
        {
            var age = Time<Week>.FromDays(random.Next(200, 900));
            var (repeats, recency) = PurchaseSimulator.Draw(Value.Purchases, age, random);
            var day = (int)recency.InDays;
            histories[i] = repeats == 0 ? new(0, 0, (int)Math.Round(age.InDays)) : new(repeats, day, (int)Math.Round(age.InDays));
        }

        var once = BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(histories));
        random.Shuffle(histories);
        var again = BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(histories));

        Assert.True(once.Report.Converged);
        Assert.Equal(once.Model, again.Model);
        Assert.Equal(once.Report.LogLikelihood, again.Report.LogLikelihood);
    }
}
