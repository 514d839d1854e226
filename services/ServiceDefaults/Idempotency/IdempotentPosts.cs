using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>
/// X2: a POST repeated with the same <c>Idempotency-Key</c> has its effect once and gets the same answer. The key's row and the
/// change commit together; a concurrent twin in another replica loses at the row's unique key and with it its change. Refusals are
/// not kept: nothing was changed, so the same request may be tried again.
/// </summary>
internal static class IdempotentPosts
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 255;
    private static readonly TimeSpan Keep = TimeSpan.FromHours(24);
    private static readonly ConcurrentDictionary<(ServiceIdentity Service, Guid Id), bool> InFlight = new();

    public static ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.Headers.TryGetValue(Header, out var header)) return next(context);
        var key = header.ToString();
        if (key.Length is 0 or > LongestKey)
            return ValueTask.FromResult<object?>(new Invalid(Header, $"1 to {LongestKey} characters are expected.", "idempotency.key-invalid"));
        return OnceAsync(context, next, key);
    }

    private static async ValueTask<object?> OnceAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string key)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var caller = services.GetRequiredService<Caller>();
        var id = IdOf(caller.Subject.Length > 0 ? caller.Subject : http.Connection.RemoteIpAddress?.ToString() ?? "", http.Request.Path, key);
        var bodyHash = RequestBodyHash.Of(http);

        var flight = (services.GetRequiredService<ServiceIdentity>(), id);
        if (!InFlight.TryAdd(flight, true)) return Twin();
        try
        {
            var db = services.GetRequiredService<ServiceDbAccessor>().Db;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var known = await db.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, http.RequestAborted);
            if (known is not null && known.ExpiresAt > now) return Replay(known, bodyHash, SecretAnswer.SealOf(http));
            if (known is not null) await db.IdempotencyKeys.Where(row => row.Id == id).ExecuteDeleteAsync(http.RequestAborted);
            return await FirstTimeAsync(context, next, db, id, bodyHash, now);
        }
        finally
        {
            InFlight.TryRemove(flight, out _);
        }
    }

    private static async ValueTask<object?> FirstTimeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, ServiceDb db, Guid id, byte[] bodyHash, DateTimeOffset now)
    {
        var http = context.HttpContext;
        db.HoldCommit = true;
        var result = await next(context);
        if (http.Response.HasStarted)
        {
            // Somebody within has sent the answer: it cannot be written down any more. What it says holds all the same.
            await (http.Response.StatusCode is < 200 or > 299 ? db.RollbackAsync() : db.CommitAsync(http.RequestAborted));
            return result;
        }
        var recorded = await RecordedAnswer.OfAsync(result, http);
        if (recorded.Status is < 200 or > 299)
        {
            await db.RollbackAsync();
            return recorded;
        }
        db.ChangeTracker.Clear();
        db.IdempotencyKeys.Add(recorded.ToRow(id, bodyHash, now + Keep, SecretAnswer.SealOf(http)));
        try
        {
            await db.SaveChangesAsync(http.RequestAborted);
            await db.CommitAsync(http.RequestAborted);
        }
        catch (DbUpdateException twin) when (twin.IsUniqueViolation())
        {
            await db.RollbackAsync();
            return Twin();
        }
        return recorded;
    }

    private static object Replay(IdempotencyKey known, byte[] bodyHash, IDataProtector? seal) =>
        CryptographicOperations.FixedTimeEquals(known.BodyHash, bodyHash)
            ? RecordedAnswer.From(known, seal)
            : new OtherBody();

    private static Refused Twin() => new("idempotency.in-flight", "A request with this Idempotency-Key is being worked on. Ask again in a moment.");

    private static Guid IdOf(string caller, string path, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{path}\n{key}")).AsSpan(0, 16));

    private sealed class OtherBody() : ProblemResult(StatusCodes.Status422UnprocessableEntity, "idempotency.other-body",
        "This Idempotency-Key was used with another body. Use a new key for a new request.");
}
