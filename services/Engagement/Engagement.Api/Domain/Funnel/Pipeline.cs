using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>What an opportunity may have to carry before it enters a stage.</summary>
public enum DealField
{
    [Names("Amount", "金额", "金額")] Amount,
    [Names("Expected close", "预计成交日期", "預計成交日期")] ExpectedClose,
    [Names("Contact", "联系人", "聯絡人")] Contact,
    [Names("Decision maker", "决策者", "決策者")] DecisionMaker,
    [Names("Need", "需求", "需求")] Need,
    [Names("Competitors", "竞争对手", "競爭對手")] Competitors,
    [Names("Solution", "解决方案", "解決方案")] Solution,
    [Names("Next step", "下一步", "下一步")] NextStep,
    [Names("Quote", "报价", "報價")] Quote,
    [Names("Reason of loss", "丢单原因", "丟單原因")] LostReason,
    [Names("Contract terms", "合同条款", "合同條款")] ContractTerms,
}

/// <summary>Whether a stage is on the way, or an end of it.</summary>
public enum PipelineStageKind
{
    [Names("Open stage", "进行阶段", "進行階段")] Open,
    [Names("Won", "赢单", "贏單")] Won,
    [Names("Lost", "丢单", "丟單")] Lost,
}

/// <summary>A stage with what an opportunity must carry to enter it.</summary>
internal sealed record PipelineStage(
    string Key, PipelineStageKind Kind, int ProbabilityPercent, IReadOnlyList<DealField> Required, LocalText Names);

/// <summary>E8: a pipeline; its stages in the order they are gone through, the two ends last.</summary>
internal sealed record Pipeline(string Key, LocalText Names, IReadOnlyList<PipelineStage> Stages)
{
    /// <summary>The pipelines the service begins with.</summary>
    public static IReadOnlyList<Pipeline> Defaults { get; } = DomainData.Embedded<IReadOnlyList<Pipeline>>("pipelines.json");

    public PipelineStage? Find(string key) => Stages.FirstOrDefault(stage => stage.Key == key);

    public int IndexOf(string key) => Stages.TakeWhile(stage => stage.Key != key).Count();

    /// <summary>What is wrong with a pipeline, as stable codes; empty when it can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var codes = new List<string>();
        if (Stages.Any(stage => string.IsNullOrWhiteSpace(stage.Key))) codes.Add("pipeline.stage-without-key");
        if (Stages.DistinctBy(stage => stage.Key).Count() != Stages.Count) codes.Add("pipeline.stage-repeated");
        if (Stages.Count == 0 || Stages[0].Kind != PipelineStageKind.Open) codes.Add("pipeline.no-open-stage");
        if (Stages.Count(stage => stage.Kind == PipelineStageKind.Won) != 1) codes.Add("pipeline.one-won-stage");
        if (Stages.Count(stage => stage.Kind == PipelineStageKind.Lost) != 1) codes.Add("pipeline.one-lost-stage");
        if (Stages.SkipWhile(stage => stage.Kind == PipelineStageKind.Open).Any(stage => stage.Kind == PipelineStageKind.Open))
            codes.Add("pipeline.ends-come-last");
        if (Stages.Any(stage => stage.ProbabilityPercent is < 0 or > Forecast.Certain)) codes.Add("pipeline.probability-out-of-range");
        if (Stages.Any(stage => (stage.Kind == PipelineStageKind.Won && stage.ProbabilityPercent != Forecast.Certain)
            || (stage.Kind == PipelineStageKind.Lost && stage.ProbabilityPercent != 0))) codes.Add("pipeline.end-is-certain");
        return codes;
    }
}
