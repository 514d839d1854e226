using CrmPlatform.Insights.Features.Abc;
using CrmPlatform.Insights.Features.Channels;
using CrmPlatform.Insights.Features.Churn;
using CrmPlatform.Insights.Features.Clusters;
using CrmPlatform.Insights.Features.Clv;
using CrmPlatform.Insights.Features.Customers;
using CrmPlatform.Insights.Features.Dashboard;
using CrmPlatform.Insights.Features.Funnel;
using CrmPlatform.Insights.Features.Kpi;
using CrmPlatform.Insights.Features.Pareto;
using CrmPlatform.Insights.Features.Privacy;
using CrmPlatform.Insights.Features.Rebuild;
using CrmPlatform.Insights.Features.Rfm;
using CrmPlatform.Insights.Features.Rules;
using CrmPlatform.Insights.Features.Satisfaction;
using CrmPlatform.Insights.Features.Zones;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Insights.Features;

/// <summary>What the features need, and where each of them answers.</summary>
internal static class FeatureSetup
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<EquityChanges>();
        services.AddSingleton<DemandForecasts>();
        services.AddSingleton<RuleBook>();
        services.AddScoped<ReadFeeds>();
        services.AddPrivacySource<CollectPrivacy>();
        services.AddSingleton<RebuildProgress>();
        services.AddJob<ClassifyCustomers.Work>(ClassifyCustomers.JobKind);
        services.AddJob<AssessCustomers.Work>(AssessCustomers.JobKind);
        services.AddJob<ValueCustomers.Work>(ValueCustomers.JobKind);
        services.AddJob<MineRules.Work>(MineRules.JobKind);
        services.AddJob<ClusterCustomersJob.Work>(ClusterCustomersJob.JobKind);
        services.AddJob<Rebuild.Rebuild.Work>(Rebuild.Rebuild.JobKind);
        services.AddLoop<ScoringLoop>();
        services.AddSingleton<NightlyLoop>();
        services.AddLoop<NightlyLoop>();
    }

    public static void MapFeatures(this RouteGroupBuilder insights)
    {
        insights.MapDashboard();
        insights.MapRfm();
        insights.MapCustomers();
        insights.MapAbc();
        insights.MapZones();
        insights.MapClv();
        insights.MapEquity();
        insights.MapChurn();
        insights.MapSatisfaction();
        insights.MapFunnel();
        insights.MapPareto();
        insights.MapRules();
        insights.MapClusters();
        insights.MapChannels();
        insights.MapKpi();
        insights.MapRebuild();
    }
}
