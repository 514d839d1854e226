using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>
/// Hashes the body of a POST with an <c>Idempotency-Key</c> before it is bound: the binder reads it up, so the body is buffered
/// (in memory, a large one on disk) and wound back.
/// </summary>
internal static class RequestBodyHash
{
    private const int InMemory = 64 * 1024;
    private static readonly object Item = new();

    public static IApplicationBuilder UseRequestBodyHash(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(IdempotentPosts.Header))
        {
            context.Request.EnableBuffering(InMemory);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
            context.Request.Body.Position = 0;
            context.Items[Item] = hash.GetHashAndReset();
        }
        await next(context);
    });

    public static byte[] Of(HttpContext context) => (byte[])context.Items[Item]!;
}
