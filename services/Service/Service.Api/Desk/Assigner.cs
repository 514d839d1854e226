using System.Collections.Immutable;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// S3: gives complaints to people. The turn is taken from one row inside the transaction, which lets one assignment in at a time; so the
/// loads that are read after it are the true ones, and round robin stays fair with any number of processes.
/// </summary>
internal sealed class Assigner(ComplaintsDb db, Roster roster, IOptions<ComplaintsOptions> options)
{
    private const string TurnCounter = "assignment-turn";

    private AssignmentBoard? board;

    /// <summary>Opens a board for the decisions of this transaction. Call it inside one, before anything else was changed in it.</summary>
    public async Task TakeTurnAsync(int decisions, CancellationToken cancellationToken)
    {
        var page = await roster.ReadAsync(db, cancellationToken);
        var turn = await db.TakeAsync(TurnCounter, decisions, cancellationToken);
        var loads = await db.AgentLoads.AsNoTracking().ToDictionaryAsync(load => load.StaffId, cancellationToken);
        board = new AssignmentBoard([.. page.Agents.Select(Loaded)], page.Rules, options.Value.FallbackTeam, turn - 1);

        Agent Loaded(Agent agent) => loads.TryGetValue(agent.Id, out var load) ? agent with { Load = load.InHand, LastTurn = load.LastTurn } : agent;
    }

    /// <summary>Decides on the board as it stands after the decisions before; <see cref="TakeTurnAsync"/> comes first.</summary>
    /// <param name="complaint">What is to be given to somebody.</param>
    /// <param name="notTo">Who must not get it.</param>
    /// <param name="customerClass">The customer's class now.</param>
    /// <param name="by">Who lets it be assigned.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="only">In place of the rules.</param>
    public AssignmentDecision Assign(
        Complaint complaint, ImmutableHashSet<string> notTo, string? customerClass, string by, DateTimeOffset now, AssignmentRule? only = null)
    {
        var before = board ?? throw new InvalidOperationException("No turn was taken.");
        var rules = before.Rules;
        if (only is not null) before = before with { Rules = [only] };
        if (complaint.Holder is { } holder) before = before.Release(holder);
        var (decision, after) = before.Assign(FactsOf(complaint, notTo, customerClass), now);
        board = after with { Rules = rules };
        complaint.Assign(decision, by, now, board.LastTurn);
        return decision;
    }

    /// <summary>Offers a waiting complaint again; when there is still nobody, the complaint stays as it is.</summary>
    public AssignmentDecision Offer(Complaint complaint, string? customerClass, DateTimeOffset now)
    {
        var before = board ?? throw new InvalidOperationException("No turn was taken.");
        var rules = before.Rules;
        if (TeamByHand(complaint) is { } only) before = before with { Rules = [only] };
        var (decision, after) = before.Assign(FactsOf(complaint, [], customerClass), now);
        if (decision.RaisesAlarm) return decision;
        board = after with { Rules = rules };
        complaint.Assign(decision, "system", now, after.LastTurn);
        return decision;
    }

    /// <summary>Gives it to the person somebody named, whatever the rules say.</summary>
    public void Hand(Complaint complaint, KnownStaff person, Wording reason, string by, DateTimeOffset now)
    {
        var before = board ?? throw new InvalidOperationException("No turn was taken.");
        complaint.Assign(new AssignmentDecision(AssignmentOutcome.Assigned, person.Team, person.StaffId, null, reason), by, now, before.LastTurn + 1);
        board = before with { LastTurn = before.LastTurn + 1 };
    }

    /// <summary>What takes the place of the rules where somebody gave it to a team, while anybody in that takes complaints.</summary>
    public AssignmentRule? TeamByHand(Complaint complaint) =>
        complaint.Assignments.LastOrDefault() is { RuleId: AssignmentRule.ByHand } given && AssignmentBoard.HasAgent(board!.Agents, given.Team) ? AssignmentRule.OfTeam(given.Team) : null;

    private static ComplaintFacts FactsOf(Complaint complaint, ImmutableHashSet<string> notTo, string? customerClass) =>
        new(complaint.Category, complaint.Severity, complaint.Channel)
        {
            SubCategory = complaint.SubCategory, CustomerClass = customerClass, Language = complaint.Language, NotTo = notTo,
        };
}
