using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>
/// What the books say of an export that has ended. Who is erased may have been called like a code (<c>partner</c>), and the erasure's word
/// then stands where the code stood (C20): whatever cannot be read any more is left out, and the rest is still told.
/// </summary>
internal static class ToldExport
{
    public static ExportRequest RequestOf(Job job)
    {
        if (Read<ExportParameters>(JsonNode.Parse(job.Parameters)) is { } whole) return whole.Request;
        var asked = JsonNode.Parse(job.Parameters)!["request"];
        return new ExportRequest(
            Read<ExportFormat>(asked?["format"]), FilterOf(asked?["filter"] as JsonObject), Read<string>(asked?["sort"]), Read<IReadOnlyList<string>>(asked?["columns"]), Read<bool>(asked?["sensitive"]));
    }

    public static ExportReport? ReportOf(Job job)
    {
        if (job.Result is not { } result || JsonNode.Parse(result) is not JsonObject told) return null;
        return Read<ExportReport>(told) ?? new ExportReport(default, Read<long>(told["rows"]), Read<long>(told["bytes"]), Read<DateTimeOffset>(told["expiresAt"]));
    }

    private static CustomerCriteria? FilterOf(JsonObject? filter)
    {
        if (filter is null) return null;
        var readable = filter.Where(criterion => Read<CustomerCriteria>(new JsonObject { [criterion.Key] = criterion.Value?.DeepClone() }) is not null);
        return Read<CustomerCriteria>(new JsonObject(readable.Select(criterion => KeyValuePair.Create(criterion.Key, criterion.Value?.DeepClone()))));
    }

    private static T? Read<T>(JsonNode? node)
    {
        try
        {
            return node is null ? default : node.Deserialize<T>(Json.Tolerant);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
