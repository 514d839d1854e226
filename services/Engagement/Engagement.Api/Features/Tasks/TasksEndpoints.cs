using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Tasks;

internal static class TasksEndpoints
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tasks").WithTags("Tasks").NameCustomers<TaskView>();
        var read = group.MapGroup("").RequirePermission(Permissions.TasksRead);
        read.MapGet("", ReadTasks.ListAsync).WithName("list-tasks").WithSummary("Tasks of mine, of a team, of a customer, overdue ones; due first comes first.");
        read.MapGet("/{id:guid}", ReadTasks.OneAsync).WithName("get-task").WithSummary("One task.");

        var write = group.MapGroup("").RequirePermission(Permissions.TasksWrite);
        write.MapPost("", CreateTask.HandleAsync).WithName("create-task").WithSummary("Enters a task.");
        write.MapPatch("/{id:guid}", CreateTask.PatchAsync).RequireIfMatch().WithName("patch-task").WithSummary("Changes an open task (JSON Merge Patch).");
        write.MapPost("/{id:guid}/complete", CloseTask.CompleteAsync).RequireIfMatch().WithName("complete-task").WithSummary("A task is done; one of the follow-up cycle only after a contact with the customer.");
        write.MapPost("/{id:guid}/cancel", CloseTask.CancelAsync).RequireIfMatch().WithName("cancel-task").WithSummary("A task is dropped; one of the follow-up cycle with a reason, and the manager hears of it all the same.");
    }
}
