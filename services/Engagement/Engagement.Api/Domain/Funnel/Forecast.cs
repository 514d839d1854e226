using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>How an opportunity stands.</summary>
public enum DealState
{
    [Names("Open", "进行中", "進行中")] Open,
    [Names("Won", "赢单", "贏單")] Won,
    [Names("Lost", "丢单", "丟單")] Lost,
}

/// <summary>What the forecast needs of opportunities that are alike in all of this.</summary>
/// <param name="Month">First day of the month of the expected close; of what was won, of the day it was won.</param>
/// <param name="ProbabilityPercent">0 to 100.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Overdue">How many of them are open although their expected day has passed.</param>
internal sealed record AlikeDeals(
    string OwnerId, string Team, DateOnly Month, Money Amount, int ProbabilityPercent, DealState State, int Count = 1, int Overdue = 0);

/// <summary>One cell of the forecast, in minor units of the base currency.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Open">Sum of the open opportunities' full amounts.</param>
/// <param name="Weighted">Sum of amount × probability, each opportunity rounded by itself: the cells of a drill-down add up to the
/// cent.</param>
/// <param name="Won">Sum of what was won in the month.</param>
/// <param name="Overdue">Open ones whose expected day has passed: their date is a wish.</param>
internal sealed record ForecastLine(
    string OwnerId, string Team, DateOnly Month, int OpenDeals, long Open, long Weighted, int WonDeals, long Won, int Overdue);

/// <summary>E8: weighted forecast per owner, team and month.</summary>
internal static class Forecast
{
    /// <summary>A probability in percent of what is sure.</summary>
    public const int Certain = 100;

    /// <summary>Each of them converted and rounded by itself; null without a rate.</summary>
    /// <param name="asOf">The day of the rates.</param>
    /// <exception cref="ArgumentException">The probability is outside 0..100, or they are lost.</exception>
    /// <exception cref="OverflowException">A sum is no long.</exception>
    public static ForecastLine? LineOf(AlikeDeals deals, RateTable rates, DateOnly asOf)
    {
        if (deals.ProbabilityPercent is < 0 or > Certain) throw new ArgumentException($"A probability is not within 0 to {Certain} percent.", nameof(deals));
        if (deals.State == DealState.Lost) throw new ArgumentException("What is lost is in no forecast.", nameof(deals));
        if (rates.ToBase(deals.Amount, asOf) is not { } full) return null;
        var all = checked(full * deals.Count);
        if (deals.State == DealState.Won) return new(deals.OwnerId, deals.Team, deals.Month, 0, 0, 0, deals.Count, all, 0);
        var weighted = checked(rates.ToBase(deals.Amount, asOf, deals.ProbabilityPercent, Certain)!.Value * deals.Count);
        return new(deals.OwnerId, deals.Team, deals.Month, deals.Count, all, weighted, 0, 0, deals.Overdue);
    }

    /// <summary>The lines added up per owner and team, per team (owner empty), per month (both empty), in order.</summary>
    public static IReadOnlyList<ForecastLine> By(IEnumerable<ForecastLine> lines, bool owner, bool team) =>
        [.. lines
            .Select(line => line with { OwnerId = owner ? line.OwnerId : "", Team = team ? line.Team : "" })
            .GroupBy(line => (line.OwnerId, line.Team, line.Month))
            .Select(group => group.Aggregate(Add))
            .OrderBy(line => line.Month).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.OwnerId, StringComparer.Ordinal)];

    private static ForecastLine Add(ForecastLine a, ForecastLine b) => checked(a with
    {
        OpenDeals = a.OpenDeals + b.OpenDeals,
        Open = a.Open + b.Open,
        Weighted = a.Weighted + b.Weighted,
        WonDeals = a.WonDeals + b.WonDeals,
        Won = a.Won + b.Won,
        Overdue = a.Overdue + b.Overdue,
    });
}
