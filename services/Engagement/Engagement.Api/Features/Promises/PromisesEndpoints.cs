using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Promises;

internal static class PromisesEndpoints
{
    public static void MapPromises(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/promises").WithTags("Promises").NameCustomers<PromiseView>();
        var read = group.MapGroup("").RequirePermission(Permissions.PromisesRead);
        read.MapGet("", ReadPromises.ListAsync).WithName("list-promises").WithSummary("Promises, due first; pending, overdue and broken ones by filter.");
        read.MapGet("/{id:guid}", ReadPromises.OneAsync).WithName("get-promise").WithSummary("One promise.");

        var write = group.MapGroup("").RequirePermission(Permissions.PromisesWrite);
        write.MapPost("", MakePromise.HandleAsync).WithName("make-promise").WithSummary("Enters a promise; beyond policy it waits for approval.");
        write.MapPatch("/{id:guid}", MakePromise.PatchAsync).RequireIfMatch().WithName("patch-promise").WithSummary("Changes a promise (JSON Merge Patch); other terms are judged anew.");
        write.MapPost("/{id:guid}/keep", DecidePromise.KeepAsync).RequireIfMatch().WithName("keep-promise").WithSummary("A promise was kept.");
        write.MapPost("/{id:guid}/break", DecidePromise.BreakAsync).RequireIfMatch().WithName("break-promise").WithSummary("A promise was broken.");
        write.MapPost("/{id:guid}/withdraw", DecidePromise.WithdrawAsync).RequireIfMatch().WithName("withdraw-promise").WithSummary("A promise is taken back.");
        write.MapPost("/{id:guid}/written-confirmation", DecidePromise.ConfirmAsync).RequireIfMatch().WithName("confirm-promise-in-writing").WithSummary("Notes the written confirmation after an oral exchange.");

        var decide = group.MapGroup("").RequirePermission(Permissions.PromisesApprove);
        decide.MapPost("/{id:guid}/approve", DecidePromise.ApproveAsync).RequireIfMatch().WithName("approve-promise").WithSummary("Approves a promise beyond policy, also beyond the approver's own limits; not by its author.");
        decide.MapPost("/{id:guid}/decline", DecidePromise.DeclineAsync).RequireIfMatch().WithName("decline-promise").WithSummary("Refuses a promise beyond policy; not by its author.");
    }
}
