using System.Text.Json;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>One change: who, when, through which request, from what to what.</summary>
public sealed record ChangeView(
    string Entity, Guid EntityId, string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

/// <summary>C21: the history of a customer and of what belongs to it, newest first.</summary>
internal static class CustomerHistory
{
    public static async Task<Results<Ok<Page<ChangeView>>, Missing>> HandleAsync(
        Guid id, CustomersDb db, Caller caller, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        // A file that went with its undone import (C17) has left its history; whose it was, nobody can say any more.
        if (!await db.Customers.AnyAsync(customer => customer.Id == id, cancellationToken)
            && !(caller.SeesAll && await db.Changes.AnyAsync(change => change.Subject == id && change.EntityId == id && change.Action == "deleted", cancellationToken)))
            return new Missing("customer", id);
        var list = $"history:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.Changes.AsNoTracking().Where(change => change.Subject == id && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var lists = await db.ListNamesAsync(rows, cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, change => change.Key, change => View(change, lists)));
    }

    private static ChangeView View(Change change, IReadOnlyDictionary<string, string> lists) => new(
        change.Entity, change.EntityId, change.Action, change.At, change.By, change.ByName, change.TraceId,
        change.Fields is null ? [] : [.. JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!.SelectMany(field => InWords(change.Entity, field, lists))]);

    /// <summary>C19: each custom field for itself, as people write it.</summary>
    private static IEnumerable<FieldChange> InWords(string entity, FieldChange change, IReadOnlyDictionary<string, string> lists)
    {
        if (entity == ListHistory.Entity) return [change with { From = Called(change.From, lists), To = Called(change.To, lists) }];
        // Called as the API calls it.
        if (entity == "contact" && change.Field == "points") return [change with { Field = "channels" }];
        if (change is not { Field: "custom", From: { } from, To: { } to }) return [change];
        var (before, after) = (Values(from), Values(to));
        return before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Where(code => before.GetValueOrDefault(code) != after.GetValueOrDefault(code))
            .Select(code => new FieldChange(CustomValues.Column(code), before.GetValueOrDefault(code), after.GetValueOrDefault(code)));
    }

    /// <summary>A list that is gone has its id only.</summary>
    private static string? Called(string? list, IReadOnlyDictionary<string, string> lists) => list is null ? null : lists.GetValueOrDefault(list, list);

    private static IReadOnlyDictionary<string, string> Values(string stored) => CustomFields.Plain(JsonSerializer.Deserialize<Dictionary<string, string>>(stored, Json.Tolerant)!);
}
