using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Remedies;

/// <summary>How much a role may give for one complaint without a second pair of eyes; units as in a remedy.</summary>
public sealed record RoleLimits(
    [property: Required] string Role, [property: Range(0, long.MaxValue)] long Refund = 0, [property: Range(0, long.MaxValue)] long Replacement = 0,
    [property: Range(0, long.MaxValue)] long Points = 0, [property: Range(0, 10_000)] long Discount = 0);

public sealed record RemedyLimitsRequest([property: MinLength(1), MaxLength(10)] IReadOnlyList<RoleLimits> Limits);

/// <summary>The limits in force; version 0 is the built-in default.</summary>
public sealed record RemedyLimitsView(IReadOnlyList<RoleLimits> Limits, long Version) : IVersionedView
{
    internal static RemedyLimitsView Of(RemedyLimits limits, long version) => new(
        [.. limits.ByRole.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new RoleLimits(
            pair.Key, Of(pair.Value, RemedyKind.Refund), Of(pair.Value, RemedyKind.Replacement), Of(pair.Value, RemedyKind.Points), Of(pair.Value, RemedyKind.Discount)))], version);

    private static long Of(ImmutableDictionary<RemedyKind, long> limits, RemedyKind kind) => limits.GetValueOrDefault(kind);
}

/// <summary>S6: reads and changes the limits.</summary>
internal static class RemedyLimitRules
{
    public static async Task<Ok<RemedyLimitsView>> GetAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var row = await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == SettingRow.RemedyLimits, cancellationToken);
        return TypedResults.Ok(RemedyLimitsView.Of(RemedyDesk.Limits(row?.Value), row?.Version ?? 0));
    }

    public static async Task<Results<Ok<RemedyLimitsView>, Invalid, Stale>> PutAsync(RemedyLimitsRequest request, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (request.Limits.Select(limit => limit.Role).Distinct().Count() != request.Limits.Count) return new Invalid("limits", "Each role stands there once.", "remedy-limits.twice");
        if (request.Limits.FirstOrDefault(limit => !Roles.All.Contains(limit.Role)) is { } odd)
            return new Invalid("limits", $"'{odd.Role}' is no role: {string.Join(", ", Roles.All)}.", "remedy-limits.role-unknown");
        var limits = new RemedyLimits(request.Limits.ToImmutableDictionary(limit => limit.Role, limit => new Dictionary<RemedyKind, long>
        {
            [RemedyKind.Refund] = limit.Refund, [RemedyKind.Replacement] = limit.Replacement, [RemedyKind.Points] = limit.Points, [RemedyKind.Discount] = limit.Discount,
        }.ToImmutableDictionary()));
        var row = await db.Settings.SingleOrDefaultAsync(setting => setting.Name == SettingRow.RemedyLimits, cancellationToken);
        if (!ifMatch.Matches(row)) return new Stale(row?.Version ?? 0);
        var value = JsonSerializer.Serialize(limits, CourseJson.Options);
        if (row is null) db.Settings.Add(row = SettingRow.Enter(SettingRow.RemedyLimits, value));
        else row.Change(value);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(RemedyLimitsView.Of(limits, row.Version));
    }
}
