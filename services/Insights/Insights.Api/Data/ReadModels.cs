using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Data;

internal static class ReadModels
{
    /// <summary>What keeps the read models: their options, the calendar they are cut by, and who looks after their generations.</summary>
    public static void AddReadModels(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<InsightsOptions>().Bind(builder.Configuration.GetSection(InsightsOptions.Section)).ValidateDataAnnotations()
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "Insights:TimeZone is no IANA time zone, such as Asia/Shanghai.")
            .ValidateOnStart();
        services.AddSingleton(provider => new OrganisationCalendar(
            provider.GetRequiredService<IOptions<InsightsOptions>>().Value.TimeZone, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CurrentGeneration>();
        services.AddSingleton<FoldSignal>();
        services.AddScoped<Accounts>();
        services.AddScoped<CreditedSales>();
        services.AddScoped<MergedAccounts>();
        services.AddScoped<RfmScoring>();
        services.AddSingleton<OldGenerations>();
        services.AddLoop<OldGenerations>();
    }
}
