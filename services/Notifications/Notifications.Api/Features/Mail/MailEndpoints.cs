using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Notifications.Features.Mail;

/// <summary>X4: what went out by mail and what did not; for whoever looks after the platform.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this IEndpointRouteBuilder api)
    {
        var mail = api.MapGroup("/mail").RequirePermission(Permissions.OperationsManage).WithTags("Mail");
        mail.MapGet("", ReadMails.ListAsync).WithName("mails").WithSummary("Mails, newest first.");
        mail.MapGet("/{id:guid}", ReadMails.GetAsync).WithName("mail").WithSummary("One mail.");
        mail.MapPost("/{id:guid}/retry", RetryMail.HandleAsync).RequireIfMatch().WithName("mail-retry").WithSummary("Sends a mail again that failed, bounced or was suppressed.");
        mail.MapPost("/bounces", TakeBounce.HandleAsync).Accepts<string>("message/rfc822")
            .WithName("mail-bounce").WithSummary("Takes a returned mail (RFC 3464 report) from the mail server.");
        mail.MapGet("/templates", ListTemplates.Handle).WithName("mail-templates").WithSummary("The templates there are.");
        mail.MapGet("/suppressions", ReadSuppressions.ListAsync).WithName("mail-suppressions").WithSummary("Addresses that get no mail, and why.");
        mail.MapDelete("/suppressions/{id:guid}", ReadSuppressions.RemoveAsync).RequireIfMatch()
            .WithName("mail-suppression-remove").WithSummary("Lets an address get mail again.");
    }
}
