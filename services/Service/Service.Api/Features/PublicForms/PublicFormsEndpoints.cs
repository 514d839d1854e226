using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Service.Features.PublicForms;

internal static class PublicFormsEndpoints
{
    private const long LongestForm = 128 * 1024;

    public static void MapPublicForms(this RouteGroupBuilder api)
    {
        var group = api.MapPublic("complaints").WithTags("Public");
        group.MapPost("", SubmitComplaint.HandleAsync).WithMetadata(new RequestSizeLimitAttribute(LongestForm))
            .WithName("submit-complaint").WithSummary("A complaint from the web form, without login; gives its number and a link to its status.");
        group.MapGet("/status/{token}", ComplaintStatusPage.ReadAsync).WithName("public-complaint-status").WithSummary("How a complaint stands, by the signed link.");
        group.MapPost("/status/{token}/messages", ComplaintStatusPage.SayAsync).WithMetadata(new RequestSizeLimitAttribute(LongestForm))
            .WithName("public-add-message").WithSummary("Says something more.");
        group.MapUpload("/status/{token}/attachments", AttachmentShelf.LongestRequest, ComplaintStatusPage.AttachAsync)
            .WithName("public-add-attachment").WithSummary("Puts a file beside it.");
    }
}
