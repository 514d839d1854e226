using CrmPlatform.Service.Domain.Assignment;
using CsCheck;

namespace CrmPlatform.Service.Tests.Assignment;

/// <summary>S3 as laws.</summary>
public sealed class AssignmentFairnessTests
{
    [Fact]
    public void It_goes_to_the_least_loaded_of_those_who_can_and_among_equals_to_who_waited_longest() =>
        Gen.Select(AssignmentCases.Boards, AssignmentCases.AnyFacts).Sample((board, facts) =>
        {
            var (decision, after) = board.Assign(facts, AssignmentCases.Now);
            var rule = board.Rules.Where(r => r.Matches(facts)).OrderBy(r => r.Position).ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault();
            Assert.Equal(rule?.Id, decision.RuleId);
            var able = rule is null ? [] : board.Agents.Where(a => a.Team == rule.Team && Hindrances.Of(a, rule, facts, AssignmentCases.Now) is null).ToList();
            if (able.Count == 0)
            {
                Assert.True(decision.RaisesAlarm);
                Assert.Null(decision.Assignee);
                Assert.Equal(rule?.Team ?? "fallback", decision.Team);
                Assert.Equal(board, after);
                return;
            }

            var chosen = able.Single(a => a.Id == decision.Assignee);
            Assert.All(able, a => Assert.True((chosen.Load, chosen.LastTurn).CompareTo((a.Load, a.LastTurn)) <= 0));
            var changed = after.Agents.Single(a => a.Id == chosen.Id);
            Assert.Equal((chosen.Load + 1, board.LastTurn + 1, board.LastTurn + 1), (changed.Load, changed.LastTurn, after.LastTurn));
        });

    [Fact]
    public void The_order_in_which_people_and_rules_are_listed_changes_nothing() =>
        Gen.Select(AssignmentCases.Boards, AssignmentCases.AnyFacts, Gen.Int).Sample((board, facts, seed) =>
        {
            var random = new Random(seed);
            var (agents, rules) = (board.Agents.ToArray(), board.Rules.ToArray());
            random.Shuffle(agents);
            random.Shuffle(rules);
            Assert.Equal(board.Assign(facts, AssignmentCases.Now).Decision, (board with { Agents = [.. agents], Rules = [.. rules] }).Assign(facts, AssignmentCases.Now).Decision);
        });

    [Fact]
    public void Among_equals_every_round_reaches_everybody_once() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 6]).Sample((people, rounds) =>
        {
            var board = AssignmentCases.Board([.. Enumerable.Range(0, people).Select(i => AssignmentCases.Person($"p{i:D2}"))]);
            for (var round = 0; round < rounds; round++)
            {
                var given = new List<string>();
                for (var i = 0; i < people; i++)
                {
                    (var decision, board) = board.Assign(AssignmentCases.Facts, AssignmentCases.Now);
                    given.Add(decision.Assignee!);
                }

                Assert.Equal(people, given.Distinct().Count());
            }
        });

    [Fact]
    public void When_every_complaint_is_finished_at_once_the_shares_still_differ_by_one_at_most() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 100]).Sample((people, complaints) =>
        {
            var board = AssignmentCases.Board([.. Enumerable.Range(0, people).Select(i => AssignmentCases.Person($"p{i:D2}"))]);
            var shares = new Dictionary<string, int>();
            for (var i = 0; i < complaints; i++)
            {
                (var decision, board) = board.Assign(AssignmentCases.Facts, AssignmentCases.Now);
                board = board.Release(decision.Assignee!);
                shares[decision.Assignee!] = shares.GetValueOrDefault(decision.Assignee!) + 1;
            }

            Assert.True(shares.Values.Max() - (shares.Count < people ? 0 : shares.Values.Min()) <= 1);
        });

    [Fact]
    public void Whoever_starts_behind_catches_up_and_then_the_loads_stay_level() =>
        Gen.Int[0, 9].Array[1, 8].Sample(loads =>
        {
            var board = AssignmentCases.Board([.. loads.Select((load, i) => AssignmentCases.Person($"p{i}", load))]);
            var missing = loads.Sum(load => loads.Max() - load);
            for (var i = 0; i < missing; i++)
                board = board.Assign(AssignmentCases.Facts, AssignmentCases.Now).After;
            Assert.All(board.Agents, agent => Assert.Equal(loads.Max(), agent.Load));
        });

    [Fact]
    public void Writers_that_are_overtaken_and_decide_again_are_as_fair_as_one_writer() =>
        Gen.Select(Gen.Int[2, 8], Gen.Int[1, 60], Gen.Int).Sample((people, complaints, seed) =>
        {
            var random = new Random(seed);
            var stored = AssignmentCases.Board([.. Enumerable.Range(0, people).Select(i => AssignmentCases.Person($"p{i}"))]);
            var alone = stored;
            for (var done = 0; done < complaints;)
            {
                // Several writers read the same board; one of them commits, the others see another version and begin again.
                var writers = Enumerable.Range(0, random.Next(1, 4)).Select(_ => stored.Assign(AssignmentCases.Facts, AssignmentCases.Now).After).ToList();
                stored = writers[random.Next(writers.Count)];
                alone = alone.Assign(AssignmentCases.Facts, AssignmentCases.Now).After;
                done++;
            }

            Assert.Equal(alone.Agents.Select(a => (a.Id, a.Load)), stored.Agents.Select(a => (a.Id, a.Load)));
        });

    [Fact]
    public void Complaints_of_somebody_away_go_to_the_others_and_none_back() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 30]).Sample((others, complaints) =>
        {
            var away = AssignmentCases.Person("away", complaints) with { Absences = [new Absence(AssignmentCases.Now, AssignmentCases.Now.AddDays(3))] };
            var board = AssignmentCases.Board([away, .. Enumerable.Range(0, others).Select(i => AssignmentCases.Person($"p{i}"))]);
            var (decisions, after) = board.OfferAgain("away", Enumerable.Repeat(AssignmentCases.Facts, complaints), AssignmentCases.Now);

            Assert.Equal(complaints, decisions.Count(d => d.Outcome == AssignmentOutcome.Assigned && d.Assignee != "away"));
            Assert.Equal(0, after.Agents.Single(a => a.Id == "away").Load);
            var loads = after.Agents.Where(a => a.Id != "away").Select(a => a.Load).ToList();
            Assert.Equal(complaints, loads.Sum());
            Assert.True(loads.Max() - loads.Min() <= 1);
        });
}
