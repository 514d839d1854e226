using CrmPlatform.Engagement.Domain.Funnel;

namespace CrmPlatform.Engagement.Tests.Funnel;

public class StagePathTests
{
    private const string Li = "li";
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Pipeline Direct = Pipeline.Defaults[0];
    private static readonly HashSet<DealField> All = [.. Enum.GetValues<DealField>()];

    private static List<StageEntry> Walk(params string[] stages)
    {
        var path = new List<StageEntry>();
        foreach (var stage in stages)
        {
            var move = StagePath.Move(Direct, path, stage, All, Noon.AddDays(path.Count), Li);
            Assert.Null(move.RefusalCode);
            path.AddRange(move.Entered);
        }
        return path;
    }

    [Theory]
    [InlineData("lead-in", "lead-in")]
    [InlineData("lead-in > need-confirmed", "lead-in need-confirmed")]
    [InlineData("lead-in > proposal-submitted", "lead-in (need-confirmed) (solution-presented) proposal-submitted")]
    [InlineData("need-confirmed", "(lead-in) need-confirmed")]
    [InlineData("lead-in > won", "lead-in (need-confirmed) (solution-presented) (proposal-submitted) (negotiation) won")]
    [InlineData("lead-in > proposal-submitted > need-confirmed", "lead-in (need-confirmed) (solution-presented) proposal-submitted need-confirmed")]
    [InlineData("lead-in > need-confirmed > lost", "lead-in need-confirmed lost")]
    [InlineData("lead-in > need-confirmed > lost > negotiation",
        "lead-in need-confirmed lost (solution-presented) (proposal-submitted) negotiation")]
    [InlineData("lead-in > need-confirmed > lost > lead-in", "lead-in need-confirmed lost lead-in")]
    [InlineData("lead-in > lead-in", "lead-in")]
    public void Every_stage_entered_is_recorded(string moves, string recorded) =>
        Assert.Equal(recorded, string.Join(' ', Walk(moves.Split(" > ")).Select(entry => entry.PassedThrough ? $"({entry.StageKey})" : entry.StageKey)));

    [Theory]
    [InlineData("lead-in > won", "negotiation", "opportunity.already-won")]
    [InlineData("lead-in > lost", "won", "opportunity.reopen-first")]
    [InlineData("lead-in", "nowhere", "opportunity.stage-unknown")]
    public void Some_moves_are_refused_by_name(string moves, string to, string code)
    {
        var move = StagePath.Move(Direct, Walk(moves.Split(" > ")), to, All, Noon.AddDays(30), Li);
        Assert.Equal(code, move.RefusalCode);
        Assert.Empty(move.Entered);
    }

    [Fact]
    public void A_move_dated_before_the_last_is_refused() =>
        Assert.Equal("opportunity.move-before-last", StagePath.Move(Direct, Walk("lead-in"), "won", All, Noon.AddDays(-1), Li).RefusalCode);

    [Fact]
    public void Required_fields_of_all_stages_entered_are_wanted_each_named_once_with_its_stage()
    {
        var move = StagePath.Move(Direct, Walk("lead-in"), "proposal-submitted", new HashSet<DealField> { DealField.Contact, DealField.Amount }, Noon.AddDays(1), Li);
        Assert.Equal("opportunity.fields-missing", move.RefusalCode);
        Assert.Equal(
        [
            new MissingField("need-confirmed", DealField.Need),
            new("solution-presented", DealField.Solution),
            new("solution-presented", DealField.ExpectedClose),
            new("proposal-submitted", DealField.Quote),
            new("proposal-submitted", DealField.DecisionMaker),
            new("proposal-submitted", DealField.Competitors),
        ], move.Missing);
    }

    [Fact]
    public void An_opportunity_is_lost_with_a_reason_and_nothing_else()
    {
        var path = Walk("lead-in");
        Assert.Equal([new MissingField("lost", DealField.LostReason)], StagePath.Move(Direct, path, "lost", new HashSet<DealField>(), Noon.AddDays(1), Li).Missing);
        Assert.True(StagePath.Move(Direct, path, "lost", new HashSet<DealField> { DealField.LostReason }, Noon.AddDays(1), Li).IsAllowed);
    }

    [Fact]
    public void Stays_are_added_up_per_stage()
    {
        StageEntry[] path = [new("a", Noon, Li), new("b", Noon.AddDays(2), Li), new("a", Noon.AddDays(5), Li)];
        var stays = StagePath.Stays(path, Noon.AddDays(6));
        Assert.Equal(TimeSpan.FromDays(3), stays["a"]);
        Assert.Equal(TimeSpan.FromDays(3), stays["b"]);
    }

    [Fact]
    public void The_built_in_pipelines_are_whole_and_named_in_three_languages()
    {
        Assert.Equal(["direct-sale", "channel", "renewal"], Pipeline.Defaults.Select(pipeline => pipeline.Key));
        Assert.All(Pipeline.Defaults, pipeline =>
        {
            Assert.Empty(pipeline.Problems());
            Assert.All(pipeline.Stages.Select(stage => stage.Names).Append(pipeline.Names), names => Assert.Equal(["en", "zh-Hans", "zh-Hant"], names.Languages.Order(StringComparer.Ordinal)));
            var open = pipeline.Stages.Where(stage => stage.Kind == PipelineStageKind.Open).Select(stage => stage.ProbabilityPercent).ToList();
            Assert.Equal(open.Order(), open);
        });
    }

    [Fact]
    public void A_pipeline_without_ends_or_with_two_of_one_name_is_refused()
    {
        var stage = Direct.Stages[0];
        Assert.Equal(
            ["pipeline.stage-repeated", "pipeline.one-won-stage", "pipeline.one-lost-stage"],
            new Pipeline("p", Direct.Names, [stage, stage]).Problems());
        Assert.Equal(["pipeline.ends-come-last"], new Pipeline("p", Direct.Names, [stage, Direct.Stages[^2], Direct.Stages[^1], Direct.Stages[1]]).Problems());
        Assert.Equal(["pipeline.end-is-certain"], new Pipeline("p", Direct.Names, [stage, Direct.Stages[^2] with { ProbabilityPercent = 90 }, Direct.Stages[^1]]).Problems());
    }

    [Fact]
    public void A_contract_is_ready_when_each_necessary_term_was_confirmed()
    {
        Assert.Equal(8, ContractTerms.Open([]).Count);
        var most = Enum.GetValues<ContractTerm>().Where(term => term != ContractTerm.LiabilityForBreach).Select(term => new ConfirmedTerm(term, Li, Noon)).ToList();
        Assert.Equal([ContractTerm.LiabilityForBreach], ContractTerms.Open(most));
        Assert.Empty(ContractTerms.Open([.. most, new(ContractTerm.LiabilityForBreach, Li, Noon)]));
    }
}
