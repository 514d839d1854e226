namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>One stage entered.</summary>
/// <param name="PassedThrough">Entered and left in one move, on the way to a later stage.</param>
internal sealed record StageEntry(string StageKey, DateTimeOffset EnteredAt, string By, bool PassedThrough = false);

/// <summary>A field that is missing, and the stage that wants it.</summary>
internal sealed record MissingField(string StageKey, DealField Field);

/// <summary>What a move would do: the stages entered, or why it is refused.</summary>
/// <param name="RefusalCode">Null when the move is allowed.</param>
internal sealed record StageMove(IReadOnlyList<StageEntry> Entered, string? RefusalCode, IReadOnlyList<MissingField> Missing)
{
    public bool IsAllowed => RefusalCode is null;
}

/// <summary>
/// E8: the way of an opportunity through its pipeline. Several stages may be taken in one move, and each of them is recorded.
/// </summary>
internal static class StagePath
{
    /// <param name="path">The entries so far, oldest first; empty for a new opportunity.</param>
    /// <param name="filled">Fields the opportunity carries.</param>
    public static StageMove Move(
        Pipeline pipeline, IReadOnlyList<StageEntry> path, string toStage, IReadOnlySet<DealField> filled, DateTimeOffset at, string by)
    {
        if (pipeline.Find(toStage) is not { } target) return Refuse("opportunity.stage-unknown");
        var here = path.Count == 0 ? null : pipeline.Find(path[^1].StageKey);
        if (path.Count > 0 && at < path[^1].EnteredAt) return Refuse("opportunity.move-before-last");
        if (here?.Key == target.Key) return new([], null, []); // said twice, done once
        // A won opportunity has a contract behind it; a lost one may be taken up again.
        if (here?.Kind == PipelineStageKind.Won) return Refuse("opportunity.already-won");
        if (here?.Kind == PipelineStageKind.Lost && target.Kind == PipelineStageKind.Won) return Refuse("opportunity.reopen-first");

        var passed = Passed(pipeline, path, here, target).ToList();
        // A stage passed through was entered too: its fields are not got round by haste.
        var missing = passed.Append(target)
            .SelectMany(stage => stage.Required.Where(field => !filled.Contains(field)).Select(field => new MissingField(stage.Key, field)))
            .DistinctBy(gap => gap.Field).ToList();
        if (missing.Count > 0) return new([], "opportunity.fields-missing", missing);
        return new(
            [.. passed.Select(stage => new StageEntry(stage.Key, at, by, PassedThrough: true)), new StageEntry(target.Key, at, by)], null, []);
    }

    /// <summary>How long each stage has been stayed in, all stays together.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Stays(IReadOnlyList<StageEntry> path, DateTimeOffset now) =>
        path.Select((entry, i) => (entry.StageKey, Stay: (i + 1 < path.Count ? path[i + 1].EnteredAt : now) - entry.EnteredAt))
            .GroupBy(stay => stay.StageKey)
            .ToDictionary(group => group.Key, group => group.Aggregate(TimeSpan.Zero, (sum, stay) => sum + stay.Stay));

    /// <summary>The open stages between here and there; none on the way back, to the lost end, or when taken up again.</summary>
    private static IEnumerable<PipelineStage> Passed(
        Pipeline pipeline, IReadOnlyList<StageEntry> path, PipelineStage? here, PipelineStage target)
    {
        if (target.Kind == PipelineStageKind.Lost) return [];
        // Taken up again, it goes on from the furthest stage it had reached before it was lost.
        var from = here is null ? -1
            : here.Kind == PipelineStageKind.Lost
                ? path.Max(entry => pipeline.Find(entry.StageKey) is { Kind: PipelineStageKind.Open } ? pipeline.IndexOf(entry.StageKey) : -1)
                : pipeline.IndexOf(here.Key);
        return pipeline.Stages.Skip(from + 1).TakeWhile(stage => stage.Key != target.Key && stage.Kind == PipelineStageKind.Open)
            .Where(_ => pipeline.IndexOf(target.Key) > from);
    }

    private static StageMove Refuse(string code) => new([], code, []);
}
