using System.Diagnostics;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>C21: writes down what no change of a watched thing tells; part of the next save, as every history is.</summary>
public static class ByHandHistory
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string Deleted = "deleted";

    public static void Note(this ServiceDb db, Guid subject, string entity, Guid entityId, string action, IReadOnlyList<FieldChange>? fields, Caller caller, DateTimeOffset now) =>
        db.Changes.Add(Of(subject, entity, entityId, action, fields, caller, now));

    internal static Change Of(Guid subject, string entity, Guid entityId, string action, IReadOnlyList<FieldChange>? fields, Caller caller, DateTimeOffset now) => new()
    {
        Subject = subject,
        Entity = entity,
        EntityId = entityId,
        Action = action,
        At = now,
        By = caller.Subject,
        ByName = caller.Name,
        TraceId = Activity.Current?.TraceId.ToHexString(),
        Fields = fields is null ? null : JsonSerializer.Serialize(fields, Json.Tolerant),
    };
}
