namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>What an opportunity may have to carry before it enters a stage.</summary>
public enum DealField
{
    Amount,
    ExpectedClose,
    Contact,
    DecisionMaker,
    Need,
    Competitors,
    Solution,
    NextStep,
    Quote,
    LostReason,
    ContractTerms,
}

/// <summary>Whether a stage is on the way, or an end of it.</summary>
public enum PipelineStageKind
{
    Open,
    Won,
    Lost,
}

/// <summary>A stage with what an opportunity must carry to enter it.</summary>
/// <param name="Names">Display names by language tag.</param>
internal sealed record PipelineStage(
    string Key, PipelineStageKind Kind, int ProbabilityBasisPoints, IReadOnlyList<DealField> Required, IReadOnlyDictionary<string, string> Names);

/// <summary>E8: a pipeline; its stages in the order they are gone through, the two ends last.</summary>
internal sealed record Pipeline(string Key, IReadOnlyDictionary<string, string> Names, IReadOnlyList<PipelineStage> Stages)
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
        if (Stages.Any(stage => stage.ProbabilityBasisPoints is < 0 or > Forecast.Certain)) codes.Add("pipeline.probability-out-of-range");
        if (Stages.Any(stage => (stage.Kind == PipelineStageKind.Won && stage.ProbabilityBasisPoints != Forecast.Certain)
            || (stage.Kind == PipelineStageKind.Lost && stage.ProbabilityBasisPoints != 0))) codes.Add("pipeline.end-is-certain");
        return codes;
    }
}
