using CrmPlatform.ServiceDefaults.Hosting;
namespace CrmPlatform.Service.Passes;

internal static class PassesSetup
{
    public static void AddPasses(this IServiceCollection services)
    {
        services.AddLoop<ClockPass>();
        services.AddLoop<OfferPass>();
        services.AddLoop<HandoverPass>();
        services.AddLoop<ReviewPass>();
        services.AddLoop<SurveyPass>();
        services.AddLoop<ActionPass>();
    }
}
