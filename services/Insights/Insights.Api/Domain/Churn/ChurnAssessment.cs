namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>What the evidence says: whether to warn, whether the customer is silent (I3 uses it), and every reason found.</summary>
internal sealed record ChurnOutcome(bool Silent, IReadOnlyList<ChurnReason> Reasons, ChurnWarning? Warning);

/// <summary>I5: churn warning 流失预警.</summary>
internal static class ChurnAssessment
{
    public static ChurnOutcome Assess(ChurnEvidence evidence, ChurnSettings settings)
    {
        var asOf = evidence.AsOf;
        var purchases = Rhythm.Of(evidence.Purchases, asOf);
        var activities = Rhythm.Of(evidence.Activities, asOf);
        var complaints = Rhythm.Of(evidence.Complaints, asOf);
        // Whoever still calls or complains is not silent because nothing was bought: all signs make one rhythm.
        var all = Rhythm.Of(evidence.Purchases.Concat(evidence.Activities).Concat(evidence.Complaints), asOf);
        var silent = all?.IsSilent(asOf, settings.SilentTimes) ?? false;
        var stopped = complaints?.IsSilent(asOf, settings.SilentTimes) ?? false;

        var reasons = new List<ChurnReason>();
        var unlikely = evidence.ProbabilityAlive < settings.AliveBelow;
        if (unlikely)
            reasons.Add(ChurnReasons.AliveUnlikely(evidence.ProbabilityAlive!.Value, settings.AliveBelow));
        if (purchases is not null && purchases.IsSilent(asOf, settings.SilentTimes))
            reasons.Add(ChurnReasons.PurchasesSilent(purchases, asOf));
        if (activities is not null && activities.IsSilent(asOf, settings.SilentTimes))
            reasons.Add(ChurnReasons.ActivitiesSilent(activities, asOf));
        if (stopped)
            reasons.Add(ChurnReasons.ComplaintsStopped(complaints!, asOf));
        if (silent && reasons.TrueForAll(reason => reason.Code == ChurnReasonCode.AliveUnlikely))
            reasons.Add(ChurnReasons.AllSilent(all!, asOf));
        if (evidence is { RfmBefore: { } before, RfmNow: { } now } && before.Sum - now.Sum >= settings.RfmFall)
            reasons.Add(ChurnReasons.RfmFell(before, now));
        if (FallOfSatisfaction(evidence) is { } fall && fall.Before - fall.Last >= settings.SatisfactionFall)
            reasons.Add(ChurnReasons.SatisfactionFell(fall.Last, fall.Before));
        if (evidence.OpenComplaints > 0)
            reasons.Add(ChurnReasons.ComplaintOpen(evidence.OpenComplaints));

        // I5: a warning from P(alive) < 0.4, from silence, and from one who used to complain and has stopped. The last
        // could be a customer made happy: it warns once the next purchase is late by the customer's own rhythm too.
        var late = purchases is not null && purchases.SilentDays(asOf) > purchases.MeanGapDays;
        var warns = unlikely || silent || (stopped && late);
        return new ChurnOutcome(silent, reasons, warns ? Warn(evidence, settings, purchases, all, reasons) : null);
    }

    private static ChurnWarning Warn(ChurnEvidence evidence, ChurnSettings settings, Rhythm? purchases, Rhythm? all, List<ChurnReason> reasons)
    {
        // Without a model the odds are even before the silence is seen: P = 1 / (1 + chance of such a silence).
        var rhythm = purchases ?? all;
        var probability = 1 - evidence.ProbabilityAlive ?? (rhythm is null ? 0.5 : 1 / (1 + rhythm.ChanceOfSilence(evidence.AsOf)));
        var atRisk = (long)Math.Round(probability * evidence.ValueIfAlive, MidpointRounding.AwayFromZero);
        var unhappy = reasons.Exists(r => r.Code is ChurnReasonCode.ComplaintOpen or ChurnReasonCode.SatisfactionFell);
        var action = unhappy ? ChurnAction.ResolveComplaint
            : atRisk >= settings.VisitFrom ? ChurnAction.VisitByOwner
            : atRisk >= settings.CallFrom ? ChurnAction.CallByOwner
            : ChurnAction.SendOffer;
        return new ChurnWarning(evidence.Customer, evidence.AsOf, probability, atRisk, reasons, action, ChurnReasons.Action(action));
    }

    private static (double Last, double Before)? FallOfSatisfaction(ChurnEvidence evidence)
    {
        // Whoever answers several questions on a day has answered once; in the order of their values, so that the mean is the same for any order of reading.
        var days = evidence.Satisfaction.Where(a => a.Day <= evidence.AsOf).GroupBy(a => a.Day).OrderBy(same => same.Key).Select(same => same.Select(a => a.Value).Order().Average()).ToArray();
        return days.Length < 2 ? null : (days[^1], days[..^1].Average());
    }
}
