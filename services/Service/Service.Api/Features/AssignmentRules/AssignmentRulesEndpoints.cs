using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.AssignmentRules;

/// <summary>S3: the rules are data. Without any, a complaint goes to whoever is on duty for its category.</summary>
internal static class AssignmentRulesEndpoints
{
    public static void MapAssignmentRules(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/assignment-rules").WithTags("Assignment").RequirePermission(Permissions.ComplaintsAssign);
        group.MapGet("", ListAsync).WithName("list-assignment-rules").WithSummary("The rules in the order they are asked.");
        group.MapGet("/{id:guid}", OneAsync).WithName("get-assignment-rule").WithSummary("One rule.");
        group.MapPost("", AddAsync).WithName("add-assignment-rule").WithSummary("Enters a rule.");
        group.MapPut("/{id:guid}", ReplaceAsync).RequireIfMatch().WithName("replace-assignment-rule").WithSummary("Changes a rule.");
        group.MapDelete("/{id:guid}", RemoveAsync).RequireIfMatch().WithName("remove-assignment-rule").WithSummary("Removes a rule.");
    }

    private static async Task<Ok<Page<AssignmentRuleView>>> ListAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.AssignmentRules.AsNoTracking().ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<AssignmentRuleView>(
            [.. rows.OrderBy(row => row.Rule.Position).ThenBy(row => row.Rule.Id, StringComparer.Ordinal).Select(AssignmentRuleView.Of)], null));
    }

    private static async Task<Results<Ok<AssignmentRuleView>, Missing>> OneAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken) =>
        await db.AssignmentRules.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } found
            ? TypedResults.Ok(AssignmentRuleView.Of(found))
            : new Missing("assignment rule", id);

    private static async Task<Results<Created<AssignmentRuleView>, Invalid>> AddAsync(AssignmentRuleRequest request, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var row = AssignmentRuleRow.Enter(request.ToDomain);
        db.AssignmentRules.Add(row);
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/assignment-rules/{row.Id}", AssignmentRuleView.Of(row));
    }

    private static async Task<Results<Ok<AssignmentRuleView>, Missing, Invalid, Stale>> ReplaceAsync(
        Guid id, AssignmentRuleRequest request, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await db.AssignmentRules.SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } row) return new Missing("assignment rule", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        row.Change(request.ToDomain(id.ToString()));
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(AssignmentRuleView.Of(row));
    }

    private static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await db.AssignmentRules.SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } row) return new Missing("assignment rule", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        db.AssignmentRules.Remove(row);
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
