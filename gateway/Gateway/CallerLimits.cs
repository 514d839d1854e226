using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Gateway;

/// <summary>
/// A bucket of tokens for each caller and class of endpoints; without a token for each address, and a smaller one. Who signs in too
/// often can still answer a survey, and who imports too much can still read.
/// </summary>
internal static class CallerLimits
{
    public const string Api = "api";
    public const string Heavy = "heavy";
    public const string SignIn = "sign-in";
    public const string Public = "public";

    public static void AddCallerLimits(this WebApplicationBuilder builder) => builder.Services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Api, context => OfCaller(context, Api, options => (options.RequestsPerSecond, options.Burst)));
        // Looking at jobs is as light as any reading; what is heavy is starting them.
        limiter.AddPolicy(Heavy, context => HttpMethods.IsPost(context.Request.Method)
            ? OfCaller(context, Heavy, options => (options.HeavyPerSecond, options.HeavyBurst))
            : OfCaller(context, Api, options => (options.RequestsPerSecond, options.Burst)));
        limiter.AddPolicy(SignIn, context => OfAddress(context, SignIn, options => (options.SignInPerSecond, options.SignInBurst)));
        limiter.AddPolicy(Public, context => OfAddress(context, Public, options => (options.PublicPerSecond, options.PublicBurst)));
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problems.WriteAsync(context.HttpContext, Problems.Create(StatusCodes.Status429TooManyRequests, "rate-limited",
                $"Too many requests; try again in {seconds} s.")));
        };
    });

    private static RateLimitPartition<string> OfCaller(HttpContext context, string kind, Func<GatewayOptions, (int PerSecond, int Burst)> limit) =>
        context.User.FindFirstValue("sub") is { } caller
            ? Bucket($"{kind}:s:{caller}", limit(Options(context)))
            : OfAddress(context, "anonymous", options => (options.AnonymousPerSecond, options.AnonymousBurst));

    private static RateLimitPartition<string> OfAddress(HttpContext context, string kind, Func<GatewayOptions, (int PerSecond, int Burst)> limit) =>
        Bucket($"{kind}:a:{context.Connection.RemoteIpAddress}", limit(Options(context)));

    private static GatewayOptions Options(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;

    private static RateLimitPartition<string> Bucket(string key, (int PerSecond, int Burst) limit) => RateLimitPartition.GetTokenBucketLimiter(key, _ =>
    {
        var (tokens, period) = Refill(limit.PerSecond);
        return new TokenBucketRateLimiterOptions { TokenLimit = limit.Burst, TokensPerPeriod = tokens, ReplenishmentPeriod = period, QueueLimit = 0, AutoReplenishment = true };
    });

    /// <summary>Some ten times a second, and in whole tokens: what is lacking to a tenth of a second more is waited for.</summary>
    internal static (int Tokens, TimeSpan Period) Refill(int perSecond)
    {
        var tokens = (perSecond + 9) / 10;
        return (tokens, TimeSpan.FromSeconds((double)tokens / perSecond));
    }
}
