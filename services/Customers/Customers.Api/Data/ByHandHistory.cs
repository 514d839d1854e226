using System.Diagnostics;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Customers.Data;

/// <summary>C21: writes down in a customer's history what happens to rows without an identity and a version of their own; part of the next save, as every history is.</summary>
internal static class ByHandHistory
{
    public const string Created = "created";
    public const string Deleted = "deleted";

    public static void Note(this CustomersDb db, Guid customer, string entity, Guid entityId, string action, IReadOnlyList<FieldChange>? fields, Caller caller, DateTimeOffset now) => db.Changes.Add(new Change
    {
        Subject = customer,
        Entity = entity,
        EntityId = entityId,
        Action = action,
        At = now,
        By = caller.Subject,
        ByName = caller.Name,
        TraceId = Activity.Current?.TraceId.ToHexString(),
        Fields = fields is null ? null : JsonSerializer.Serialize(fields, Json.Tolerant),
    });
}
