using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Kpi;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Kpi;

/// <summary>I12: whom figures are of.</summary>
public enum KpiSubject
{
    [Names("Person", "个人", "個人")] Person,
    [Names("Team", "团队", "團隊")] Team,
}

/// <param name="Value">Money in the base currency for sales, margin and contracts; a count for the rest.</param>
/// <param name="Percent">Of the target; null without one.</param>
/// <param name="Incentive">Earned by the plans of this measure, in the base currency.</param>
/// <param name="Behind">Where the customers, visits or deals behind the value are listed.</param>
public sealed record KpiView(
    string Subject, string? Name, KpiMeasure Measure, string MeasureName, decimal Value, decimal? Target, double? Percent, decimal Incentive, string Behind);

public sealed record KpiReportView(string Period, DateOnly From, DateOnly To, KpiSubject Of, string Currency, decimal Incentives, [property: CsvTable] IReadOnlyList<KpiView> Rows);

/// <summary>I12: what each person or team reached in a month, quarter or year, against its targets, and what that earns.</summary>
internal static class ReadKpi
{
    public static async Task<Ok<KpiReportView>> HandleAsync(
        InsightsDb db, CallerAccessor rights, HttpRequest request, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [StringLength(10)] string? period = null, [CodeOf<KpiSubject>] string of = "person", [StringLength(100)] string? subject = null, [CodeOf<KpiMeasure>] string? measure = null)
    {
        var asked = KpiPeriod.Parse(period ?? $"{calendar.Today:yyyy-MM}");
        var ofTeams = EnumCode.Parse<KpiSubject>(of) == KpiSubject.Team;
        var (currency, language, only) = (options.Value.BaseCurrency, request.Language(), EnumCode.ParseGiven<KpiMeasure>(measure));
        var figures = await KpiFigures.ReadAsync(db, new CountsInReach(rights), asked, ofTeams, cancellationToken);
        var staff = await db.Staff.AsNoTracking().ToDictionaryAsync(s => s.StaffId, s => (s.Name, s.Team), cancellationToken);
        var targets = (await Targets.Seen(db, rights.Caller).Where(t => t.Period == asked.Name && t.OfTeam == ofTeams).ToListAsync(cancellationToken))
            .ToDictionary(t => (t.Subject, t.Measure), t => t.Value);
        var plans = (await db.IncentivePlans.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(p => p.Measure);
        decimal Shown(KpiMeasure m, long value) => Incentives.IsMoney(m) ? Money.ToMajor(value, currency) : value;
        var rows = figures.Keys.Union(targets.Keys).Where(key => (subject is null || key.Item1 == subject) && (only is null || key.Item2 == only))
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2).Select(key =>
            {
                var (who, what) = key;
                var reached = figures.GetValueOrDefault(key);
                long? target = targets.TryGetValue(key, out var set) ? set : null;
                var earned = plans[what].Sum(plan => Incentives.Earned(what, reached, target, plan.Steps));
                return new KpiView(who, ofTeams ? who : staff.GetValueOrDefault(who).Name, what, Terms.Name(what, language), Shown(what, reached), target is { } t ? Shown(what, t) : null,
                    target is > 0 ? Math.Round(100.0 * reached / target.Value, 2) : null, Money.ToMajor(earned, currency), Behind(who, what, asked, ofTeams));
            }).ToList();
        return TypedResults.Ok(new KpiReportView(asked.Name, asked.From, asked.To, EnumCode.Parse<KpiSubject>(of), currency, rows.Sum(r => r.Incentive), rows));
    }

    private static string Behind(string subject, KpiMeasure measure, KpiPeriod period, bool ofTeams)
    {
        var whose = $"from={period.From:yyyy-MM-dd}&to={period.To:yyyy-MM-dd}&{(ofTeams ? "team" : "person")}={Uri.EscapeDataString(subject)}";
        return KpiFigures.CountOf(measure) is { } count
            ? $"/api/v1/insights/dashboard/behind?measure={EnumCode.Of(count)}&{whose}"
            : $"/api/v1/insights/dashboard/sales/customers?{whose}";
    }
}
