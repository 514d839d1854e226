using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Gateway;

/// <summary>A bucket of tokens for each caller; without a token for each address, and a smaller one.</summary>
internal static class CallerLimits
{
    public const string Policy = "caller";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public static void AddCallerLimits(this WebApplicationBuilder builder) => builder.Services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Policy, Partition);
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problems.WriteAsync(context.HttpContext, Problems.Create(StatusCodes.Status429TooManyRequests, "rate-limited",
                $"Too many requests; try again in {seconds} s.")));
        };
    });

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return context.User.FindFirstValue("sub") is { } caller
            ? Bucket($"s:{caller}", options.RequestsPerSecond, options.Burst)
            : Bucket($"a:{context.Connection.RemoteIpAddress}", options.AnonymousPerSecond, options.AnonymousBurst);
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond, int burst) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = perSecond < 10 ? TimeSpan.FromSeconds(1.0 / perSecond) : Period,
        QueueLimit = 0,
        AutoReplenishment = true,
    });
}
