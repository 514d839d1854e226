using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Domain.Zones;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Churn;

/// <param name="AsOf">The day that is judged; today when left out. Looking back warns nobody.</param>
public sealed record AssessRequest(DateOnly? AsOf = null);

/// <summary>What an assessment came to.</summary>
/// <param name="Silent">Customers silent by their own rhythm.</param>
/// <param name="Warned">Warnings given, beside those <paramref name="HeldBack"/> for comparison and those <paramref name="Silenced"/> because one runs.</param>
/// <param name="ValueRun">The run of values that P(alive) and value at risk come from; null when there is none of the last month.</param>
public sealed record AssessReport(int Customers, int Silent, int Warned, int HeldBack, int Silenced, Guid? ValueRun, int ZonesChanged);

/// <summary>
/// I3, I5: judges every customer by its own rhythm: who falls silent, who is likely to be lost, which zone it is in. A warning opens
/// an intervention in Engagement once. Whoever is known by imported history alone is warned of by nobody.
/// </summary>
internal static class AssessCustomers
{
    public const string JobKind = "insights-churn";
    public const string RunKind = "churn";
    public const string Path = "churn";

    public static Task<Accepted<JobView>> QueueAsync(
        AssessRequest request, InsightsDb db, OrganisationCalendar calendar, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        Analyses.RequirePast(request.AsOf, calendar);
        return Analyses.QueueAsync(db, JobKind, Path, request, caller, time, signal, cancellationToken);
    }

    internal sealed class Work(CurrentGeneration current, TimeProvider time, OrganisationCalendar calendar, IOptions<InsightsOptions> options)
        : AnalysisWork<AssessRequest>(current, time)
    {
        protected override async Task AnalyseAsync(RunStore store, AssessRequest request, CancellationToken cancellationToken)
        {
            var asOf = request.AsOf ?? calendar.Today;
            var settings = Settings(options.Value);
            var evidence = await store.ReadAsync(db => Evidence.BeginAsync(db, asOf, cancellationToken), cancellationToken);
            await store.BeginAsync(RunKind, asOf, request with { AsOf = asOf }, cancellationToken);
            var warnings = new Warnings(store, options.Value, Time, live: asOf == calendar.Today);
            var zoned = new List<ZoneCustomer>();
            var (customers, silent) = (0, 0);
            for (var range = 0; range < evidence.Ranges; range++)
            {
                var judged = new List<(CustomerEvidence Of, ChurnOutcome Outcome)>();
                foreach (var one in await store.ReadAsync(db => evidence.ReadAsync(db, range, cancellationToken), cancellationToken))
                {
                    var outcome = ChurnAssessment.Assess(one.Churn, settings);
                    customers++;
                    silent += outcome.Silent ? 1 : 0;
                    if (one.Churn.Purchases.Count > 0) zoned.Add(new ZoneCustomer(one.Churn.Customer, one.Value, one.RecentSales, one.EarlierSales, outcome.Silent));
                    if (outcome.Warning is not null && one.Live) judged.Add((one, outcome));
                }
                await warnings.GiveAsync([.. judged.Select(j => j.Outcome.Warning!)], cancellationToken);
                await store.TellAsync(10 + 60 * (range + 1) / evidence.Ranges, cancellationToken);
            }
            var changed = await Zoning.PublishAsync(store, zoned, asOf, options.Value, Time, publish: asOf == calendar.Today, cancellationToken);
            await store.EndAsync(new AssessReport(customers, silent, warnings.Given, warnings.HeldBack, warnings.Silenced, evidence.ValueRun, changed), 2, cancellationToken);
        }

        private static ChurnSettings Settings(InsightsOptions options) => new()
        {
            AliveBelow = options.AliveBelow,
            SilentTimes = options.SilentTimes,
            VisitFrom = options.VisitFrom,
            CallFrom = options.CallFrom,
        };
    }
}
