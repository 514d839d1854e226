using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Contacts;

internal static class ContactsEndpoints
{
    public static void MapContacts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Contacts");
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("/customers/{id:guid}/contacts", ListContacts.HandleAsync).WithName("list-contacts").WithSummary("The people at a customer.");
        read.MapGet("/contacts/{id:guid}", GetContact.HandleAsync).WithName("get-contact").WithSummary("One contact.");

        var write = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        write.MapPost("/customers/{id:guid}/contacts", AddContact.HandleAsync).WithName("add-contact").WithSummary("Adds somebody at a customer.");
        write.MapPut("/contacts/{id:guid}", ChangeContact.ReplaceAsync).RequireIfMatch().WithName("replace-contact").WithSummary("Replaces what is written about a contact.");
        write.MapPatch("/contacts/{id:guid}", ChangeContact.PatchAsync).RequireIfMatch().WithName("patch-contact").WithSummary("Changes some fields (JSON Merge Patch).");
        write.MapDelete("/contacts/{id:guid}", RemoveContact.HandleAsync).RequireIfMatch().WithName("remove-contact").WithSummary("Removes a contact.");
    }
}
