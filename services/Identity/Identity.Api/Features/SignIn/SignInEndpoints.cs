using CrmPlatform.Identity.Pages;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>The pages on which people sign in and look after their own account.</summary>
internal static class SignInEndpoints
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<NextStep>();
        builder.Services.AddScoped<SetUpSecondFactor.Form>();
    }

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Paths.SignIn, SignInForm.Show);
        pages.MapForm(Paths.SignIn, SignInForm.SubmitAsync);
        pages.MapGet(Paths.SecondFactor, SecondFactorForm.ShowAsync);
        pages.MapForm(Paths.SecondFactor, SecondFactorForm.SubmitAsync);
        pages.MapGet(Paths.SetUpSecondFactor, SetUpSecondFactor.ShowAsync);
        pages.MapForm(Paths.SetUpSecondFactor, SetUpSecondFactor.SubmitAsync);
        pages.MapGet(Paths.Password, ChangePassword.ShowAsync);
        pages.MapForm(Paths.Password, ChangePassword.SubmitAsync);
        pages.MapGet(Paths.Account, AccountPage.ShowAsync);
    }
}
