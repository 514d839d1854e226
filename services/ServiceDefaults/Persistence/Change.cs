using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>One saved change of one thing: who, when, through which request, from what to what (C21).</summary>
public sealed class Change
{
    public long Key { get; private set; }

    /// <summary>The thing whose history this belongs to.</summary>
    public Guid Subject { get; init; }

    public required string Entity { get; init; }

    public Guid EntityId { get; init; }

    /// <summary><c>created</c>, <c>updated</c> or <c>deleted</c>.</summary>
    public required string Action { get; init; }

    public DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    public string? TraceId { get; init; }

    /// <summary>JSON array of <see cref="FieldChange"/>; null for a creation, and for most deletions.</summary>
    public string? Fields { get; set; }

    /// <summary>Every text that <see cref="Fields"/> tells, before and after, by its field.</summary>
    public static IEnumerable<(string Field, string Text)> TextsIn(string fields) => JsonSerializer.Deserialize<List<FieldChange>>(fields, Json.Tolerant)!
        .SelectMany(field => new[] { (field.Field, Text: field.From), (field.Field, Text: field.To) }).Where(told => told.Text is not null).Select(told => (told.Field, told.Text!));
}

/// <summary>A field before and after; both null when its values are kept out of the history.</summary>
public sealed record FieldChange(string Field, string? From, string? To);
