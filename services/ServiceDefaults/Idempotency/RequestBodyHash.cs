using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>
/// Hashes the body of a POST with an <c>Idempotency-Key</c> before it is bound: the binder reads it up, so the body is buffered
/// (in memory, a large one on disk) and wound back. The boundary of a form, which clients make up anew each time, is no part of it.
/// </summary>
internal static class RequestBodyHash
{
    private const int InMemory = 64 * 1024;
    private const int AtOnce = 16 * 1024;

    /// <summary>As the binder takes it.</summary>
    private const int LongestBoundary = 128;

    private static readonly object Item = new();

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    public static IApplicationBuilder UseRequestBodyHash(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(IdempotentPosts.Header))
        {
            context.Request.EnableBuffering(InMemory);
            var hash = await OfAsync(context.Request.Body, context.Request.ContentType, context.RequestAborted);
            context.Request.Body.Position = 0;
            context.Items[Item] = hash;
        }
        await next(context);
    });

    public static byte[] Of(HttpContext context) => (byte[])context.Items[Item]!;

    /// <summary>Of a form: what stands between its boundaries, each piece followed by its length, so that no two forms look alike.</summary>
    internal static async Task<byte[]> OfAsync(Stream body, string? contentType, CancellationToken cancellationToken)
    {
        var boundary = BoundaryOf(contentType);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[AtOnce];
        // The first boundary is looked for as the others are, behind the end of a line.
        var (held, length) = (boundary is null ? 0 : LineEnd.Length, 0L);
        LineEnd.CopyTo(buffer);
        int read;
        while ((read = await body.ReadAsync(buffer.AsMemory(held), cancellationToken)) > 0)
        {
            var rest = buffer.AsSpan(0, held + read);
            while (boundary is not null && rest.IndexOf(boundary) is >= 0 and var at)
            {
                hash.AppendData(rest[..at]);
                EndPiece(hash, length + at);
                rest = rest[(at + boundary.Length)..];
                length = 0;
            }
            // What may be the beginning of a boundary waits for what follows.
            held = boundary is null ? 0 : Math.Min(rest.Length, boundary.Length - 1);
            hash.AppendData(rest[..^held]);
            length += rest.Length - held;
            rest[^held..].CopyTo(buffer);
        }
        hash.AppendData(buffer, 0, held);
        if (boundary is not null) EndPiece(hash, length + held);
        return hash.GetHashAndReset();
    }

    private static void EndPiece(IncrementalHash hash, long length)
    {
        Span<byte> written = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(written, length);
        hash.AppendData(written);
    }

    private static byte[]? BoundaryOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= LongestBoundary } boundary
            ? Encoding.UTF8.GetBytes($"\r\n--{boundary}")
            : null;
}
