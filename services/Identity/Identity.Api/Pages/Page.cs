using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Identity.Pages;

/// <summary>A page of this service: plain HTML that works without scripts, shut against framing, injection and caching.</summary>
internal sealed class Page(HttpContext http, Wording title, Html body, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>Where a form of this page may lead in the end besides here; a browser checks the whole chain of redirects.</summary>
    public string? FormTarget { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = PageLanguage.Of(http);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        Protect(response, FormTarget);
        await response.WriteAsync(Html.Of($"""
            <!doctype html>
            <html lang="{PageLanguage.Tag(language)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title.In(language)}</title>
            <link rel="stylesheet" href="{Paths.Style}">
            </head>
            <body><main><h1>{title.In(language)}</h1>{body}</main></body>
            </html>

            """).ToString(), httpContext.RequestAborted);
    }

    private static void Protect(HttpResponse response, string? formTarget)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; form-action 'self'{(formTarget is null ? "" : $" {formTarget}")}; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }
}

/// <summary>The language of a page: what the client app asked for (<c>ui_locales</c>), or the browser's.</summary>
internal static class PageLanguage
{
    public static Language Of(HttpContext http)
    {
        var wanted = http.Request.Query["ui_locales"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var tag in wanted)
        {
            if (RequestLanguage.FromTag(tag) is { } language) return language;
        }
        return http.Request.Language();
    }

    public static string Tag(Language language) => language switch
    {
        Language.SimplifiedChinese => "zh-Hans",
        Language.TraditionalChinese => "zh-Hant",
        _ => "en",
    };
}
