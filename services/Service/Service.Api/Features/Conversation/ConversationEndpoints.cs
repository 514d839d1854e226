using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Conversation;

internal static class ConversationEndpoints
{
    public static void MapConversation(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/complaints/{id:guid}").WithTags("Conversation");
        var read = group.MapGroup("").RequirePermission(Permissions.ComplaintsRead);
        read.MapGet("/messages", Messages.ListAsync).WithName("list-messages").WithSummary("What was said, newest first, with what was said to merged duplicates.");
        read.MapGet("/attachments", Attachments.ListAsync).WithName("list-attachments").WithSummary("The files.");
        read.MapGet("/attachments/{attachmentId:guid}", Attachments.DownloadAsync).WithName("download-attachment").WithSummary("One file, always as a download.");
        read.MapGet("/links", Links.ListAsync).WithName("list-links").WithSummary("Complaints it belongs together with.");
        var write = group.MapGroup("").RequirePermission(Permissions.ComplaintsWrite);
        write.MapPost("/messages", Messages.AddAsync).WithName("add-message").WithSummary("Says something to the customer, records what they said, or notes something inside.");
        write.MapUpload("/attachments", AttachmentShelf.LongestRequest, Attachments.AddAsync).WithName("add-attachment").WithSummary("Puts a file beside it.");
        write.MapPost("/merge", MergeDuplicate.HandleAsync).RequireIfMatch().WithName("merge-duplicate").WithSummary("Merges a duplicate into this complaint.");
        write.MapPost("/links", Links.AddAsync).WithName("add-link").WithSummary("Links another complaint.");
        write.MapDelete("/links/{linkId:guid}", Links.RemoveAsync).RequireIfMatch().WithName("remove-link").WithSummary("Takes a link away.");
    }
}
