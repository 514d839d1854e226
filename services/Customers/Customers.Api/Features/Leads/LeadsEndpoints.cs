using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Customers.Features.Leads;

internal static class LeadsEndpoints
{
    public static void MapLeads(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/leads").WithTags("Leads");
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("", ReadLeads.ListAsync).WithName("list-leads").WithSummary("Leads, newest first.");
        read.MapGet("/{id:guid}", ReadLeads.OneAsync).WithName("get-lead").WithSummary("One lead.");
        read.MapGet("/conversion", ReadLeads.ConversionAsync).WithName("lead-conversion").WithSummary("How many leads of each source became customers.");

        var write = group.MapGroup("").RequirePermission(Permissions.LeadsWrite);
        write.MapPost("", EnterLead.HandleAsync).WithName("enter-lead").WithSummary("Records a lead and opens the file of the customer it may become.");
        write.MapPost("/{id:guid}/convert", CloseLead.ConvertAsync).RequireIfMatch().WithName("convert-lead").WithSummary("The lead has become a customer.");
        write.MapPost("/{id:guid}/disqualify", CloseLead.DisqualifyAsync).RequireIfMatch().WithName("disqualify-lead").WithSummary("Nothing came of it, with the reason.");
        write.MapPost("/{id:guid}/reopen", CloseLead.ReopenAsync).RequireIfMatch().WithName("reopen-lead").WithSummary("Takes a disqualified lead up again.");
    }

    /// <summary>For the other services, with their own credentials.</summary>
    public static void MapInternalLeads(this WebApplication app) =>
        app.MapPost("/internal/leads", TakeInternalLead.HandleAsync).RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();
}
