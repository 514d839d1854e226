using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>
/// Answers as an object store does to put, get and delete, and refuses what is not signed with its key (AWS Signature Version 4, as
/// Amazon's documentation of the signing process describes it).
/// </summary>
public sealed class ObjectStore : IAsyncDisposable
{
    public const string Bucket = "complaints";
    public const string AccessKey = "AKTEST";
    public const string SecretKey = "not-a-secret-of-anybody";
    public const string Region = "eu-test-1";

    private WebApplication? app;

    public string Url { get; private set; } = "";

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>Answers 503 to everything.</summary>
    public bool Down { get; set; }

    public static async Task<ObjectStore> StartAsync()
    {
        var store = new ObjectStore();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(store.AnswerAsync);
        await app.StartAsync();
        (store.app, store.Url) = (app, app.Urls.First());
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var name = context.Request.Path.Value![($"/{Bucket}/".Length)..];
        context.Response.StatusCode = (Down, IsSigned(context.Request), context.Request.Method) switch
        {
            (true, _, _) => 503,
            (_, false, _) => 403,
            (_, _, "PUT") => 200,
            (_, _, "GET") => Objects.ContainsKey(name) ? 200 : 404,
            (_, _, "DELETE") => 204,
            _ => 405,
        };
        switch (context.Response.StatusCode, context.Request.Method)
        {
            case (200, "PUT"): Objects[name] = Content(context.Request, body.ToArray()); break;
            case (200, "GET"): await context.Response.Body.WriteAsync(Objects[name]); break;
            case (204, _): Objects.TryRemove(name, out _); break;
        }
    }

    // A body may come in signed chunks: length in hexadecimal, signature, content.
    private static byte[] Content(HttpRequest request, byte[] body)
    {
        if (!request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal)) return body;
        var content = new MemoryStream();
        for (var at = 0; at < body.Length;)
        {
            var end = body.AsSpan(at).IndexOf("\r\n"u8);
            var length = Convert.ToInt32(Encoding.ASCII.GetString(body, at, end).Split(';')[0], 16);
            if (length == 0) break;
            content.Write(body, at + end + 2, length);
            at += end + 2 + length + 2;
        }
        return content.ToArray();
    }

    private static bool IsSigned(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        string Part(string name) => parts.FirstOrDefault(part => part.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
        var credential = Part("Credential=").Split('/');
        if (parts.FirstOrDefault() != "AWS4-HMAC-SHA256" || credential is not [AccessKey, var day, Region, "s3", "aws4_request"]) return false;
        var signed = Part("SignedHeaders=").Split(';');
        var query = string.Join('&', request.Query.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(item.Value.ToString())}"));
        var canonical = string.Join('\n',
            [request.Method, request.Path.Value!, query, .. signed.Select(header => $"{header}:{(header == "host" ? request.Host.Value : request.Headers[header].ToString().Trim())}"), "", string.Join(';', signed), request.Headers["x-amz-content-sha256"].ToString()]);
        var said = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{day}/{Region}/s3/aws4_request\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { day, Region, "s3", "aws4_request", said }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (signing, text) => HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(text)));
        return Convert.ToHexStringLower(key) == Part("Signature=");
    }
}
