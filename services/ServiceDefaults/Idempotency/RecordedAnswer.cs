using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>An answer written down before it is sent.</summary>
internal sealed class RecordedAnswer : IResult, IStatusCodeHttpResult
{
    private string? contentType;
    private string? location;
    private string? etag;
    private byte[]? body;
    private bool replayed;
    private bool secret;

    public int Status { get; private set; }

    public int? StatusCode => Status;

    public static async Task<RecordedAnswer> OfAsync(object? result, HttpContext http)
    {
        var response = http.Response;
        var outside = response.Body;
        using var inside = new MemoryStream();
        response.Body = inside;
        try
        {
            if (result is IResult executable) await executable.ExecuteAsync(http);
        }
        finally
        {
            response.Body = outside;
        }
        var recorded = new RecordedAnswer
        {
            Status = response.StatusCode,
            contentType = response.ContentType,
            location = response.Headers.Location,
            etag = response.Headers.ETag,
            body = inside.Length == 0 ? null : inside.ToArray(),
        };
        response.ContentLength = null;
        return recorded;
    }

    /// <param name="row">What was kept.</param>
    /// <param name="seal">Opens the body of an answer that shows a secret.</param>
    public static RecordedAnswer From(IdempotencyKey row, IDataProtector? seal) => new()
    {
        Status = row.Status,
        contentType = row.ContentType,
        location = row.Location,
        etag = row.ETag,
        body = row.Body is { } kept && seal is not null ? seal.Unprotect(kept) : row.Body,
        replayed = true,
        secret = seal is not null,
    };

    public IdempotencyKey ToRow(Guid id, byte[] bodyHash, DateTimeOffset expires, IDataProtector? seal) => new()
    {
        Id = id,
        BodyHash = bodyHash,
        Status = Status,
        ContentType = contentType,
        Location = location,
        ETag = etag,
        Body = body is not null && seal is not null ? seal.Protect(body) : body,
        ExpiresAt = expires,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (location is not null) response.Headers.Location = location;
        if (etag is not null) response.Headers.ETag = etag;
        if (replayed) response.Headers["Idempotency-Replayed"] = "true";
        if (secret) response.Headers.CacheControl = "no-store";
        if (body is null) return;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
