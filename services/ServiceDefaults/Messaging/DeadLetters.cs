using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>An event that a handler could not take, as an operator sees it.</summary>
/// <param name="NextAttemptAt">Null for a dead letter, which is only tried again when somebody says so.</param>
public sealed record FailedDeliveryView(
    Guid Id, Guid MessageId, string Handler, string Source, string Type, int Attempts, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt,
    DateTimeOffset? NextAttemptAt, string Error);

/// <summary>How a replay ended.</summary>
public sealed record ReplayView(Guid Id, bool Succeeded, string? Error);

/// <summary>X3: dead letters can be listed and replayed.</summary>
internal static class DeadLetters
{
    public const string Permission = "operations.manage";

    public static void Map(IEndpointRouteBuilder routes, string service)
    {
        var group = routes.MapGroup($"/dead-letters/{service}").RequirePermission(Permission).WithTags("Operations");
        group.MapGet("", ListAsync).WithName($"dead-letters-{service}").WithSummary("Events this service could not take.");
        group.MapPost("/{id:guid}/replay", ReplayAsync).WithName($"dead-letter-replay-{service}").WithSummary("Tries a dead letter again now.");
        group.MapDelete("/{id:guid}", DropAsync).WithName($"dead-letter-drop-{service}").WithSummary("Gives a dead letter up.");
    }

    private static async Task<Ok<Page<FailedDeliveryView>>> ListAsync(
        ServiceDbAccessor accessor, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null, bool dead = true)
    {
        var list = $"dead-letters:{dead}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await accessor.Db.FailedDeliveries.AsNoTracking()
            .Where(failed => failed.Key > after && (failed.NextAttemptAt == null) == dead)
            .OrderBy(failed => failed.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, failed => failed.Key, View));
    }

    private static async Task<Results<Ok<ReplayView>, Missing, Refused>> ReplayAsync(
        Guid id, ServiceDbAccessor accessor, Subscriptions subscriptions, RetryWorker worker, CancellationToken cancellationToken)
    {
        var failed = await accessor.Db.FailedDeliveries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (failed is null) return new Missing("dead letter", id);
        if (subscriptions.Find(failed.Handler, failed.Type) is not { } subscription)
            return new Refused("dead-letter.no-handler", $"This version has no handler {failed.Handler} for {failed.Type} any more.");
        var succeeded = await worker.RetryAsync(subscription, failed, cancellationToken);
        var error = succeeded ? null : await accessor.Db.FailedDeliveries.Where(row => row.Id == id).Select(row => row.Error).SingleOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new ReplayView(id, succeeded, error));
    }

    private static async Task<Results<NoContent, Missing>> DropAsync(Guid id, ServiceDbAccessor accessor, CancellationToken cancellationToken)
    {
        var failed = await accessor.Db.FailedDeliveries.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (failed is null) return new Missing("dead letter", id);
        accessor.Db.FailedDeliveries.Remove(failed);
        await accessor.Db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static FailedDeliveryView View(FailedDelivery row) => new(
        row.Id, row.MessageId, row.Handler, row.Source, row.Type, row.Attempts, row.FirstFailedAt, row.LastFailedAt, row.NextAttemptAt, row.Error);
}
