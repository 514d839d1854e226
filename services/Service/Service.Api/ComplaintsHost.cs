using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Features;
using CrmPlatform.Service.Features.Absences;
using CrmPlatform.Service.Features.Articles;
using CrmPlatform.Service.Features.AssignmentRules;
using CrmPlatform.Service.Features.Categories;
using CrmPlatform.Service.Features.Causes;
using CrmPlatform.Service.Features.Complaints;
using CrmPlatform.Service.Features.Conversation;
using CrmPlatform.Service.Features.Grumbles;
using CrmPlatform.Service.Features.Imports;
using CrmPlatform.Service.Features.Levels;
using CrmPlatform.Service.Features.Mails;
using CrmPlatform.Service.Features.PublicForms;
using CrmPlatform.Service.Features.Remedies;
using CrmPlatform.Service.Features.Surveys;
using CrmPlatform.Service.Passes;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Service;

/// <summary>The Service service: complaints, and what we learn from them.</summary>
public static class ComplaintsHost
{
    public const string Name = "service";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<ComplaintsDb, ComplaintsSqlite, ComplaintsSqlServer>();
        builder.AddMessaging(messaging => messaging.Publishes(typeof(ComplaintChanged).Assembly).TakesEvents());
        builder.Services.AddServiceClient<CustomersClient>(builder.Configuration, "customers");
        builder.Services.AddDesk(builder.Configuration);
        builder.Services.AddPasses();
        builder.Services.AddFeatures();
        builder.AddComplaintImports();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(ComplaintsHost).Assembly);
        var api = app.MapApi();
        api.MapComplaints();
        api.MapCategories();
        api.MapAssignmentRules();
        api.MapAbsences();
        api.MapServiceLevels();
        api.MapConversation();
        api.MapPublicForms();
        api.MapMails();
        api.MapGrumbles();
        api.MapRemedies();
        api.MapSurveys();
        api.MapCauses();
        api.MapArticles();
        api.MapComplaintImports();
        app.MapPrivacySource();
        return app;
    }
}
