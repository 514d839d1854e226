using CrmPlatform.Service.Domain.Causes;
using CsCheck;

namespace CrmPlatform.Service.Tests.Causes;

public sealed class CauseTests
{
    private static readonly DateTimeOffset Done = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly CauseTree Tree = CauseTree.Of(
    [
        new Cause("process", null, "Process"), new Cause("packing", "process", "Packing"), new Cause("tape", "packing", "Tape"),
        new Cause("people", null, "People"), new Cause("training", "people", "Training"),
    ]).Value;

    [Fact]
    public void A_cause_has_a_path_and_lies_within_its_ancestors()
    {
        Assert.Equal(["process", "packing", "tape"], Tree.PathTo("tape").Select(c => c.Id));
        Assert.True(Tree.IsWithin("tape", "process"));
        Assert.True(Tree.IsWithin("tape", "tape"));
        Assert.False(Tree.IsWithin("process", "tape"));
        Assert.Equal("packing", Tree.AtLevel("tape", 2)?.Id);
        Assert.Equal("people", Tree.AtLevel("people", 3)?.Id);
        Assert.Null(Tree.AtLevel("unknown", 1));
    }

    [Fact]
    public void A_tree_that_is_none_is_refused()
    {
        Assert.Equal("cause.cycle", Tree.With(new Cause("process", "tape", "Process")).Refusal?.Code);
        Assert.Equal("cause.cycle", Tree.With(new Cause("x", "x", "X")).Refusal?.Code);
        Assert.Equal("cause.unknown-parent", Tree.With(new Cause("x", "nowhere", "X")).Refusal?.Code);
        Assert.Equal("cause.duplicate", CauseTree.Of([new Cause("x", null, "X"), new Cause("x", null, "Y")]).Refusal?.Code);
        var chain = Enumerable.Range(0, 7).Select(i => new Cause($"c{i}", i == 0 ? null : $"c{i - 1}", "x")).ToList();
        Assert.Equal("cause.too-deep", CauseTree.Of(chain).Refusal?.Code);
        Assert.True(CauseTree.Of(chain.Take(6)).IsAccepted);
    }

    [Fact]
    public void Any_set_of_causes_is_either_a_tree_or_refused() =>
        Gen.Int[-1, 7].Array[1, 8].Sample(parents =>
        {
            var outcome = CauseTree.Of(parents.Select((parent, i) => new Cause($"c{i}", parent < 0 ? null : $"c{parent}", "x")));
            if (outcome.IsAccepted)
                Assert.All(parents.Select((_, i) => $"c{i}"), id => Assert.Null(outcome.Value.PathTo(id)[0].ParentId));
            else
                Assert.Contains(outcome.Refusal!.Code, new[] { "cause.cycle", "cause.unknown-parent", "cause.too-deep" });
        });

    [Fact]
    public void Each_why_asks_about_the_answer_before_until_five()
    {
        var whys = new FiveWhys("The box was open");
        string[] answers = ["The tape came off", "The tape was old", "Nobody checks the date", "It is on no list", "The list was never revised"];
        foreach (var answer in answers)
        {
            Assert.Equal(whys.Answers.LastOrDefault() ?? "The box was open", whys.NextQuestionAbout);
            whys = whys.Answer(answer).Value;
        }

        Assert.Null(whys.NextQuestionAbout);
        Assert.Equal("whys.too-many", whys.Answer("more").Refusal?.Code);
        Assert.Equal("tape", whys.Conclude("tape", Tree).Value.RootCauseId);
        Assert.Equal("cause.unknown", whys.Conclude("nowhere", Tree).Refusal?.Code);
    }

    [Fact]
    public void Fewer_than_five_whys_need_a_reason_and_circles_are_seen()
    {
        var one = new FiveWhys("The box was open").Answer("The tape came off").Value;
        Assert.Equal("whys.too-few", one.Conclude("tape", Tree).Refusal?.Code);
        Assert.Equal("The supplier says so", one.Conclude("tape", Tree, "The supplier says so").Value.EnoughBecause);
        Assert.Equal("whys.too-few", new FiveWhys("x").Conclude("tape", Tree, "because").Refusal?.Code);
        Assert.Equal("whys.circular", one.Answer("the BOX was open").Refusal?.Code);
        Assert.Equal("whys.empty", one.Answer("  ").Refusal?.Code);
        var concluded = one.Conclude("tape", Tree, "enough").Value;
        Assert.Equal("whys.concluded", concluded.Answer("x").Refusal?.Code);
        Assert.Equal("whys.concluded", concluded.Conclude("tape", Tree, "enough").Refusal?.Code);
    }

    [Theory]
    [InlineData(4, 0, 90, Effectiveness.Effective)]
    [InlineData(0, 0, 90, Effectiveness.Effective)]
    [InlineData(4, 2, 90, Effectiveness.Improved)]
    [InlineData(4, 3, 90, Effectiveness.Ineffective)]
    [InlineData(0, 1, 90, Effectiveness.Ineffective)]
    [InlineData(4, 0, 89, Effectiveness.TooEarly)]
    [InlineData(1, 2, 30, Effectiveness.Ineffective)]
    public void After_its_days_an_action_is_judged_by_what_came_again(int before, int after, int day, Effectiveness expected)
    {
        var occurrences = Enumerable.Range(0, before).Select(i => At(-10 - i)).Concat(Enumerable.Range(0, after).Select(i => At(5 + i)))
            // What lies outside the window or under another cause does not count.
            .Concat([At(-90), At(91), new CauseOccurrence(Guid.NewGuid(), "training", Done.AddDays(3))]);
        var verdict = Action.Judge(occurrences, Tree, Done.AddDays(day));
        Assert.Equal((expected, before, after), (verdict.Effectiveness, verdict.Before, verdict.After));
        Assert.Equal(after, verdict.Recurrences.Length);
    }

    [Fact]
    public void An_action_has_an_owner_a_due_date_and_is_done_once()
    {
        var open = new CorrectiveAction("packing", "Check the date of the tape", "wang", Done.AddDays(10));
        Assert.Null(open.Check(Done));
        Assert.Equal(["what", "owner", "dueAt", "checkAfterDays"], (open with { What = "", Owner = "", DueAt = Done, CheckAfterDays = 1 }).Check(Done)!.FieldNames());
        Assert.False(open.IsOverdueAt(Done.AddDays(10)));
        Assert.True(open.IsOverdueAt(Done.AddDays(11)));
        Assert.False(open.Complete(Done).Value.IsOverdueAt(Done.AddDays(11)));
        Assert.Equal("corrective-action.done", Action.Complete(Done).Refusal?.Code);
        Assert.Equal(Done.AddDays(90), Action.CheckDueAt);
        Assert.Equal(Effectiveness.TooEarly, open.Judge([At(1)], Tree, Done.AddDays(900)).Effectiveness);
    }

    [Fact]
    public void The_vital_few_come_first_and_ties_stay_where_they_are()
    {
        var bars = Pareto.Of([.. Many("tape", 8), .. Many("training", 1), .. Many("packing", 1), .. Many("gone", 3)], Tree, level: 3);
        Assert.Equal([("tape", 8, 8_000, 8_000, true), ("packing", 1, 1_000, 9_000, false), ("training", 1, 1_000, 10_000, false)],
            bars.Select(bar => (bar.CauseId, bar.Count, bar.Share, bar.CumulativeShare, bar.IsVital)));
        Assert.Equal([("process", 9), ("people", 1)], Pareto.Of([.. Many("tape", 8), .. Many("training", 1), .. Many("packing", 1)], Tree, 1).Select(b => (b.CauseId, b.Count)));
        Assert.Empty(Pareto.Of([], Tree, 1));
    }

    [Fact]
    public void The_bars_of_a_pareto_chart_fall_and_add_up_to_all() =>
        Gen.OneOf("process", "packing", "tape", "people", "training").Array[1, 60].Sample(causes =>
        {
            var bars = Pareto.Of(causes.Select(cause => new CauseOccurrence(Guid.NewGuid(), cause, Done)), Tree, 3);
            Assert.Equal(causes.Length, bars.Sum(bar => bar.Count));
            Assert.Equal(bars.OrderByDescending(bar => bar.Count).ThenBy(bar => bar.CauseId, StringComparer.Ordinal), bars);
            Assert.Equal(10_000, bars[^1].CumulativeShare);
            var vital = bars.Where(bar => bar.IsVital).ToList();
            Assert.True(vital.Sum(bar => bar.Count) * 10 >= causes.Length * 8);
            Assert.True(vital.SkipLast(1).Sum(bar => bar.Count) * 10 < causes.Length * 8);
        });

    private static CorrectiveAction Action => new CorrectiveAction("packing", "Check the date of the tape", "wang", Done.AddDays(10)).Complete(Done).Value;

    private static CauseOccurrence At(int day) => new(Guid.NewGuid(), "tape", Done.AddDays(day));

    private static IEnumerable<CauseOccurrence> Many(string cause, int count) =>
        Enumerable.Range(0, count).Select(_ => new CauseOccurrence(Guid.NewGuid(), cause, Done));
}
