using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Service.Desk;

internal static class DeskSetup
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<Secrets>();
        services.AddSingleton<NumberBook>();
        services.AddSingleton<LinkBook>();
        services.AddSingleton<Roster>();
        services.AddSingleton<ClockShelf>();
        services.AddScoped<Assigner>();
        services.AddScoped<AlarmBell>();
        services.AddScoped<EscalationPath>();
        services.AddScoped<CustomerDirectory>();
        services.AddScoped<ComplaintActs>();
        services.AddScoped<ComplaintIntake>();
        services.AddScoped<Reopening>();
        services.AddScoped<ClockBell>();
        services.AddSingleton<Doorkeeper>();
        services.AddScoped<AttachmentShelf>();
        services.AddScoped<Correspondence>();
        services.AddScoped<MailDesk>();
        services.AddScoped<SurveyDesk>();
        services.AddSingleton<ArticleShelf>();
        services.AddScoped<EffectivenessCheck>();
        services.AddJob<Resettling>(Resettling.JobKind);
    }
}
