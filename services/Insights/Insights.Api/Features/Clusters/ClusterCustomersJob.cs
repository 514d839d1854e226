using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Clustering;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clusters;

/// <param name="AsOf">The day the features speak of; today when left out.</param>
/// <param name="Least">Fewest clusters that are tried, 2 or more, to <paramref name="Most"/>, 12 at most.</param>
public sealed record ClustersRequest(DateOnly? AsOf = null, int Least = 2, int Most = 8);

/// <summary>A cluster as a run found it; means in units people read, in the order of the features.</summary>
public sealed record ClusterData(
    int Number, string NameEn, string NameZhHans, string NameZhHant, string TextEn, string TextZhHans, string TextZhHant, IReadOnlyList<double> Means, int Customers)
{
    /// <summary>Runs of earlier releases kept the means of logarithms, and their texts say so.</summary>
    internal double Mean(int feature) => TextEn.Contains("(log)", StringComparison.Ordinal) ? ClusterFeatures.All[feature].Typical(Means[feature]) : Means[feature];
}

public sealed record TriedClusters(int Clusters, double Silhouette);

/// <param name="Sampled">How many customers the clusters were found on; the others were put to the nearest.</param>
public sealed record ClustersReport(
    int Customers, int Sampled, IReadOnlyList<ClusterData> Clusters, IReadOnlyList<TriedClusters> Tried, string WhyEn, string WhyZhHans, string WhyZhHant);

/// <summary>I10: groups of customers that are alike, with names that say in what; a job.</summary>
internal static class ClusterCustomersJob
{
    public const string JobKind = "insights-clusters";
    public const string RunKind = "clusters";
    public const string Path = "clusters";
    private const int MostSampled = 10_000;
    private const int MostClusters = 12;

    public static Task<Accepted<JobView>> QueueAsync(
        ClustersRequest request, InsightsDb db, OrganisationCalendar calendar, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        Analyses.RequirePast(request.AsOf, calendar);
        if (request.Least < 2 || request.Most > MostClusters || request.Least > request.Most)
            throw InsightRefusedException.OutOfRange("least", $"{request.Least} to {request.Most}", $"2 to {MostClusters} clusters, the least first");
        return Analyses.QueueAsync(db, JobKind, Path, request, caller, time, signal, cancellationToken);
    }

    internal sealed class Work(CurrentGeneration current, TimeProvider time, OrganisationCalendar calendar, IOptions<InsightsOptions> options)
        : AnalysisWork<ClustersRequest>(current, time)
    {
        protected override async Task AnalyseAsync(RunStore store, ClustersRequest request, CancellationToken cancellationToken)
        {
            var asOf = request.AsOf ?? calendar.Today;
            var rows = await store.ReadAsync(db => ClusterFeatures.ReadAsync(db, asOf, options.Value.BaseCurrency, cancellationToken), cancellationToken);
            await store.TellAsync(20, cancellationToken);
            // An even sample in the order of values, so that a re-run finds the same.
            var ordered = rows.OrderBy(r => r.Values, Comparer<double[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ThenBy(r => r.Customer).ToList();
            var size = Math.Min(MostSampled, ordered.Count);
            var sample = Enumerable.Range(0, size).Select(i => ordered[(int)((long)i * ordered.Count / size)]).ToList();
            var clustering = CustomerClusters.Build(sample, ClusterFeatures.All, request.Least, request.Most);
            await store.BeginAsync(RunKind, asOf, request with { AsOf = asOf }, cancellationToken);
            await store.TellAsync(80, cancellationToken);
            var members = Members(ordered, sample, clustering);
            await store.WriteAsync(members.OrderBy(m => m.Cluster).ThenBy(m => m.CustomerNo), cancellationToken);
            var counts = members.GroupBy(m => m.Cluster).ToDictionary(same => same.Key, same => same.Count());
            await store.EndAsync(new ClustersReport(ordered.Count, size,
                [.. clustering.Clusters.Select((c, i) => new ClusterData(i + 1, c.Name.En, c.Name.ZhHans, c.Name.ZhHant, c.Description.En, c.Description.ZhHans, c.Description.ZhHant,
                    [.. c.Means.Select((mean, f) => ClusterFeatures.All[f].Typical(mean))], counts.GetValueOrDefault(i + 1)))],
                [.. clustering.Tried.Select(t => new TriedClusters(t.Clusters, t.Silhouette))], clustering.Why.En, clustering.Why.ZhHans, clustering.Why.ZhHant), 2, cancellationToken);
        }

        private static List<MemberRow> Members(List<FeatureRow> all, List<FeatureRow> sample, Clustering clustering)
        {
            var known = clustering.Clusters.SelectMany((c, i) => c.Customers.Select(no => (no, i))).ToDictionary(p => p.no, p => p.i);
            var scale = Enumerable.Range(0, ClusterFeatures.All.Count).Select(f =>
            {
                var mean = sample.Average(r => r.Values[f]);
                return Math.Sqrt(sample.Sum(r => (r.Values[f] - mean) * (r.Values[f] - mean)) / sample.Count);
            }).ToArray();
            return all.ConvertAll(row => new MemberRow
            {
                CustomerNo = row.Customer,
                Cluster = 1 + (known.TryGetValue(row.Customer, out var cluster) ? cluster : Nearest(row.Values, clustering.Clusters, scale)),
            });
        }

        private static int Nearest(double[] values, IReadOnlyList<CustomerCluster> clusters, double[] scale)
        {
            double Distance(CustomerCluster cluster) => values.Select((v, f) => scale[f] > 0 ? Math.Pow((v - cluster.Means[f]) / scale[f], 2) : 0).Sum();
            return Enumerable.Range(0, clusters.Count).MinBy(i => Distance(clusters[i]));
        }
    }
}
