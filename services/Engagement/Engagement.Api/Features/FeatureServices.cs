using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Features.Activities;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.Engagement.Features.Campaigns;
using CrmPlatform.Engagement.Features.Opportunities;
using CrmPlatform.Engagement.Features.Pipelines;
using CrmPlatform.Engagement.Features.Privacy;
using CrmPlatform.Engagement.Features.Promises;
using CrmPlatform.Engagement.Features.Series;
using CrmPlatform.Engagement.Features.Tasks;
using CrmPlatform.Engagement.Features.Visits;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Engagement.Features;

internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddScoped<CustomerDesk>();
        services.AddScoped<PlansForGone>();
        services.AddScoped<ColleagueDesk>();
        services.AddScoped<ActivityDesk>();
        services.AddScoped<CallDesk>();
        services.AddScoped<DealDesk>();
        services.AddScoped<PromiseDesk>();
        services.AddScoped<GuideDesk>();
        services.AddScoped<VisitForm>();
        services.AddScoped<ActivityForm>();
        services.AddScoped<TaskForm>();
        services.AddScoped<OpportunityForm>();
        services.AddScoped<FollowUpSteps>();
        services.AddPrivacySource<HeldOnPerson>();
        services.AddPersonalWords();
        services.AddJob<SegmentWork>(SegmentWork.Kind);
        services.AddJob<WeighDeals>(WeighDeals.Kind);
        services.AddRounds();
    }

    private static void AddRounds(this IServiceCollection services)
    {
        services.AddSingleton<RoundSignal>();
        services.AddSingleton<FollowUpEngine>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<FollowUpEngine>());
        services.AddSingleton<IRound, CadencesTold>();
        services.AddSingleton<IRound, Reminders>();
        services.AddSingleton<IRound, OverduePromises>();
        services.AddSingleton<IRound, SeriesAhead>();
        services.AddLoop<RoundLoop>();
        services.AddWorkFigures();
    }
}
