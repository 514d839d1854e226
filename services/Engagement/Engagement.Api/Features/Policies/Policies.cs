using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Policies;

/// <summary>One limit; without a class it holds for all classes without a line of their own.</summary>
/// <param name="Most">Basis points of discount, days until payment, or minor units of the base currency of cost taken over.</param>
public sealed record PolicyLine(PromiseTerm Term, PromiserRole Role, [property: Range(0, 1_000_000_000_000_000)] long Most, AbcClass? Class = null);

/// <summary>Up to where each role may promise alone; what no line allows needs approval. The discount of sales with a class follows the class's support plan whenever that gets another discount room, and else stays as it is written here.</summary>
public sealed record PolicyRequest([property: MaxLength(100)] IReadOnlyList<PolicyLine> Limits);

public sealed record PolicyView(IReadOnlyList<PolicyLine> Limits, long Version) : IVersionedView;

/// <summary>E9: the limits of what may be promised without asking are data.</summary>
internal static class Policies
{
    public static void MapPolicies(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/policies").WithTags("Promises");
        group.MapGet("/promises", ReadAsync).RequirePermission(Permissions.PromisesRead).WithName("get-promise-policy").WithSummary("Up to where each role may promise alone; whoever may approve promises approves beyond their own limits, too.");
        group.MapPut("/promises", PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-promise-policy").WithSummary("Changes the limits; promises made before keep theirs. What sales may give a class as discount is set anew when the class's support plan gets another discount room.");
    }

    private static async Task<Ok<PolicyView>> ReadAsync(EngagementDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPolicy.Name, StoredPolicy.Default, cancellationToken);
        return TypedResults.Ok(View(stored.Value, stored.Version));
    }

    private static async Task<Results<Ok<PolicyView>, Invalid, Stale>> PutAsync(PolicyRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPolicy.Name, StoredPolicy.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != stored.Version) return new Stale(stored.Version);
        var policy = new StoredPolicy([.. request.Limits.Select(line => new PolicyLimit(line.Term, line.Role, line.Most, line.Class))]);
        if (new PromisePolicy(0, policy.Limits).Problems() is [var first, ..]) return new Invalid("limits", $"These limits do not go together: {first}.", first);
        var written = await db.WriteSettingAsync(StoredPolicy.Name, policy, cancellationToken, stored.Version);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(policy, written.Version));
    }

    private static PolicyView View(StoredPolicy policy, long version) =>
        new([.. policy.Limits.Select(limit => new PolicyLine(limit.Term, limit.Role, limit.Most, limit.Class))], version);
}
