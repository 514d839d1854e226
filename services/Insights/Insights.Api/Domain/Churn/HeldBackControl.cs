using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Insights.Domain.Surveys;
using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>What interventions changed: who stayed of those treated and of those held back, the difference with its interval, and in words.</summary>
internal sealed record InterventionEffect(Estimate Treated, Estimate HeldBack, Estimate Difference, double PValue, bool Proven, Words Words);

/// <summary>I5: the outcome of interventions is compared with a share of warned customers that was held back.</summary>
internal static class HeldBackControl
{
    public const double DefaultShare = 0.1;

    /// <summary>
    /// Whether a warned customer is held back: by a hash of the customer and the round, so that the answer is the same
    /// whenever it is asked, and independent of everything that is known of the customer.
    /// </summary>
    public static bool IsHeldBack(Guid customer, string round, double share = DefaultShare)
    {
        if (!(share is >= 0 and <= 0.5))
            throw InsightRefusedException.OutOfRange(nameof(share), share, "0 to 0.5");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{round}/{customer:N}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53)) < share;
    }

    /// <summary>
    /// The effect is proven where the interval of the difference lies above 0: fewer stayed of the treated is no effect that anybody wants, and is
    /// said in words. The p-value is that of the pooled z-test of two shares.
    /// </summary>
    public static InterventionEffect Compare(int treatedStayed, int treated, int heldBackStayed, int heldBack, double level = Intervals.DefaultLevel)
    {
        var (first, second) = (Intervals.Wilson(treatedStayed, treated, level), Intervals.Wilson(heldBackStayed, heldBack, level));
        var difference = Intervals.Difference(treatedStayed, treated, heldBackStayed, heldBack, level);
        var pooled = (double)(treatedStayed + heldBackStayed) / (treated + heldBack);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / treated + 1.0 / heldBack));
        var p = error == 0 ? 1 : 2 * (1 - Normal.CDF(0, 1, Math.Abs(difference.Value) / error));
        var proven = difference.Low > 0;
        var (en, hans, hant) = (proven, difference.High < 0) switch
        {
            (true, _) => ("an effect", "效果已证实", "效果已證實"),
            (_, true) => ("fewer of the treated stayed", "干预客户反而留存更少", "介入客戶反而留存更少"),
            _ => ("not yet an effect", "效果尚未证实", "效果尚未證實"),
        };
        return new InterventionEffect(first, second, difference, p, proven, Words.With(
            $"{first.Value:0.0%} of {treated} treated customers stayed, {second.Value:0.0%} of {heldBack} held back: a difference of {100 * difference.Value:+0.0;-0.0;0.0} points ({100 * difference.Low:+0.0;-0.0;0.0} to {100 * difference.High:+0.0;-0.0;0.0}), {en}.",
            $"{treated}位干预客户留存{first.Value:0.0%}，{heldBack}位对照客户留存{second.Value:0.0%}：相差{100 * difference.Value:+0.0;-0.0;0.0}个百分点（{100 * difference.Low:+0.0;-0.0;0.0}至{100 * difference.High:+0.0;-0.0;0.0}），{hans}。",
            $"{treated}位介入客戶留存{first.Value:0.0%}，{heldBack}位對照客戶留存{second.Value:0.0%}：相差{100 * difference.Value:+0.0;-0.0;0.0}個百分點（{100 * difference.Low:+0.0;-0.0;0.0}至{100 * difference.High:+0.0;-0.0;0.0}），{hant}。"));
    }
}
