using CrmPlatform.Engagement.Features.Activities;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.Engagement.Features.Calendars;
using CrmPlatform.Engagement.Features.Calls;
using CrmPlatform.Engagement.Features.Campaigns;
using CrmPlatform.Engagement.Features.Care;
using CrmPlatform.Engagement.Features.Contracts;
using CrmPlatform.Engagement.Features.Conversations;
using CrmPlatform.Engagement.Features.Forecasts;
using CrmPlatform.Engagement.Features.Guides;
using CrmPlatform.Engagement.Features.Interventions;
using CrmPlatform.Engagement.Features.Opportunities;
using CrmPlatform.Engagement.Features.Outlets;
using CrmPlatform.Engagement.Features.Pipelines;
using CrmPlatform.Engagement.Features.Policies;
using CrmPlatform.Engagement.Features.Promises;
using CrmPlatform.Engagement.Features.Quotes;
using CrmPlatform.Engagement.Features.Research;
using CrmPlatform.Engagement.Features.Routes;
using CrmPlatform.Engagement.Features.Series;
using CrmPlatform.Engagement.Features.Tasks;
using CrmPlatform.Engagement.Features.Timeline;
using CrmPlatform.Engagement.Features.Touchpoints;
using CrmPlatform.Engagement.Features.Visits;

namespace CrmPlatform.Engagement.Features;

/// <summary>What the service answers to, one line for each resource.</summary>
internal static class FeatureEndpoints
{
    public static void MapFeatures(this RouteGroupBuilder api)
    {
        api.MapVisits();
        api.MapCalls();
        api.MapConversations();
        api.MapGuides();
        api.MapActivities();
        api.MapSeries();
        api.MapTouchpoints();
        api.MapTasks();
        api.MapCadences();
        api.MapCalendar();
        api.MapTimeline();
        api.MapPipelines();
        api.MapOpportunities();
        api.MapQuotes();
        api.MapContracts();
        api.MapForecasts();
        api.MapPromises();
        api.MapPolicies();
        api.MapCampaigns();
        api.MapResearch();
        api.MapRoutes();
        api.MapOutlets();
        api.MapInterventions();
        api.MapCareTemplates();
    }
}
