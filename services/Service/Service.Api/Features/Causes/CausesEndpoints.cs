using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Causes;

internal static class CausesEndpoints
{
    public static void MapCauses(this RouteGroupBuilder api)
    {
        var tree = api.MapGroup("/causes").WithTags("Causes");
        tree.MapGet("", CauseTreeEndpoints.ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-causes").WithSummary("The tree of causes.");
        tree.MapGet("/pareto", CauseTreeEndpoints.ParetoAsync).RequirePermission(Permissions.ComplaintsRead).WithName("pareto-of-causes").WithSummary("Which few causes make most of the complaints.");
        tree.MapPut("/{code}", CauseTreeEndpoints.PutAsync).RequirePermission(Permissions.CausesWrite).RequireIfMatch().WithName("put-cause").WithSummary("Enters, renames or moves a cause; If-Match: * enters.");

        var whys = api.MapGroup("/complaints/{id:guid}/causes").WithTags("Causes");
        whys.MapGet("", AskWhy.ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-whys").WithSummary("The chains of whys about a complaint.");
        var ask = whys.MapGroup("").RequirePermission(Permissions.CausesWrite);
        ask.MapPost("", AskWhy.BeginAsync).WithName("begin-whys").WithSummary("Begins a chain of whys.");
        ask.MapPost("/{chainId:guid}/answers", AskWhy.AnswerAsync).RequireIfMatch().WithName("answer-why").WithSummary("Answers a why; the answer is what the next one asks about.");
        ask.MapPost("/{chainId:guid}/conclude", AskWhy.ConcludeAsync).RequireIfMatch().WithName("conclude-whys").WithSummary("Names the root cause; the complaint is traced to it.");

        var actions = api.MapGroup("/actions").WithTags("Causes");
        actions.MapGet("", Actions.ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-corrective-actions").WithSummary("Corrective actions.");
        actions.MapGet("/{id:guid}", Actions.OneAsync).RequirePermission(Permissions.ComplaintsRead).WithName("get-corrective-action").WithSummary("One corrective action.");
        actions.MapGet("/{id:guid}/effectiveness", Actions.EffectivenessAsync).RequirePermission(Permissions.ComplaintsRead).WithName("check-effectiveness").WithSummary("Whether it helps, as it looks now.");
        var keep = actions.MapGroup("").RequirePermission(Permissions.CausesWrite);
        keep.MapPost("", Actions.AddAsync).WithName("add-corrective-action").WithSummary("Enters a corrective action.");
        keep.MapPatch("/{id:guid}", Actions.ChangeAsync).RequireIfMatch().WithName("change-corrective-action").WithSummary("Gives it to somebody else, sets another day, or says what is done instead (JSON Merge Patch).");
        keep.MapPost("/{id:guid}/complete", Actions.CompleteAsync).RequireIfMatch().WithName("complete-corrective-action").WithSummary("It is done; from now on recurrence counts.");
    }
}
