using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Desk;

/// <summary>S5: to whom a complaint goes when it is handed up, and how they learn of it.</summary>
internal sealed class EscalationPath(ComplaintsDb db)
{
    /// <summary>Escalates by hand, where that brings it to somebody who does not have it yet.</summary>
    public Refusal? HandUp(Complaint complaint, RosterPage roster, int level, string? to, string reason, string by, DateTimeOffset now)
    {
        if (!complaint.IsOpen) return StepRules.Closed;
        if (to is null && level == 2 && ManagerOf(First(complaint, roster)?.StaffId, roster) is null)
            return Refusal.Conflict("complaint.nobody-above", "Nobody is known above whom the first level goes to: say in 'to' who is to see it.", ("needs", new[] { "to" }));
        var (_, target) = Target(complaint, roster, level, to);
        return complaint.Course.Escalations.Any(escalation => escalation.EndedAt is null && escalation.Level >= level && escalation.To == target)
            ? Refusal.Conflict("complaint.escalated-already", $"It is with '{target}' already; they are not told of it again.", ("to", target))
            : Escalate(complaint, roster, level, to, reason, by, now);
    }

    /// <summary>Escalates, publishes, and lets the person be told by mail; part of the next save.</summary>
    public Refusal? Escalate(Complaint complaint, RosterPage roster, int level, string? to, string reason, string by, DateTimeOffset now)
    {
        var (person, target) = Target(complaint, roster, level, to);
        if (complaint.Escalate(reason, by, now, level, target) is { } refusal) return refusal;
        db.Publish(new ComplaintEscalated(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), level, target, reason, now), complaint.Id);
        if (person?.Email is { } address)
        {
            db.Publish(new MailRequested(Guid.CreateVersion7(), "complaint-escalated", person.Language, address, null, new Dictionary<string, string>
            {
                ["number"] = complaint.Number.ToString(),
                ["level"] = level.ToString(CultureInfo.InvariantCulture),
                ["reason"] = reason,
                ["assignee"] = complaint.AssigneeId is { } holder && roster.People.TryGetValue(holder, out var agent) ? agent.Name : "",
            }, "staff", now), complaint.Id);
        }
        return null;
    }

    private static (KnownStaff? Person, string Target) Target(Complaint complaint, RosterPage roster, int level, string? to)
    {
        var person = to is not null ? roster.People.GetValueOrDefault(to) : Above(complaint, roster, level);
        return (person, person?.StaffId ?? to ?? complaint.Team);
    }

    // Level 1 is the manager of whoever has it, or of its team; level 2 the manager of that one, where there is one.
    private static KnownStaff? Above(Complaint complaint, RosterPage roster, int level)
    {
        var first = First(complaint, roster);
        return level == 1 ? first : ManagerOf(first?.StaffId, roster) ?? first;
    }

    private static KnownStaff? First(Complaint complaint, RosterPage roster) =>
        ManagerOf(complaint.AssigneeId, roster) ?? roster.ManagersOf(complaint.Team).MinBy(person => person.StaffId, StringComparer.Ordinal);

    private static KnownStaff? ManagerOf(string? staffId, RosterPage roster) =>
        staffId is not null && roster.People.TryGetValue(staffId, out var person) && person.ManagerId is { } manager ? roster.People.GetValueOrDefault(manager) : null;
}
