using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Desk;

/// <summary>S5: what happens when a clock reaches a warning, its target, or an escalation.</summary>
internal sealed class ClockBell(ComplaintsDb db, EscalationPath path)
{
    /// <summary>Fires what is due and marks it as dealt with; part of the next save, which fails when another process was first.</summary>
    public void Fire(Complaint complaint, ClockRules rules, RosterPage roster, DateTimeOffset now)
    {
        var due = complaint.TakeDue(rules, now);
        foreach (var reached in due) Fire(complaint, reached, roster, now);
        foreach (var gravest in due.Where(reached => reached.Milestone <= Milestone.Breach).GroupBy(reached => reached.Clock).Select(group => group.Last()))
            Mail(complaint, gravest, roster, now);
        complaint.Settle(rules, now);
        db.Tell(complaint);
    }

    private void Fire(Complaint complaint, DueMilestone reached, RosterPage roster, DateTimeOffset now)
    {
        if (reached.Milestone <= Milestone.Breach)
        {
            db.Publish(new ComplaintClockReached(
                complaint.Id, complaint.CustomerId, complaint.Number.ToString(), EnumCode.Of(reached.Clock), EnumCode.Of(reached.Milestone), complaint.AssigneeId,
                complaint.Team, reached.Clock == ClockKind.FirstResponse ? complaint.ResponseDueAt : complaint.ResolutionDueAt, reached.At), complaint.Id);
            return;
        }
        var level = reached.Milestone == Milestone.FirstEscalation ? 1 : 2;
        // The other clock may have brought it there already; a closed one is not handed up any more.
        if (!complaint.IsOpen || complaint.EscalationLevel >= level) return;
        var what = reached.Clock == ClockKind.FirstResponse ? "first response" : "resolution";
        path.Escalate(complaint, roster, level, to: null, $"The target for the {what} is exceeded by far.", "system", now);
    }

    private void Mail(Complaint complaint, DueMilestone reached, RosterPage roster, DateTimeOffset now)
    {
        if (complaint.AssigneeId is not { } holder || !roster.People.TryGetValue(holder, out var person) || person.Email is not { } address) return;
        var template = reached.Milestone == Milestone.Breach ? "complaint-overdue" : "complaint-due-soon";
        db.Publish(new MailRequested(Guid.CreateVersion7(), template, person.Language, address, null, new Dictionary<string, string>
        {
            ["number"] = complaint.Number.ToString(),
            ["clock"] = EnumCode.Of(reached.Clock),
            ["dueAt"] = (reached.Clock == ClockKind.FirstResponse ? complaint.ResponseDueAt : complaint.ResolutionDueAt)?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        }, "staff", now), complaint.Id);
    }
}
