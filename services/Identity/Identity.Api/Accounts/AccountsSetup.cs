using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Accounts;

internal static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<User>().AddEntityFrameworkStores<IdentityDb>();
        services.AddScoped<ILookupNormalizer, LookupNames>();
        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<IdentityOptions>>((hasher, options) => hasher.IterationCount = options.Value.Passwords.Iterations);
        services.AddScoped<AccountKeeper>();
        services.AddScoped<SessionRegister>();
        services.AddScoped<SignInLog>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<HistoryReader>();
        services.AddLoop<Housekeeping>();
    }
}
