using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Interventions;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Interventions;

/// <summary>What came of an intervention.</summary>
/// <param name="Note">What was done.</param>
public sealed record EndInterventionRequest(InterventionOutcome Outcome, [property: StringLength(2000)] string? Note = null);

/// <summary>What is undertaken after a churn warning.</summary>
/// <param name="Probability">Probability that the customer is still alive, 0 to 1.</param>
/// <param name="Reasons">Why, in the language asked for.</param>
/// <param name="Outcome">Null while it goes on, and for good when it ended because the customer was erased.</param>
public sealed record InterventionView(
    Guid Id, Guid CustomerId, Guid WarningId, double Probability, IReadOnlyList<string> Reasons, long ValueAtRiskMinor, string Currency, string ProposedAction,
    string? OwnerId, string Team, DateTimeOffset OpenedAt, Guid TaskId, InterventionOutcome? Outcome, string? Note, string? EndedBy, DateTimeOffset? EndedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static InterventionView Of(Intervention i, Language language) => new(
        i.Id, i.CustomerId, i.WarningId, i.Probability, [.. i.Reasons.Select(reason => reason.Words.In(language))], i.ValueAtRiskMinor, i.Currency, i.ProposedAction,
        i.OwnerId, i.Team, i.OpenedAt, i.TaskId, i.Outcome, i.Note, i.EndedBy, i.EndedAt, i.Version);
}

/// <summary>I5: interventions, and how they ended.</summary>
internal static class Interventions
{
    public static void MapInterventions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/interventions").WithTags("Interventions").NameCustomers<InterventionView>();
        group.MapGet("", ListAsync).RequirePermission(Permissions.TasksRead).WithName("list-interventions").WithSummary("What is undertaken after churn warnings, newest first.");
        group.MapGet("/{id:guid}", OneAsync).RequirePermission(Permissions.TasksRead).WithName("get-intervention").WithSummary("One intervention.");
        group.MapPost("/{id:guid}/end", EndAsync).RequirePermission(Permissions.TasksWrite).RequireIfMatch().WithName("end-intervention").WithSummary("Ends an intervention with its outcome.");
    }

    private static async Task<Results<Ok<InterventionView>, Missing>> OneAsync(Guid id, EngagementDb db, HttpRequest http, CancellationToken cancellationToken) =>
        await db.Interventions.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } intervention
            ? TypedResults.Ok(InterventionView.Of(intervention, http.Language()))
            : new Missing("intervention", id);

    private static async Task<Ok<Page<InterventionView>>> ListAsync(
        EngagementDb db, Cursors cursors, HttpRequest http, CancellationToken cancellationToken, Guid? customerId = null, [StringLength(100)] string? ownerId = null, bool? ended = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"interventions:{customerId}:{ownerId}:{ended}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var all = db.Interventions.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) all = all.Where(i => i.CustomerId == customer);
        if (ownerId is not null) all = all.Where(i => i.OwnerId == ownerId);
        if (ended is not null) all = all.Where(i => i.EndedAt != null == ended);
        var rows = await all.Where(i => i.Key < before).OrderByDescending(i => i.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, i => i.Key, i => InterventionView.Of(i, http.Language())));
    }

    private static async Task<Results<Ok<InterventionView>, Missing, Refused, Stale>> EndAsync(
        Guid id, EndInterventionRequest request, IfMatch ifMatch, EngagementDb db, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Interventions.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } intervention) return new Missing("intervention", id);
        if (!ifMatch.Matches(intervention)) return new Stale(intervention.Version);
        var now = time.GetUtcNow();
        if (intervention.End(request.Outcome, request.Note, caller.Subject, now) is { } refusal) return new Refused(refusal);
        db.Publish(intervention.ToEvent(), intervention.CustomerId);
        db.Timeline.Add(intervention.ToEntry());
        if (await db.Tasks.IgnoreQueryFilters().SingleOrDefaultAsync(task => task.Id == intervention.TaskId && task.State == TaskState.Open, cancellationToken) is { } open)
        {
            _ = open.Complete(request.Note, caller.Subject, now);
            db.Tell(open);
        }
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(InterventionView.Of(intervention, http.Language()));
    }
}
