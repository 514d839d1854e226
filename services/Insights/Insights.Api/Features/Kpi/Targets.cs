using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Kpi;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Kpi;

/// <param name="Period">2026, 2026-Q4 or 2026-11.</param>
/// <param name="Subject">Token subject, or the team's name.</param>
/// <param name="Value">Money in the base currency for sales, margin and contracts; a whole number for the rest.</param>
public sealed record TargetRequest(
    KpiMeasure Measure, [property: Required, StringLength(10)] string Period, KpiSubject Of, [property: Required, StringLength(100, MinimumLength = 1)] string Subject,
    [property: Range(0.01, 1e13)] decimal Value);

public sealed record TargetView(Guid Id, KpiMeasure Measure, string Period, KpiSubject Of, string Subject, decimal Value, long Version) : IVersionedView
{
    internal static TargetView View(Target t, string currency) => new(t.Id, t.Measure, t.Period, t.OfTeam ? KpiSubject.Team : KpiSubject.Person, t.Subject,
        Incentives.IsMoney(t.Measure) ? Money.ToMajor(t.Value, currency) : t.Value, t.Version);
}

/// <summary>I12: targets, set by who keeps the figures.</summary>
internal static class Targets
{
    public static async Task<Ok<Page<TargetView>>> ListAsync(
        InsightsDb db, Caller caller, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [StringLength(10)] string? period = null,
        [CodeOf<KpiMeasure>] string? measure = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"targets:{period}:{measure}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var targets = Seen(db, caller).Where(t => t.Key > after);
        if (period is not null) targets = targets.Where(t => t.Period == period);
        if (EnumCode.ParseGiven<KpiMeasure>(measure) is { } wanted) targets = targets.Where(t => t.Measure == wanted);
        var rows = await targets.OrderBy(t => t.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, t => t.Key, t => TargetView.View(t, options.Value.BaseCurrency)));
    }

    public static async Task<Results<Ok<TargetView>, Missing>> OneAsync(
        Guid id, InsightsDb db, Caller caller, IOptions<InsightsOptions> options, CancellationToken cancellationToken) =>
        await Seen(db, caller).SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } target
            ? TypedResults.Ok(TargetView.View(target, options.Value.BaseCurrency))
            : new Missing("target", id);

    public static async Task<Results<Created<TargetView>, Refused>> SetAsync(TargetRequest request, InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var period = KpiPeriod.Parse(request.Period);
        var ofTeam = request.Of == KpiSubject.Team;
        var value = Minor(request.Measure, request.Value, options.Value.BaseCurrency);
        if (!await db.Staff.AnyAsync(s => ofTeam ? s.Team == request.Subject : s.StaffId == request.Subject, cancellationToken))
            throw InsightRefusedException.OutOfRange("subject", request.Subject, ofTeam ? "a team that has members, see /api/v1/staff" : "the token subject of a member of staff, see /api/v1/staff");
        if (await db.Targets.AnyAsync(t => t.Period == period.Name && t.Measure == request.Measure && t.OfTeam == ofTeam && t.Subject == request.Subject, cancellationToken))
            return new Refused("target.exists", "There is a target of this measure for this subject and period; change that one.");
        var target = Target.Set(request.Measure, period.Name, ofTeam, request.Subject, value);
        db.Targets.Add(target);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/insights/kpi/targets/{target.Id}", TargetView.View(target, options.Value.BaseCurrency));
    }

    public static async Task<Results<Ok<TargetView>, Missing, Stale>> ChangeAsync(
        Guid id, TargetChange request, IfMatch ifMatch, InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Targets.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } target) return new Missing("target", id);
        if (!ifMatch.Matches(target)) return new Stale(target.Version);
        target.Change(Minor(target.Measure, request.Value, options.Value.BaseCurrency));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(TargetView.View(target, options.Value.BaseCurrency));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, IfMatch ifMatch, InsightsDb db, CancellationToken cancellationToken)
    {
        if (await db.Targets.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } target) return new Missing("target", id);
        if (!ifMatch.Matches(target)) return new Stale(target.Version);
        db.Targets.Remove(target);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>X1: one's own, those of one's team and its members, or all.</summary>
    public static IQueryable<Target> Seen(InsightsDb db, Caller caller)
    {
        var (all, team, me, mine) = (caller.SeesAll, caller.SeesTeam, caller.Subject, caller.TeamOrNone);
        return db.Targets.AsNoTracking().Where(t => all || (!t.OfTeam && t.Subject == me)
            || (team && (t.OfTeam ? t.Subject == mine : db.Staff.Any(s => s.StaffId == t.Subject && s.Team == mine))));
    }

    private static long Minor(KpiMeasure measure, decimal value, string currency)
    {
        if (Incentives.IsMoney(measure))
            return Money.ToMinor(value, currency) is var minor && minor > 0 ? minor : throw InsightRefusedException.OutOfRange("value", value, $"the least amount of {currency} or more");
        return value == decimal.Truncate(value) ? (long)value : throw InsightRefusedException.OutOfRange("value", value, "a whole number for a count");
    }
}

public sealed record TargetChange([property: Range(0.01, 1e13)] decimal Value);
