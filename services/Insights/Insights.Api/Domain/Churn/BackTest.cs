using CrmPlatform.Insights.Domain.Surveys;

namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>One bin of a calibration table: what was predicted on average, and the share that came true with its interval.</summary>
internal sealed record CalibrationBin(double Predicted, Estimate Observed);

/// <summary>A calibration table with the Brier score and the mean absolute gap between predicted and observed, weighted by size.</summary>
internal sealed record Calibration(IReadOnlyList<CalibrationBin> Bins, double Brier, double ExpectedError);

/// <summary>How good predictions were once the outcomes are known.</summary>
internal static class BackTest
{
    /// <summary>
    /// The area under the ROC curve: the chance that one who did scores above one who did not, ties counting half
    /// (Hanley and McNeil 1982; the Mann-Whitney statistic by mid-ranks).
    /// </summary>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<bool> happened)
    {
        if (scores.Count != happened.Count)
            throw new ArgumentException("Scores and outcomes are of different lengths.");
        var positives = happened.Count(h => h);
        var negatives = happened.Count - positives;
        if (positives == 0 || negatives == 0)
            throw InsightRefusedException.CannotFit("backtest.one-outcome", "All outcomes are the same: there is nothing to tell apart.");
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        var rankSum = 0.0;
        for (var i = 0; i < order.Length;)
        {
            var end = i + 1;
            while (end < order.Length && scores[order[end]] == scores[order[i]])
                end++;
            var midRank = (i + 1 + end) / 2.0;
            for (; i < end; i++)
                rankSum += happened[order[i]] ? midRank : 0;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }

    /// <summary>Bins of about equal size in the order of the prediction; equal predictions stay in one bin.</summary>
    public static Calibration Calibrate(IReadOnlyList<double> predicted, IReadOnlyList<bool> happened, int bins = 10)
    {
        if (predicted.Count != happened.Count)
            throw new ArgumentException("Predictions and outcomes are of different lengths.");
        if (bins < 1)
            throw InsightRefusedException.OutOfRange(nameof(bins), bins, "1 or more");
        var order = Enumerable.Range(0, predicted.Count).OrderBy(i => predicted[i]).ToArray();
        var rows = new List<CalibrationBin>();
        var (brier, error) = (0.0, 0.0);
        for (var i = 0; i < order.Length;)
        {
            var end = Math.Max(i + 1, (int)((rows.Count + 1L) * order.Length / bins));
            while (end < order.Length && predicted[order[end]] == predicted[order[end - 1]])
                end++;
            var (sum, came, size) = (0.0, 0, end - i);
            for (; i < end; i++)
            {
                var (p, h) = (predicted[order[i]], happened[order[i]]);
                sum += p;
                came += h ? 1 : 0;
                brier += (p - (h ? 1 : 0)) * (p - (h ? 1 : 0));
            }
            rows.Add(new CalibrationBin(sum / size, Intervals.Wilson(came, size)));
            error += Math.Abs(sum - came);
        }
        return new Calibration(rows, brier / order.Length, error / order.Length);
    }
}
