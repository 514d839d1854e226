namespace CrmPlatform.Service.Passes;

internal static class PassesSetup
{
    public static void AddPasses(this IServiceCollection services)
    {
        services.AddHostedService<ClockPass>();
        services.AddHostedService<OfferPass>();
        services.AddHostedService<HandoverPass>();
        services.AddHostedService<ReviewPass>();
        services.AddHostedService<SurveyPass>();
        services.AddHostedService<ActionPass>();
    }
}
