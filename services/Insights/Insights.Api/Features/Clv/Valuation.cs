using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>The three models of a run, fitted to the same customers.</summary>
internal sealed record FittedModels(Fitted<BgNbd<Week>> Purchases, Fitted<ParetoNbd<Week>> Warning, Fitted<GammaGamma> Spend)
{
    public static FittedModels Fit(IReadOnlyList<ValuedCustomer> customers)
    {
        // In the order of their values: which customer has which number changes nothing.
        var ordered = customers.OrderBy(c => c.History.Repeats).ThenBy(c => c.History.RecencyDays).ThenBy(c => c.History.AgeDays).ThenBy(c => c.MeanRepeatSpend).ToList();
        var table = HistoryTable<Week>.FromDays(ordered.ConvertAll(c => c.History).ToArray());
        var spend = ordered.Where(c => c.History.Repeats > 0).Select(c => new SpendHistory(c.History.Repeats, c.MeanRepeatSpend)).ToArray();
        return new FittedModels(BgNbd<Week>.Fit(table), ParetoNbd<Week>.Fit(table), GammaGamma.Fit(spend));
    }
}

/// <summary>I4: every customer's value in its four parts.</summary>
internal static class Valuation
{
    public static List<ValueRow> Of(ValueBasis basis, FittedModels models, ValueHorizon<Week> horizon, double margin, InsightsOptions options)
    {
        var settings = new ValuePartSettings { ReferralShare = options.ReferralShare, KnowledgeShare = options.KnowledgeShare };
        var model = new LifetimeValueModel<Week>(models.Purchases.Model, models.Spend.Model, horizon, margin);
        var customers = basis.Customers;
        var scores = new CustomerScore[customers.Count];
        new CustomerScores<Week>(models.Warning.Model, model).Score(
            customers.Select(c => c.History).ToArray(), customers.Select(c => c.MeanRepeatSpend).ToArray(), scores);

        // What a customer brought counts for whoever referred it, so transaction parts come first.
        var streams = new DiscountedStreams<Week>(model);
        var rows = new ValueRow[customers.Count];
        Parallel.For(0, rows.Length, i => rows[i] = Row(customers[i], scores[i], streams, horizon, margin, basis.YearlyTrend.GetValueOrDefault(customers[i].Class), settings));
        var brought = new Dictionary<long, List<long>>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (customers[i].ReferredBy is not { } by) continue;
            if (!brought.TryGetValue(by, out var list)) brought.Add(by, list = []);
            list.Add(rows[i].Transaction);
        }
        foreach (var row in rows)
        {
            if (brought.TryGetValue(row.CustomerNo, out var list))
                row.Referral = (long)Math.Round(list.Sum() * settings.ReferralShare, MidpointRounding.AwayFromZero);
            row.Total = checked(row.Transaction + row.Referral + row.Growth + row.Knowledge);
        }
        return [.. rows.OrderBy(row => row.CustomerNo)];
    }

    private static ValueRow Row(
        ValuedCustomer c, CustomerScore score, DiscountedStreams<Week> streams, ValueHorizon<Week> horizon, double margin, double trend, ValuePartSettings settings)
    {
        var value = score.Value;
        var stream = new double[horizon.Periods];
        streams.Of(c.History, value.ProbabilityAlive, stream);
        var parts = ValuePartsOf.Customer(stream, horizon, value.ExpectedSpend, margin, [], trend, c.Knowledge, settings);
        return new ValueRow
        {
            CustomerNo = c.No,
            Alive = score.ProbabilityAlive,
            Purchases = value.ExpectedPurchases,
            Spend = value.ExpectedSpend,
            IfAlive = (long)Math.Round(value.ValueIfAlive, MidpointRounding.AwayFromZero),
            Transaction = parts.Transaction,
            Growth = parts.Growth,
            Knowledge = parts.Knowledge,
            Segment = c.Segment,
            Class = c.Class,
            Team = c.Team,
            OwnerId = c.OwnerId,
        };
    }
}
