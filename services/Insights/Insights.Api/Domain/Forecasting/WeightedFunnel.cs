using CrmPlatform.Insights.Domain.Surveys;
using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>An open deal: amount in minor units, probability of winning, and the month it is expected to close.</summary>
internal sealed record OpenDeal(long Id, long Amount, double Probability, DateOnly ExpectedClose, string Owner, string Team);

/// <summary>A weighted sum with its interval, and the deals behind it.</summary>
internal sealed record FunnelSum<TKey>(TKey Key, long Amount, double Weighted, double Low, double High, IReadOnlyList<long> Deals);

/// <summary>How deals passed a stage: how many came, went on, were lost, and are still there.</summary>
internal sealed record StagePassage(string Stage, int Entered, int WentOn, int Lost, Estimate? Conversion, double? MeanDays);

/// <summary>One stay of a deal in a stage; <c>WentOn</c> is absent while the deal is still there.</summary>
internal sealed record StageStay(long Deal, string Stage, double Days, bool? WentOn);

/// <summary>I7: weighted funnel, conversion, velocity, win rate.</summary>
internal static class WeightedFunnel
{
    /// <summary>
    /// Σ amount × probability per key, each rounded by itself as Engagement's forecast (E8) has it: so whatever they are summed by, they come to
    /// the same. With Engagement's they do as long as a foreign currency's rate is what it was when the deal last changed: here its amount is the one
    /// told then, there today's. Deals are won or lost independently, so the variance is Σ p(1 − p)·amount²; the interval is normal within what the deals can
    /// bring at least and at most.
    /// </summary>
    public static IReadOnlyList<FunnelSum<TKey>> By<TKey>(IEnumerable<OpenDeal> deals, Func<OpenDeal, TKey> key, double level = Intervals.DefaultLevel)
        where TKey : notnull
    {
        Intervals.RequireLevel(level);
        var z = Normal.InvCDF(0, 1, (1 + level) / 2);
        return [.. deals.GroupBy(key).OrderBy(g => g.Key).Select(g =>
        {
            var (amount, weighted, variance, certain) = (0L, 0.0, 0.0, 0.0);
            foreach (var deal in g)
            {
                if (!(deal.Probability is >= 0 and <= 1))
                    throw InsightRefusedException.OutOfRange("probability", deal.Probability, "0 to 1");
                amount = checked(amount + deal.Amount);
                weighted += (double)Math.Round(deal.Amount * (decimal)deal.Probability, MidpointRounding.AwayFromZero);
                variance += deal.Probability * (1 - deal.Probability) * deal.Amount * (double)deal.Amount;
                certain += deal.Probability >= 1 ? deal.Amount : 0;
            }
            var half = z * Math.Sqrt(variance);
            return new FunnelSum<TKey>(
                g.Key, amount, weighted, Math.Max(certain, weighted - half), Math.Min(amount, weighted + half), [.. g.Select(d => d.Id).Order()]);
        })];
    }

    /// <summary>Conversion per stage over the stays that ended, with Wilson's interval, and the mean days of those that went on.</summary>
    public static IReadOnlyList<StagePassage> Conversion(IReadOnlyCollection<StageStay> stays, IReadOnlyList<string> stages) =>
    [
        .. stages.Select(stage =>
        {
            var here = stays.Where(s => s.Stage == stage).ToArray();
            var (went, lost) = (here.Count(s => s.WentOn == true), here.Count(s => s.WentOn == false));
            return new StagePassage(
                stage, here.Length, went, lost,
                went + lost == 0 ? null : Intervals.Wilson(went, went + lost),
                went == 0 ? null : here.Where(s => s.WentOn == true).Average(s => s.Days));
        }),
    ];

    public static Estimate WinRate(int won, int lost, double level = Intervals.DefaultLevel) => Intervals.Wilson(won, won + lost, level);

    // Deals that are written down when they are won have a cycle of seconds, by which one would sell without end.
    private const double ShortestCycleDays = 1;

    /// <summary>Sales velocity, minor units a day: deals × win rate × mean amount ÷ days of a cycle, of which there is one at least.</summary>
    public static double Velocity(int openDeals, double winRate, double meanAmount, double cycleDays)
    {
        if (!(cycleDays > 0))
            throw InsightRefusedException.OutOfRange(nameof(cycleDays), cycleDays, "above 0");
        return openDeals * winRate * meanAmount / Math.Max(cycleDays, ShortestCycleDays);
    }
}
