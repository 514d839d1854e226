using CrmPlatform.Engagement.Domain.Funnel;

namespace CrmPlatform.Engagement.Data;

/// <summary>Opportunities added up by the database.</summary>
internal sealed class DealSum
{
    public required string Currency { get; init; }

    public int? ExpectedMonth { get; init; }

    public required string Team { get; init; }

    /// <summary>Empty where they are added up per team.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>Where they are told apart by it.</summary>
    public int ProbabilityPercent { get; init; }

    /// <summary>Where they are told apart by it.</summary>
    public long? AmountMinor { get; init; }

    public int Open { get; init; }

    public int Won { get; init; }

    /// <summary>Open ones whose expected day has passed.</summary>
    public int Overdue { get; init; }

    /// <summary>Full amounts of those in the base currency.</summary>
    public long Minor { get; init; }

    /// <summary>Weighted amounts of those in the base currency, each rounded by itself.</summary>
    public long Weighted { get; init; }

    public DateTimeOffset? FirstClosed { get; init; }
}

/// <summary>E8: what the database adds up for a forecast. Amounts are never negative, so that half a cent is rounded up.</summary>
internal static class DealSums
{
    /// <summary>Those of an owner in a month.</summary>
    public static IQueryable<DealSum> PerOwner(this IQueryable<Opportunity> deals, string baseCurrency, DateOnly today) => deals
        .GroupBy(o => new { o.Currency, o.ExpectedMonth, o.Team, o.OwnerId })
        .Select(alike => new DealSum
        {
            Currency = alike.Key.Currency, ExpectedMonth = alike.Key.ExpectedMonth, Team = alike.Key.Team, OwnerId = alike.Key.OwnerId,
            Open = alike.Count(o => o.State == DealState.Open), Won = alike.Count(o => o.State == DealState.Won), Overdue = alike.Count(o => o.State == DealState.Open && o.ExpectedClose < today),
            Minor = alike.Sum(o => o.Currency == baseCurrency ? o.AmountMinor ?? 0 : 0), Weighted = alike.Sum(o => o.Currency == baseCurrency ? ((o.AmountMinor ?? 0) * o.ProbabilityPercent + 50) / 100 : 0),
            FirstClosed = alike.Min(o => o.ClosedAt),
        });

    /// <summary>Those of a team in a month.</summary>
    public static IQueryable<DealSum> PerTeam(this IQueryable<Opportunity> deals, string baseCurrency, DateOnly today) => deals
        .GroupBy(o => new { o.Currency, o.ExpectedMonth, o.Team })
        .Select(alike => new DealSum
        {
            Currency = alike.Key.Currency, ExpectedMonth = alike.Key.ExpectedMonth, Team = alike.Key.Team,
            Open = alike.Count(o => o.State == DealState.Open), Won = alike.Count(o => o.State == DealState.Won), Overdue = alike.Count(o => o.State == DealState.Open && o.ExpectedClose < today),
            Minor = alike.Sum(o => o.Currency == baseCurrency ? o.AmountMinor ?? 0 : 0), Weighted = alike.Sum(o => o.Currency == baseCurrency ? ((o.AmountMinor ?? 0) * o.ProbabilityPercent + 50) / 100 : 0),
            FirstClosed = alike.Min(o => o.ClosedAt),
        });

    /// <summary>Those that are alike in amount and probability, too: each has to be converted by itself, and only once where they repeat.</summary>
    public static IQueryable<DealSum> PerAmount(this IQueryable<Opportunity> deals, DateOnly today) => deals
        .GroupBy(o => new { o.Currency, o.ExpectedMonth, o.Team, o.OwnerId, o.ProbabilityPercent, o.AmountMinor })
        .Select(alike => new DealSum
        {
            Currency = alike.Key.Currency, ExpectedMonth = alike.Key.ExpectedMonth, Team = alike.Key.Team, OwnerId = alike.Key.OwnerId,
            ProbabilityPercent = alike.Key.ProbabilityPercent, AmountMinor = alike.Key.AmountMinor,
            Open = alike.Count(o => o.State == DealState.Open), Won = alike.Count(o => o.State == DealState.Won), Overdue = alike.Count(o => o.State == DealState.Open && o.ExpectedClose < today),
            FirstClosed = alike.Min(o => o.ClosedAt),
        });
}
