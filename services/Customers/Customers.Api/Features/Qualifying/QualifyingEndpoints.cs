using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Qualifying;

internal static class QualifyingEndpoints
{
    public static void MapQualifying(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/qualification").WithTags("Relationship");
        group.MapGet("", AnswerQualification.GetAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("get-qualification").WithSummary("Money, authority and need: the verdict, the next action and what is still missing.");
        group.MapPut("", AnswerQualification.PutAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch()
            .WithName("put-qualification").WithSummary("Answers all three; null is unknown.");
        group.MapPatch("", AnswerQualification.PatchAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch()
            .WithName("patch-qualification").WithSummary("Answers some of the three.");
    }
}
