using System.Text.Json;
using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>One change: who, when, through which request, from what to what. Texts of customers are not repeated here.</summary>
public sealed record ComplaintChangeView(
    string Entity, Guid EntityId, string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

/// <summary>C21: the history of a complaint and of what belongs to it, newest first.</summary>
internal static class ComplaintHistory
{
    public static async Task<Results<Ok<Page<ComplaintChangeView>>, Missing>> HandleAsync(
        Guid id, ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Complaints.AnyAsync(complaint => complaint.Id == id, cancellationToken)) return new Missing("complaint", id);
        var list = $"complaint-history:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.Changes.AsNoTracking().Where(change => change.Subject == id && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, change => change.Key, View));
    }

    private static ComplaintChangeView View(Change change) => new(
        change.Entity, change.EntityId, change.Action, change.At, change.By, change.ByName, change.TraceId,
        change.Fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!);
}
