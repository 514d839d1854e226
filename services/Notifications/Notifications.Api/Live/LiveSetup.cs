namespace CrmPlatform.Notifications.Live;

internal static class LiveSetup
{
    public static void AddLiveUpdates(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StreamOptions>().Bind(builder.Configuration.GetSection(StreamOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LiveSignal>().AddSingleton<DashboardPulse>().AddSingleton<LiveHub>();
        // No loop: what is committed from the first connection on is sent to it.
        builder.Services.AddHostedService<LiveFeeder>();
    }
}
