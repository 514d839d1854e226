using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Complaints;

/// <param name="AssigneeId">Token subject of who is to have it.</param>
/// <param name="Team">Without a person: the least loaded of this team gets it. With neither, the rules decide anew.</param>
public sealed record AssignRequest(
    [property: StringLength(100)] string? AssigneeId = null, [property: StringLength(60)] string? Team = null, [property: StringLength(400)] string? Reason = null);

/// <summary>S3: one assignment and why.</summary>
public sealed record AssignmentView(DateTimeOffset At, string By, AssignmentOutcome Outcome, string Team, string? AssigneeId, string? RuleId, string Reason);

/// <summary>S3: gives a complaint to somebody else, by name, by team or by the rules; and tells who had it and why.</summary>
internal static class AssignComplaint
{
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, AssignRequest request, IfMatch ifMatch, ComplaintsDb db, Assigner assigner, AlarmBell alarm, Roster roster, ComplaintActs acts, Caller caller,
        IOptions<ComplaintsOptions> options, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (complaint.IsMerged) return new Refused(Complaint.Merged);
        if (!complaint.IsOpen) return new Refused(StepRules.Closed);
        var page = await roster.ReadAsync(db, cancellationToken);
        var person = request.AssigneeId is { } wanted ? page.People.GetValueOrDefault(wanted) : null;
        if (request.AssigneeId is not null && person is null)
            return new Invalid("assigneeId", $"'{request.AssigneeId}' is no active member of staff.", "complaint.assignee-unknown");
        if (person is null && request.Team is { } wantedTeam && !page.Knows(wantedTeam, options.Value.FallbackTeam))
            return new Invalid("team", $"Nobody who works here takes complaints in a team '{wantedTeam}'.", "complaint.team-unknown");

        var customerClass = await db.Customers.Where(customer => customer.CustomerId == complaint.CustomerId).Select(customer => customer.Class).SingleOrDefaultAsync(cancellationToken);
        await db.BeginWriteAsync(cancellationToken);
        await assigner.TakeTurnAsync(1, cancellationToken);
        var now = time.GetUtcNow();
        if (person is not null)
        {
            assigner.Hand(complaint, person, AssignmentReason.ByHand(caller.Name, request.Reason), caller.Subject, now);
        }
        else
        {
            var only = request.Team is { } team ? AssignmentRule.OfTeam(team, request.Reason) : null;
            var decision = assigner.Assign(complaint, [], customerClass, caller.Subject, now, only);
            if (decision.RaisesAlarm) await alarm.RingAsync(complaint, decision, now, cancellationToken);
        }
        await acts.SaveAsync(complaint, cancellationToken);
        await db.FinishWriteAsync(cancellationToken);
        return TypedResults.Ok(await ReadComplaints.ViewAsync(db, complaint, http, cancellationToken));
    }

    public static async Task<Results<Ok<Page<AssignmentView>>, Missing>> ListAsync(Guid id, ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        var notes = await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => c.Assignments).SingleOrDefaultAsync(cancellationToken);
        if (notes is null) return new Missing("complaint", id);
        var language = http.Language();
        return TypedResults.Ok(new Page<AssignmentView>(
            [.. notes.Reverse().Select(note => new AssignmentView(note.At, note.By, note.Outcome, note.Team, note.AssigneeId, note.RuleId, note.Reason.In(language)))], null));
    }
}
