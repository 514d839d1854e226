using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>
/// S3: who is there, with how much on their hands, and whose turn it is; an immutable value. Assigning gives the decision and the
/// board after it. Whoever stores the turn and the load together with the assignment, under one version, stays fair with any number
/// of writers: a writer that was overtaken decides again on the new board.
/// </summary>
/// <param name="LastTurn">The last turn number given out.</param>
internal sealed record AssignmentBoard(ImmutableArray<Agent> Agents, ImmutableArray<AssignmentRule> Rules, string FallbackTeam, long LastTurn = 0)
{
    public (AssignmentDecision Decision, AssignmentBoard After) Assign(ComplaintFacts facts, DateTimeOffset now)
    {
        // S3: first match wins.
        var rule = Rules.Where(rule => rule.Matches(facts)).MinBy(rule => (rule.Position, rule.Id), FirstRule);
        if (rule is null)
            return (new AssignmentDecision(AssignmentOutcome.QueuedNoRule, FallbackTeam, null, null, AssignmentReason.NoRule(FallbackTeam)), this);

        var team = Agents.Where(agent => rule.AllTeams || agent.Team == rule.Team).ToList();
        var judged = team.ConvertAll(agent => (Agent: agent, Hindrance: Hindrances.Of(agent, rule, facts, now)));
        var able = judged.Where(j => j.Hindrance is null).Select(j => j.Agent).ToList();
        if (able.Count == 0)
        {
            var reason = AssignmentReason.Nobody(rule, [.. judged.Select(j => j.Hindrance!.Value)]);
            return (new AssignmentDecision(AssignmentOutcome.QueuedNobodyAvailable, rule.Team, null, rule.Id, reason, NextChance(team, rule, facts, now)), this);
        }

        // S3: the least loaded; among equals round robin: who was given one longest ago, and who never was before all.
        var least = able.Min(agent => agent.Load);
        var equals = able.Where(agent => agent.Load == least).ToList();
        var chosen = equals.OrderBy(agent => agent.LastTurn).ThenBy(agent => agent.Id, StringComparer.Ordinal).First();
        var decision = new AssignmentDecision(
            AssignmentOutcome.Assigned, chosen.Team, chosen.Id, rule.Id, AssignmentReason.Chosen(rule, team.Count, able.Count, chosen, equals.Count));
        return (decision, With(chosen with { Load = chosen.Load + 1, LastTurn = LastTurn + 1 }) with { LastTurn = LastTurn + 1 });
    }

    /// <summary>Whether somebody in the team takes complaints; what waits for another team waits for nobody.</summary>
    public static bool HasAgent(ImmutableArray<Agent> agents, string team) => agents.Any(agent => agent.Team == team);

    /// <summary>A complaint left somebody's hands: closed, handed on, or taken back for another assignment.</summary>
    public AssignmentBoard Release(string agentId)
    {
        var agent = Agents.FirstOrDefault(agent => agent.Id == agentId);
        return agent is null ? this : With(agent with { Load = Math.Max(0, agent.Load - 1) });
    }

    /// <summary>S3: offers the open complaints of somebody who is away to the others, one after the other, in the order given.</summary>
    public (ImmutableArray<AssignmentDecision> Decisions, AssignmentBoard After) OfferAgain(
        string absentId, IEnumerable<ComplaintFacts> complaints, DateTimeOffset now)
    {
        var board = this;
        var decisions = ImmutableArray.CreateBuilder<AssignmentDecision>();
        foreach (var facts in complaints)
        {
            (var decision, board) = board.Release(absentId).Assign(facts with { NotTo = facts.NotTo.Add(absentId) }, now);
            decisions.Add(decision);
        }

        return (decisions.ToImmutable(), board);
    }

    private AssignmentBoard With(Agent changed) =>
        this with { Agents = Agents.SetItem(Agents.IndexOf(Agents.First(agent => agent.Id == changed.Id)), changed) };

    // Only of those who are away now and could take it when they are back.
    private static DateTimeOffset? NextChance(List<Agent> team, AssignmentRule rule, ComplaintFacts facts, DateTimeOffset now) => team
        .Where(agent => Hindrances.Of(agent, rule, facts, now) is Hindrance.Absent or Hindrance.OffShift)
        .Select(agent => (Agent: agent, Back: agent.NextThere(now)))
        .Where(away => away.Back is { } back && Hindrances.Of(away.Agent, rule, facts, back) is null)
        .Min(away => away.Back);

    private static readonly Comparer<(int Position, string Id)> FirstRule = Comparer<(int Position, string Id)>.Create((one, other) =>
        one.Position != other.Position ? one.Position.CompareTo(other.Position) : string.CompareOrdinal(one.Id, other.Id));
}
