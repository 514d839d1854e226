using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>The programs that may ask for tokens, kept by administrators.</summary>
internal static class ClientsEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder api)
    {
        var clients = api.MapGroup("/clients").RequirePermission(Permissions.UsersManage).WithTags("Clients");
        clients.MapPost("", CreateClient.HandleAsync).ShowsSecret()
            .WithName("client-create").WithSummary("Registers a program; its secret is shown this once.");
        clients.MapGet("", ListClients.HandleAsync).WithName("clients").WithSummary("Clients by client id.");
        clients.MapGet("/{id:guid}", GetClient.HandleAsync).WithName("client").WithSummary("One client.");
        clients.MapGet("/{id:guid}/history", ClientHistory.HandleAsync).WithName("client-history").WithSummary("What was changed of a client, by whom and when.");
        clients.MapPatch("/{id:guid}", ChangeClient.HandleAsync).RequireIfMatch()
            .WithName("client-change").WithSummary("Changes what a client is called and may do.");
        clients.MapPost("/{id:guid}/secret", ReplaceSecret.HandleAsync).RequireIfMatch().ShowsSecret()
            .WithName("client-secret").WithSummary("Makes a new secret; the old one stays good for a while.");
        clients.MapDelete("/{id:guid}", DeleteClient.HandleAsync).RequireIfMatch()
            .WithName("client-delete").WithSummary("Removes a client and every token it has.");
    }
}
