using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Service.Features.Complaints;

internal static class ComplaintsEndpoints
{
    public static void MapComplaints(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/complaints").WithTags("Complaints");
        var read = group.MapGroup("").RequirePermission(Permissions.ComplaintsRead);
        read.MapGet("", ListComplaints.HandleAsync).WithName("list-complaints").WithSummary("Lists complaints; sort=due gives the queue of open ones.");
        read.MapGet("/{id:guid}", ReadComplaints.OneAsync).WithName("get-complaint").WithSummary("One complaint.");
        read.MapGet("/by-number/{number}", ReadComplaints.ByNumberAsync).WithName("get-complaint-by-number").WithSummary("One complaint by the number the customer quotes.");
        read.MapGet("/{id:guid}/steps", Steps.ListAsync).WithName("list-steps").WithSummary("The seven steps: the checklist and every record.");
        read.MapGet("/{id:guid}/clocks", ReadClocks.HandleAsync).WithName("get-clocks").WithSummary("Both service-level clocks.");
        read.MapGet("/{id:guid}/assignments", AssignComplaint.ListAsync).WithName("list-assignments").WithSummary("Who had it and why, newest first.");
        read.MapGet("/{id:guid}/escalations", Escalations.ListAsync).WithName("list-escalations").WithSummary("When it was handed up, to whom and why.");
        read.MapGet("/{id:guid}/history", ComplaintHistory.HandleAsync).WithName("complaint-history").WithSummary("Who changed what and when.");

        var write = group.MapGroup("").RequirePermission(Permissions.ComplaintsWrite);
        write.MapPost("", OpenComplaint.HandleAsync).WithName("open-complaint").WithSummary("Opens a complaint; it gets a number and is given to somebody.");
        write.MapPost("/{id:guid}/steps", Steps.RecordAsync).WithName("record-step").WithSummary("Records the next of the seven steps; skipping is 409 and names the missing one.").AgainWhenContended();
        write.MapPost("/{id:guid}/attempts", CloseComplaint.AttemptAsync).WithName("record-attempt").WithSummary("Documents an attempt to reach the customer; the answer says how many count and from when the next does.").AgainWhenContended();
        write.MapPatch("/{id:guid}", AssessComplaint.HandleAsync).RequireIfMatch().WithName("assess-complaint").WithSummary("Changes how it is judged (JSON Merge Patch).");
        write.MapPost("/{id:guid}/acknowledge", AssessComplaint.AcknowledgeAsync).RequireIfMatch().WithName("acknowledge-complaint").WithSummary("The customer was told that we have it.");
        write.MapPost("/{id:guid}/wait", AssessComplaint.WaitAsync).RequireIfMatch().WithName("wait-for-customer").WithSummary("Waits for the customer; the clocks stand still.");
        write.MapPost("/{id:guid}/resume", AssessComplaint.ResumeAsync).RequireIfMatch().WithName("resume-complaint").WithSummary("Waits no longer.");
        write.MapPost("/{id:guid}/close", CloseComplaint.HandleAsync).RequireIfMatch().WithName("close-complaint").WithSummary("Closes after the customer's answer or three attempts.");
        write.MapPost("/{id:guid}/reopen", ReopenComplaint.HandleAsync).RequireIfMatch().WithName("reopen-complaint").WithSummary("Reopens a closed complaint.");
        write.MapPost("/{id:guid}/escalations", Escalations.EscalateAsync).RequireIfMatch().WithName("escalate-complaint").WithSummary("Hands it up to somebody who does not have it yet.");
        write.MapPost("/{id:guid}/escalations/end", Escalations.EndAsync).RequireIfMatch().WithName("end-escalation").WithSummary("Takes it back from higher up.");
        group.MapPost("/{id:guid}/assign", AssignComplaint.HandleAsync).RequirePermission(Permissions.ComplaintsAssign).RequireIfMatch()
            .WithName("assign-complaint").WithSummary("Gives it to a person, to a team, or lets the rules decide anew.");
    }
}
