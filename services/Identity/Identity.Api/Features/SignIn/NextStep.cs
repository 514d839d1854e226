using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Pages;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>Decides what is still wanted of somebody whose password was right, and lets them in when nothing is.</summary>
internal sealed class NextStep(SignInDesk desk, IOptions<IdentityOptions> options)
{
    /// <returns>Where the browser goes next.</returns>
    public async Task<string> AfterAsync(HttpContext http, User user, bool secondFactor)
    {
        var page = user switch
        {
            { TotpSecret: not null } when !secondFactor => Paths.SecondFactor,
            { TotpSecret: null } when options.Value.SecondFactor.IsRequiredOf(user) => Paths.SetUpSecondFactor,
            { MustChangePassword: true } => Paths.Password,
            _ => null,
        };
        if (page is not null)
        {
            await BrowserSession.PendAsync(http, user, secondFactor);
            return ReturnTo.Via(page, http);
        }
        var session = await desk.CompleteAsync(user, secondFactor, http.RequestAborted);
        await BrowserSession.BeginAsync(http, session);
        return ReturnTo.Of(http);
    }
}
