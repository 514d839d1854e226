using CrmPlatform.Insights.Domain.Rfm;

namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>The reasons for a warning in words, each with the figures behind it.</summary>
internal static class ChurnReasons
{
    public static ChurnReason AliveUnlikely(double alive, double below) => new(ChurnReasonCode.AliveUnlikely, Words.With(
        $"By its purchases the customer is still with us with a probability of {alive:0%}, below {below:0%}.",
        $"根据购买记录，该客户仍活跃的概率为{alive:0%}，低于{below:0%}。",
        $"根據購買記錄，該客戶仍活躍的機率為{alive:0%}，低於{below:0%}。"));

    public static ChurnReason PurchasesSilent(Rhythm r, DateOnly asOf) => new(ChurnReasonCode.PurchasesSilent, Words.With(
        $"No purchase for {r.SilentDays(asOf)} days; it used to buy every {r.MeanGapDays:0.#} days.",
        $"已有{r.SilentDays(asOf)}天未购买；以往平均每{r.MeanGapDays:0.#}天购买一次。",
        $"已有{r.SilentDays(asOf)}天未購買；以往平均每{r.MeanGapDays:0.#}天購買一次。"));

    public static ChurnReason ActivitiesSilent(Rhythm r, DateOnly asOf) => new(ChurnReasonCode.ActivitiesSilent, Words.With(
        $"No contact for {r.SilentDays(asOf)} days; there used to be one every {r.MeanGapDays:0.#} days.",
        $"已有{r.SilentDays(asOf)}天没有联系；以往平均每{r.MeanGapDays:0.#}天联系一次。",
        $"已有{r.SilentDays(asOf)}天沒有聯繫；以往平均每{r.MeanGapDays:0.#}天聯繫一次。"));

    /// <summary>Where purchases and contacts are too few to have a rhythm each, they have one together.</summary>
    public static ChurnReason AllSilent(Rhythm r, DateOnly asOf) => new(ChurnReasonCode.AllSilent, Words.With(
        $"Neither purchase nor contact for {r.SilentDays(asOf)} days; one or the other used to come every {r.MeanGapDays:0.#} days.",
        $"已有{r.SilentDays(asOf)}天既无购买也无联系；以往平均每{r.MeanGapDays:0.#}天有一次往来。",
        $"已有{r.SilentDays(asOf)}天既無購買也無聯繫；以往平均每{r.MeanGapDays:0.#}天有一次往來。"));

    public static ChurnReason ComplaintsStopped(Rhythm r, DateOnly asOf) => new(ChurnReasonCode.ComplaintsStopped, Words.With(
        $"It used to complain every {r.MeanGapDays:0.#} days and has been silent for {r.SilentDays(asOf)}: who no longer complains may have given up.",
        $"以往平均每{r.MeanGapDays:0.#}天投诉一次，现已{r.SilentDays(asOf)}天没有声音：不再抱怨的客户可能已经放弃。",
        $"以往平均每{r.MeanGapDays:0.#}天投訴一次，現已{r.SilentDays(asOf)}天沒有聲音：不再抱怨的客戶可能已經放棄。"));

    public static ChurnReason RfmFell(RfmScore before, RfmScore now) => new(ChurnReasonCode.RfmFell, Words.With(
        $"Its RFM scores fell from {before.Code} to {now.Code}.",
        $"RFM评分由{before.Code}降至{now.Code}。",
        $"RFM評分由{before.Code}降至{now.Code}。"));

    public static ChurnReason SatisfactionFell(double last, double before) => new(ChurnReasonCode.SatisfactionFell, Words.With(
        $"Its last satisfaction was {last:0%}, after {before:0%} on average before.",
        $"最近一次满意度为{last:0%}，此前平均为{before:0%}。",
        $"最近一次滿意度為{last:0%}，此前平均為{before:0%}。"));

    public static ChurnReason ComplaintOpen(int open) => new(ChurnReasonCode.ComplaintOpen, Words.With(
        $"It has {open} open complaint(s).", $"有{open}宗未结投诉。", $"有{open}宗未結投訴。"));

    public static Words Action(ChurnAction action) => action switch
    {
        ChurnAction.ResolveComplaint => new(
            "Settle what it is unhappy with first, then call.", "先解决其不满之处，再致电回访。", "先解決其不滿之處，再致電回訪。"),
        ChurnAction.VisitByOwner => new(
            "The owner visits and asks what has changed.", "由负责人登门拜访，了解变化原因。", "由負責人登門拜訪，了解變化原因。"),
        ChurnAction.CallByOwner => new(
            "The owner calls and asks what is missing.", "由负责人致电，询问有何需要。", "由負責人致電，詢問有何需要。"),
        _ => new("Send an offer that fits what it used to buy.", "发送与其以往购买相符的优惠。", "發送與其以往購買相符的優惠。"),
    };
}
