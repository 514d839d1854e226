using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Stages;

/// <summary>A piece of evidence as clients see it.</summary>
public sealed record EvidenceView(Guid Id, EvidenceKind Kind, EvidenceOrigin Origin, Guid? SourceId, string? Reason, string By, DateTimeOffset At)
{
    internal static EvidenceView Of(StageEvidence e) => new(e.Id, e.Kind, e.Origin, e.SourceId, e.Reason, e.By, e.At);
}

/// <summary>C9: where a relationship stands, and what evidence there is.</summary>
internal static class GetStage
{
    public static async Task<Results<Ok<StageView>, Missing>> HandleAsync(Guid id, CustomersDb db, HttpRequest request, CancellationToken cancellationToken) =>
        await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } customer
            ? TypedResults.Ok(StageReading.View(customer, await db.EvidenceOfAsync(id, cancellationToken), request.Language()))
            : new Missing("customer", id);

    /// <summary>All evidence, newest first, whatever stage it is of.</summary>
    public static async Task<Results<Ok<Page<EvidenceView>>, Missing>> EvidenceAsync(
        Guid id, CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var list = $"evidence:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.StageEvidence.AsNoTracking().Where(e => e.CustomerId == id && e.Key < before)
            .OrderByDescending(e => e.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, e => e.Key, EvidenceView.Of));
    }
}
