using CrmPlatform.Service.Desk.Storage;
using CrmPlatform.Service.Domain;
using CrmPlatform.ServiceDefaults.Jobs;
using NodaTime;

namespace CrmPlatform.Service.Desk;

internal static class DeskSetup
{
    public static void AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ComplaintsOptions>().Bind(configuration.GetSection(ComplaintsOptions.Section)).ValidateDataAnnotations()
            .Validate(options => Phone.IsRegion(options.Region), "Complaints:Region is no country of ISO 3166, such as CN.")
            .Validate(options => IsZone(options.TimeZone), "Complaints:TimeZone is no IANA time zone, such as Asia/Shanghai.")
            .ValidateOnStart();
        var s3 = configuration.GetSection(S3Options.Section);
        services.AddOptions<S3Options>().Bind(s3).ValidateDataAnnotations().ValidateOnStart();
        if (s3.Get<S3Options>() is { IsSet: true }) services.AddSingleton<IAttachmentStore, S3AttachmentStore>();
        else services.AddSingleton<IAttachmentStore, DiskAttachmentStore>();
        services.AddDeskFigures();
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
        services.AddScoped<ComplaintMail>();
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

    // The system takes names of Windows too, calendars and shifts do not.
    private static bool IsZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;
}
