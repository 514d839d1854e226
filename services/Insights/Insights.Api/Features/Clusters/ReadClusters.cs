using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clusters;

/// <summary>The mean of a feature in a cluster; of counts and sums, which are skewed, the geometric one.</summary>
public sealed record FeatureMeanView(string Feature, double Mean);

/// <param name="Customers">That the caller may see; the list of the cluster has as many.</param>
public sealed record ClusterView(int Cluster, SentenceView Name, SentenceView Description, int Customers, IReadOnlyList<FeatureMeanView> Means);

/// <param name="Customers">That the caller may see; <paramref name="Sampled"/> of all were looked at to find the clusters.</param>
/// <param name="Why">Why so many clusters; the silhouettes of all that were tried stand in <paramref name="Tried"/>.</param>
public sealed record ClustersView(
    Guid RunId, DateOnly AsOf, DateTimeOffset At, int Customers, int Sampled, SentenceView Why, IReadOnlyList<TriedClusters> Tried, [property: CsvTable] IReadOnlyList<ClusterView> Clusters);

public sealed record ClusterMemberView(Guid CustomerId, string Name, int Cluster, decimal Net, string Currency);

/// <summary>I10: the clusters of a run, and who is in them.</summary>
internal static class ReadClusters
{
    public static void MapClusters(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/clusters");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", HandleAsync).WithName("clusters").WithSummary("Groups of customers that are alike, with what sets them apart.");
        read.MapGet("/customers", CustomersAsync).WithName("cluster-customers").WithSummary("The customers of a cluster.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("", ClusterCustomersJob.QueueAsync).WithName("cluster-customers-job").WithSummary("Finds clusters anew.");
        manage.MapGroup("/jobs").MapJobs("find-clusters", ClusterCustomersJob.JobKind);
    }

    private static async Task<Results<Ok<ClustersView>, Missing>> HandleAsync(InsightsDb db, HttpRequest request, CancellationToken cancellationToken, Guid? run = null)
    {
        if (await db.RunAsync(ClusterCustomersJob.RunKind, run, cancellationToken) is not { } found) return Analyses.NotYet(ClusterCustomersJob.Path, run);
        var (report, language) = (found.ReportAs<ClustersReport>(), request.Language());
        var counts = await Seen(db, found.Key).GroupBy(m => m.Cluster).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(c => c.Key, c => c.Count, cancellationToken);
        return TypedResults.Ok(new ClustersView(found.Id, found.AsOf, found.At, counts.Values.Sum(), report.Sampled,
            SentenceView.Of(report.WhyEn, report.WhyZhHans, report.WhyZhHant, language), report.Tried,
            [.. report.Clusters.Select(c => new ClusterView(c.Number, SentenceView.Of(c.NameEn, c.NameZhHans, c.NameZhHant, language),
                SentenceView.Of(c.TextEn, c.TextZhHans, c.TextZhHant, language), counts.GetValueOrDefault(c.Number),
                [.. c.Means.Select((_, f) => new FeatureMeanView(SentenceView.Of(ClusterFeatures.All[f].Name, language).Text, c.Mean(f)))]))]));
    }

    private static async Task<Results<Ok<Page<ClusterMemberView>>, Missing>> CustomersAsync(
        int cluster, InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, Guid? run = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.RunAsync(ClusterCustomersJob.RunKind, run, cancellationToken) is not { } found) return Analyses.NotYet(ClusterCustomersJob.Path, run);
        var known = found.ReportAs<ClustersReport>().Clusters.Count;
        if (cluster < 1 || cluster > known) throw InsightRefusedException.OutOfRange("cluster", cluster, $"1 to {known}");
        var list = $"clusters:{found.Key}:{cluster}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await Seen(db, found.Key).Where(m => m.Cluster == cluster && m.CustomerNo > after).OrderBy(m => m.CustomerNo).Take(limit + 1)
            .Select(m => new { m.CustomerNo, Net = db.Ledgers.Where(l => l.CustomerNo == m.CustomerNo).Select(l => (long?)l.Net).FirstOrDefault() }).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(rows.Select(r => r.CustomerNo), cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.CustomerNo,
            r => new ClusterMemberView(names[r.CustomerNo].Id, names[r.CustomerNo].Name, cluster, Money.ToMajor(r.Net ?? 0, currency), currency)));
    }

    private static IQueryable<MemberRow> Seen(InsightsDb db, long run) =>
        db.ClusterMembers.AsNoTracking().Where(m => m.RunKey == run && db.Customers.Any(c => c.No == m.CustomerNo));
}
