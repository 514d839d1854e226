using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>How an opportunity stands.</summary>
public enum DealState
{
    [Names("Open", "进行中", "進行中")] Open,
    [Names("Won", "赢单", "贏單")] Won,
    [Names("Lost", "丢单", "丟單")] Lost,
}

/// <summary>What the forecast needs of an opportunity.</summary>
/// <param name="ExpectedClose">For a won one, the day it was won; a date of the organisation.</param>
/// <param name="ProbabilityPercent">0 to 100.</param>
internal sealed record Deal(
    Guid Id, string OwnerId, string Team, DateOnly ExpectedClose, Money Amount, int ProbabilityPercent, DealState State);

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
/// <param name="Unconverted">Opportunities in a currency without a rate: named, never counted as nothing.</param>
internal sealed record Forecast(string Currency, DateOnly AsOf, IReadOnlyList<ForecastLine> Lines, IReadOnlyList<Guid> Unconverted)
{
    /// <summary>A probability in percent of what is sure.</summary>
    public const int Certain = 100;

    /// <param name="asOf">The day of the rates, and the day from which an expected close is overdue.</param>
    /// <exception cref="ArgumentException">A probability is outside 0..100.</exception>
    public static Forecast Of(IEnumerable<Deal> deals, RateTable rates, DateOnly asOf)
    {
        var (cells, unconverted) = (new List<ForecastLine>(), new List<Guid>());
        foreach (var deal in deals.Where(deal => deal.State != DealState.Lost))
        {
            if (deal.ProbabilityPercent is < 0 or > Certain)
                throw new ArgumentException($"The probability of opportunity {deal.Id} is not within 0 to {Certain} percent.", nameof(deals));
            if (rates.ToBase(deal.Amount, asOf) is not { } full)
            {
                unconverted.Add(deal.Id);
                continue;
            }
            var month = new DateOnly(deal.ExpectedClose.Year, deal.ExpectedClose.Month, 1);
            var weighted = rates.ToBase(deal.Amount, asOf, deal.ProbabilityPercent, Certain)!.Value;
            cells.Add(deal.State == DealState.Won
                ? new(deal.OwnerId, deal.Team, month, 0, 0, 0, 1, full, 0)
                : new(deal.OwnerId, deal.Team, month, 1, full, weighted, 0, 0, deal.ExpectedClose < asOf ? 1 : 0));
        }

        var lines = cells
            .GroupBy(cell => (cell.OwnerId, cell.Team, cell.Month))
            .Select(group => group.Aggregate(Add))
            .OrderBy(line => line.Month).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.OwnerId, StringComparer.Ordinal);
        return new(rates.BaseCurrency, asOf, [.. lines], [.. unconverted.Order()]);
    }

    /// <summary>The lines added up by another view: per team (owner empty), per month (both empty).</summary>
    public IReadOnlyList<ForecastLine> By(bool owner, bool team) =>
        [.. Lines
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
