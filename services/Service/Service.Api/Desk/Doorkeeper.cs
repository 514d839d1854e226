using System.Net;
using CrmPlatform.Service.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>Counts what comes in without login, by address and minute: a form is filled in by hand, and a script is turned away.</summary>
internal sealed class Doorkeeper(IOptions<ComplaintsOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> seen = [];
    private long minute;

    public bool Lets(string address, int most)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (gate)
        {
            if (now != minute)
            {
                seen.Clear();
                minute = now;
            }
            return (seen[address] = seen.GetValueOrDefault(address) + 1) <= most;
        }
    }

    public int FormsPerMinute => options.Value.FormsPerMinute;

    public int ReadsPerMinute => options.Value.PublicReadsPerMinute;

    /// <summary>Behind the gateway the sender is the last it has noted; a header from anywhere else is not believed.</summary>
    public static string AddressOf(HttpContext http)
    {
        var peer = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (peer.IsIPv4MappedToIPv6) peer = peer.MapToIPv4();
        if (!IsInside(peer) || http.Request.Headers["X-Forwarded-For"].ToString() is not { Length: > 0 } forwarded) return peer.ToString();
        return forwarded.Split(',')[^1].Trim();
    }

    private static bool IsInside(IPAddress peer)
    {
        if (IPAddress.IsLoopback(peer)) return true;
        var bytes = peer.GetAddressBytes();
        return bytes.Length == 4
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
            : (bytes[0] & 0xFE) == 0xFC;
    }
}

internal static class PublicDoor
{
    /// <summary>Whoever has no token may come here, but not without end: 429 after too many in a minute.</summary>
    public static RouteGroupBuilder MapPublic(this RouteGroupBuilder api, string path) => (RouteGroupBuilder)api.MapGroup($"/public/service/{path}").AllowAnonymous()
        .AddEndpointFilter(async (context, next) =>
        {
            var (http, door) = (context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<Doorkeeper>());
            var writes = !HttpMethods.IsGet(http.Request.Method);
            // What a link shows belongs to who has the link, and to no cache on the way.
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (door.Lets($"{Doorkeeper.AddressOf(http)} {writes}", writes ? door.FormsPerMinute : door.ReadsPerMinute)) return await next(context);
            http.Response.Headers.RetryAfter = "60";
            return new TooMany();
        })
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private sealed class TooMany() : ProblemResult(StatusCodes.Status429TooManyRequests, "too-many", "That was too much in a minute; please try again in one.");
}
