using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Levels;

/// <summary>A length of business time: whole business days plus minutes.</summary>
public sealed record TargetView([property: Range(0, 366)] int Days, [property: Range(0, 527_040)] int Minutes);

/// <summary>How long each clock may take at one severity.</summary>
public sealed record SeverityTargetView(Severity Severity, TargetView FirstResponse, TargetView Resolution);

/// <summary>S5: the service levels.</summary>
/// <param name="Targets">One for each severity.</param>
/// <param name="ClassFactors">Percent of the targets by customer class; a class not named has 100.</param>
/// <param name="FirstWarning">Percent of the target used up.</param>
public sealed record ServiceLevelsRequest(
    [property: MinLength(4), MaxLength(4)] IReadOnlyList<SeverityTargetView> Targets,
    IReadOnlyDictionary<string, decimal>? ClassFactors = null,
    [property: Range(1, 1000)] decimal FirstWarning = 75, [property: Range(1, 1000)] decimal SecondWarning = 90,
    [property: Range(1, 1000)] decimal FirstEscalation = 125, [property: Range(1, 1000)] decimal SecondEscalation = 150)
{
    internal ServiceLevels ToDomain() => new()
    {
        Targets = Targets.GroupBy(target => target.Severity).ToImmutableDictionary(group => group.Key, group => new SeverityTarget(Duration(group.Last().FirstResponse), Duration(group.Last().Resolution))),
        ClassFactors = (ClassFactors ?? new Dictionary<string, decimal>()).ToImmutableDictionary(factor => factor.Key, factor => Thousandths(factor.Value), StringComparer.OrdinalIgnoreCase),
        Shares = new Dictionary<Milestone, int>
        {
            [Milestone.FirstWarning] = Thousandths(FirstWarning), [Milestone.SecondWarning] = Thousandths(SecondWarning), [Milestone.Breach] = 1_000,
            [Milestone.FirstEscalation] = Thousandths(FirstEscalation), [Milestone.SecondEscalation] = Thousandths(SecondEscalation),
        }.ToImmutableDictionary(),
    };

    private static BusinessDuration Duration(TargetView target) => new(target.Days, TimeSpan.FromMinutes(target.Minutes));

    private static int Thousandths(decimal percent) => (int)Math.Clamp(Math.Round(percent * 10), 0, 1_000_000);
}

/// <summary>The service levels in force; version 0 is the built-in default.</summary>
public sealed record ServiceLevelsView(
    IReadOnlyList<SeverityTargetView> Targets, IReadOnlyDictionary<string, decimal> ClassFactors, decimal FirstWarning, decimal SecondWarning,
    decimal FirstEscalation, decimal SecondEscalation, long Version) : IVersionedView
{
    internal static ServiceLevelsView Of(ServiceLevels levels, long version) => new(
        [.. levels.Targets.OrderByDescending(t => t.Key).Select(t => new SeverityTargetView(t.Key, Target(t.Value.FirstResponse), Target(t.Value.Resolution)))],
        levels.ClassFactors.ToDictionary(factor => factor.Key, factor => factor.Value / 10m),
        levels.Shares[Milestone.FirstWarning] / 10m, levels.Shares[Milestone.SecondWarning] / 10m, levels.Shares[Milestone.FirstEscalation] / 10m,
        levels.Shares[Milestone.SecondEscalation] / 10m, version);

    private static TargetView Target(BusinessDuration duration) => new(duration.Days, (int)duration.Time.TotalMinutes);
}

/// <summary>S5: reads and changes the service levels. A change computes the clocks of all open complaints anew.</summary>
internal static class ServiceLevelRules
{
    public static async Task<Ok<ServiceLevelsView>> GetAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var row = await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == SettingRow.ServiceLevels, cancellationToken);
        return TypedResults.Ok(ServiceLevelsView.Of(ClockShelf.Levels(row?.Value), row?.Version ?? 0));
    }

    public static async Task<Results<Ok<ServiceLevelsView>, Invalid, Stale>> PutAsync(
        ServiceLevelsRequest request, IfMatch ifMatch, ComplaintsDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        if ((request.ClassFactors ?? new Dictionary<string, decimal>()).Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() != (request.ClassFactors?.Count ?? 0))
            return new Invalid("classFactors", "Each class stands there once; A and a are the same.", "service-levels.invalid");
        var levels = request.ToDomain();
        if (levels.Check() is { } refusal) return new Invalid(refusal);
        var row = await db.Settings.SingleOrDefaultAsync(setting => setting.Name == SettingRow.ServiceLevels, cancellationToken);
        if (!ifMatch.Matches(row)) return new Stale(row?.Version ?? 0);
        var value = JsonSerializer.Serialize(levels, CourseJson.Options);
        if (row is null) db.Settings.Add(row = SettingRow.Enter(SettingRow.ServiceLevels, value));
        else row.Change(value);
        await Resettling.QueueAsync(db, caller, time, signal, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ServiceLevelsView.Of(levels, row.Version));
    }
}
