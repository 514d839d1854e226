using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Stages;

internal static class StagesEndpoints
{
    public static void MapStages(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/stage").WithTags("Relationship");
        group.MapGet("", GetStage.HandleAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("get-stage").WithSummary("Where the relationship stands and what the next stage still needs.");
        group.MapGet("/evidence", GetStage.EvidenceAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("list-evidence").WithSummary("All evidence, newest first.");

        var move = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        move.MapPost("", MoveStage.AdvanceAsync).RequireIfMatch().WithName("advance-stage").WithSummary("Moves to the next stage; 409 names it and the missing evidence.");
        move.MapPost("/end", MoveStage.EndAsync).RequireIfMatch().WithName("end-relationship").WithSummary("Ends the relationship, with a reason.");
        move.MapPost("/reopen", MoveStage.ReopenAsync).RequireIfMatch().WithName("reopen-relationship").WithSummary("Reopens it into the stage it ended from.");

        var evidence = group.MapGroup("").RequirePermission(Permissions.EvidenceRecord);
        evidence.MapPost("/evidence", RecordEvidence.OneAsync).WithName("record-evidence").WithSummary("Records evidence by hand, with a reason.");
        evidence.MapPost("/two-way-check", RecordEvidence.TwoWayCheckAsync).WithName("record-two-way-check").WithSummary("Records what we checked of them and they of us.");
    }
}
