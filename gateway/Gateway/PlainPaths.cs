using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace CrmPlatform.Gateway;

/// <summary>
/// Refuses requests that two programs could read differently: paths with steps upwards, encoded or doubly encoded separators, empty
/// segments, control characters, and bodies with two lengths. What is let through means the same to the gateway and to the service.
/// </summary>
internal static class PlainPaths
{
    public static void UsePlainPaths(this WebApplication app) => app.Use((context, next) =>
    {
        if (Complaint(context) is not { } complaint) return next(context);
        return Problems.WriteAsync(context, Problems.Create(StatusCodes.Status400BadRequest, "path.not-plain", complaint));
    });

    private static string? Complaint(HttpContext context)
    {
        if (context.Request.Method.AsSpan().ContainsAnyExceptInRange('A', 'Z')) return "A method is written in capital letters.";
        var headers = context.Request.Headers;
        // Kestrel goes by the encoding then and puts the other length aside under this name.
        if (headers.TransferEncoding.Count > 0 && (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"))) return "A body has one length: Content-Length or Transfer-Encoding, not both.";
        // A coding before that is taken off here and unpacked by nobody; a program in front may have looked into it.
        if (headers.TransferEncoding.Count > 0 && !string.Equals(headers.TransferEncoding, "chunked", StringComparison.OrdinalIgnoreCase)) return "A body comes as it is or chunked; another Transfer-Encoding is not taken.";
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return IsPlain(PathOf(target)) ? null : "The path has steps upwards, empty segments, or encoded separators in it; write it plainly.";
    }

    private static ReadOnlySpan<char> PathOf(string target)
    {
        var path = target.AsSpan();
        // The absolute form (GET http://host/path) is as good as the short one.
        if (path.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && !path.StartsWith("/"))
        {
            var slash = path[(scheme + 3)..].IndexOf('/');
            path = slash < 0 ? "/" : path[(scheme + 3 + slash)..];
        }
        var end = path.IndexOfAny('?', '#');
        return end < 0 ? path : path[..end];
    }

    internal static bool IsPlain(ReadOnlySpan<char> path)
    {
        if (path.Contains("//", StringComparison.Ordinal) || path.Contains('\\') || path.Contains(';')) return false;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%') continue;
            if (i + 2 >= path.Length || !byte.TryParse(path.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)) return false;
            // A slash, a backslash, a dot, a percent sign or a control character in disguise; bytes that no UTF-8 has.
            if (value is (byte)'/' or (byte)'\\' or (byte)'.' or (byte)'%' or < 0x20 or 0x7f or 0xc0 or 0xc1 or > 0xf4) return false;
            i += 2;
        }
        foreach (var range in path.Split('/'))
        {
            if (path[range] is "." or "..") return false;
        }
        return true;
    }
}
