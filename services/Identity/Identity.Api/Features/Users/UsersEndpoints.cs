using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>The accounts of people, kept by administrators.</summary>
internal static class UsersEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").RequirePermission(Permissions.UsersManage).WithTags("Users");
        users.MapPost("", CreateUser.HandleAsync).ShowsSecret()
            .WithName("user-create").WithSummary("Opens an account; without a password one is made and shown this once.");
        users.MapGet("", ListUsers.HandleAsync).WithName("users").WithSummary("Accounts by user name.");
        users.MapGet("/{id:guid}", GetUser.HandleAsync).WithName("user").WithSummary("One account.");
        users.MapGet("/{id:guid}/history", UserHistory.HandleAsync).WithName("user-history").WithSummary("What was changed of an account, by whom and when.");
        users.MapPatch("/{id:guid}", ChangeUser.HandleAsync).RequireIfMatch()
            .WithName("user-change").WithSummary("Changes name, email, team, roles or the duty to have a second factor.");
        users.MapPost("/{id:guid}/deactivation", SetActivity.DeactivateAsync).RequireIfMatch()
            .WithName("user-deactivate").WithSummary("Closes an account and ends all its sessions.");
        users.MapPost("/{id:guid}/activation", SetActivity.ActivateAsync).RequireIfMatch()
            .WithName("user-activate").WithSummary("Opens a closed account again.");
        users.MapPost("/{id:guid}/password", ResetPassword.HandleAsync).RequireIfMatch().ShowsSecret()
            .WithName("user-password").WithSummary("Gives a new password and ends all sessions.");
        users.MapPost("/{id:guid}/unlock", UnlockUser.HandleAsync).RequireIfMatch()
            .WithName("user-unlock").WithSummary("Forgets the wrong attempts that locked an account.");
        users.MapPost("/{id:guid}/sign-out", SignOutUser.HandleAsync).RequireIfMatch()
            .WithName("user-sign-out").WithSummary("Ends all sessions of a person.");
        users.MapDelete("/{id:guid}/second-factor", ResetSecondFactor.HandleAsync).RequireIfMatch()
            .WithName("user-second-factor-reset").WithSummary("Takes a lost second factor away and ends all sessions.");
    }
}
