using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Features.Activities;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.Engagement.Features.Calls;
using CrmPlatform.Engagement.Features.Tasks;
using CrmPlatform.Engagement.Features.Timeline;
using CrmPlatform.Engagement.Features.Touchpoints;
using CrmPlatform.Engagement.Features.Visits;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement;

/// <summary>The Engagement service: every call, visit and promise.</summary>
public static class EngagementHost
{
    public const string Name = "engagement";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<EngagementDb, EngagementSqlite, EngagementSqlServer>();
        builder.AddMessaging(Listen);
        builder.Services.AddOptions<EngagementOptions>().Bind(builder.Configuration.GetSection(EngagementOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddServiceClient<CustomersClient>(builder.Configuration, "customers");
        builder.Services.AddFeatures();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(EngagementHost).Assembly);
        var api = app.MapApi();
        api.MapVisits();
        api.MapCalls();
        api.MapActivities();
        api.MapTouchpoints();
        api.MapTasks();
        api.MapCadences();
        api.MapTimeline();
        return app;
    }

    private static void AddFeatures(this IServiceCollection services)
    {
        services.AddScoped<CustomerDesk>();
        services.AddScoped<ColleagueDesk>();
        services.AddScoped<ActivityDesk>();
        services.AddScoped<CallDesk>();
        services.AddScoped<VisitForm>();
        services.AddScoped<ActivityForm>();
        services.AddScoped<TaskForm>();
        services.AddScoped<FollowUpSteps>();
        services.AddSingleton<RoundSignal>();
        services.AddSingleton<FollowUpEngine>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<FollowUpEngine>());
        services.AddSingleton<IRound, Reminders>();
        services.AddHostedService<RoundLoop>();
    }

    private static void Listen(MessagingBuilder messaging)
    {
        messaging.Publishes(typeof(VisitChanged).Assembly);
        messaging.From("customers")
            .HandleBatch<CustomerChanged, CustomersKnown>().Handle<StaffChanged, ColleaguesKnown>()
            .HandleBatch<PurchaseRecorded, PurchasesOnTimeline>().HandleBatch<StageChanged, StagesOnTimeline>().HandleBatch<CustomerTransferred, TransfersOnTimeline>()
            .Handle<CustomerTransferred, CustomersHandedOver>();
        messaging.From("service")
            .HandleBatch<ComplaintOpened, ComplaintsOpenedOnTimeline>().HandleBatch<ComplaintStepRecorded, ComplaintStepsOnTimeline>()
            .HandleBatch<ComplaintClosed, ComplaintsClosedOnTimeline>().HandleBatch<ComplaintReopened, ComplaintsReopenedOnTimeline>()
            .HandleBatch<ComplaintEscalated, ComplaintsEscalatedOnTimeline>().HandleBatch<GrumbleRecorded, GrumblesOnTimeline>().HandleBatch<SurveyAnswered, SurveysOnTimeline>();
        messaging.From("insights")
            .HandleBatch<CustomerClassified, ClassesOnTimeline>().HandleBatch<ZoneChanged, ZonesOnTimeline>().HandleBatch<ChurnWarned, ChurnOnTimeline>();
    }
}
