using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Pages;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Protocol;

/// <summary>
/// Slows down whoever tries often: token buckets per address, and per address and user or client, refilled evenly over a minute.
/// Each replica counts for itself; the account's lockout counts for all.
/// </summary>
internal sealed class AttemptLimits(IOptions<IdentityOptions> options, TimeProvider time)
{
    private const int Capacity = 50_000;
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    private static readonly string[] Machines = [Paths.Token, Paths.Introspect, Paths.Revoke];
    private static readonly string[] Forms = [Paths.SignIn, Paths.SecondFactor, Paths.Password];

    /// <summary>How long the caller has to wait; null when it may go on.</summary>
    public async Task<TimeSpan?> WaitOfAsync(HttpContext http)
    {
        var (path, limits) = (http.Request.Path, options.Value.Attempts);
        if (!HttpMethods.IsPost(http.Request.Method)) return null;
        var address = SignInLog.OriginOf(http).Address;
        if (IsForMachines(path)) return Take($"t {address} {await ClientOfAsync(http)}", limits.TokensPerClient);
        if (!Forms.Any(form => path.StartsWithSegments(form))) return null;
        if (Take($"a {address}", limits.SignInsPerAddress) is { } wait) return wait;
        return path.StartsWithSegments(Paths.SignIn)
            ? Take($"u {address} {(await FieldAsync(http, "userName"))?.Trim().ToUpperInvariant()}", limits.SignInsPerUser)
            : null;
    }

    public static bool IsForMachines(PathString path) => Machines.Any(machine => path.StartsWithSegments(machine));

    private TimeSpan? Take(string key, int perMinute)
    {
        // Rather forget all than grow without end; whoever makes up names by the ten thousand still meets the limit of the address.
        if (buckets.Count >= Capacity) buckets.Clear();
        return buckets.GetOrAdd(key, static (_, full) => new Bucket(full), perMinute).Take(time.GetUtcNow(), perMinute);
    }

    private static async Task<string?> ClientOfAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return await FieldAsync(http, "client_id");
        Span<byte> decoded = stackalloc byte[512];
        return Convert.TryFromBase64String(header[6..].Trim(), decoded, out var length) ? Encoding.UTF8.GetString(decoded[..length]).Split(':')[0] : null;
    }

    private static async Task<string?> FieldAsync(HttpContext http, string field)
    {
        if (!http.Request.HasFormContentType) return null;
        try
        {
            var value = (await http.Request.ReadFormAsync(http.RequestAborted))[field].ToString();
            return value[..Math.Min(value.Length, 100)];
        }
        catch (Exception damaged) when (damaged is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    internal sealed class Bucket(double tokens)
    {
        private DateTimeOffset at;

        public TimeSpan? Take(DateTimeOffset now, int perMinute)
        {
            lock (this)
            {
                // A clock that was set back takes nothing away.
                if (at != default) tokens = Math.Min(perMinute, tokens + Math.Max(0, (now - at).TotalMinutes) * perMinute);
                at = now;
                if (tokens < 1) return TimeSpan.FromMinutes((1 - tokens) / perMinute);
                tokens--;
                return null;
            }
        }
    }
}

internal static class AttemptLimitsPipeline
{
    /// <summary>429 with <c>Retry-After</c>, in front of everything that checks a password or a secret.</summary>
    public static void UseAttemptLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (await http.RequestServices.GetRequiredService<AttemptLimits>().WaitOfAsync(http) is not { } wait)
        {
            await next(http);
            return;
        }
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (AttemptLimits.IsForMachines(http.Request.Path))
        {
            await Problems.WriteAsync(http, Problems.Create(
                StatusCodes.Status429TooManyRequests, "rate-limited", "Too many token requests. Wait as long as Retry-After says."));
            return;
        }
        var sentence = Html.Of($"""<p class="wrong" role="alert">{Words.TooFast.In(PageLanguage.Of(http))}</p>""");
        await new Page(http, Words.Trouble, sentence, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
    });
}
