using CrmPlatform.ServiceDefaults.Hosting;
namespace CrmPlatform.Notifications.Live;

internal static class LiveSetup
{
    public static void AddLiveUpdates(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StreamOptions>().Bind(builder.Configuration.GetSection(StreamOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LiveSignal>().AddSingleton<DashboardPulse>().AddSingleton<LiveHub>();
        builder.Services.AddLoop<LiveFeeder>();
    }
}
