using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.ServiceDefaults.Auth;

internal static class AuthSetup
{
    public static void AddTokenAuthentication(this IServiceCollection services, IConfiguration configuration, string service)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new ServiceIdentity(service));
        services.AddHttpContextAccessor();
        services.TryAddSingleton<RightsLookup>((_, _) => RowScope.None);
        services.AddScoped<CallerAccessor>();
        services.AddScoped(provider => provider.GetRequiredService<CallerAccessor>().Caller);
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AuthOptions>, TimeProvider>((jwt, options, time) => Configure(jwt, options.Value, time));
        services.AddLoop<IssuerWatch>();
        services.AddAuthorization(options =>
        {
            options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            // An endpoint that says nothing is closed, not open.
            options.FallbackPolicy = options.DefaultPolicy;
        });
    }

    private static void Configure(JwtBearerOptions jwt, AuthOptions options, TimeProvider time)
    {
        jwt.ConfigurationManager = IssuerMetadata.Watch(options);
        jwt.MapInboundClaims = false;
        // Nobody asks for the token again; a request that lasts for hours need not keep a second copy of it.
        jwt.SaveToken = false;
        jwt.TokenHandlers.Clear();
        jwt.TokenHandlers.Add(new TokenCache(time));
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuers = [options.Issuer, options.Issuer.TrimEnd('/'), $"{options.Issuer.TrimEnd('/')}/"],
            ValidAudience = options.Audience,
            ValidAlgorithms = options.AcceptedAlgorithms,
            ValidTypes = ["at+jwt", "JWT"],
            ValidateIssuerSigningKey = true,
            RequireExpirationTime = true,
            // The library's own check asks the machine's clock; every decision about time here asks the same TimeProvider.
            LifetimeValidator = (from, until, _, parameters) => IsNow(from, until, time.GetUtcNow().UtcDateTime, parameters.ClockSkew),
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "name",
            RoleClaimType = "role",
        };
    }

    // The skew is applied to our side: a bound that the token leaves out arrives as the beginning or the end of all time.
    private static bool IsNow(DateTime? from, DateTime? until, DateTime now, TimeSpan skew) =>
        until is { } end && now - skew < end && (from is not { } begin || now + skew >= begin);
}
