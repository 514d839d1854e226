using System.IO.Compression;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Gateway;

/// <summary>What every answer carries and every request must keep to.</summary>
internal static class Edge
{
    private const int MaxHeaderBytes = 24 * 1024;

    public static void AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/problem+json", "text/csv", "text/html", "text/calendar"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    /// <summary>Headers are few and come soon.</summary>
    public static void AddWireLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = 60;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    });

    /// <summary>Whose word about the client's address is believed; a stranger's is thrown away, so that nobody has another one's limits.</summary>
    public static void AddProxiesInFront(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<GatewayOptions>>((forwarded, options) =>
        {
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.Value.TrustedProxies)
            {
                if (proxy.Contains('/', StringComparison.Ordinal)) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                else forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
            // With nobody known the middleware would believe everybody.
            forwarded.ForwardedHeaders = options.Value.TrustedProxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });

    public static bool IsProxy(string proxy) =>
        proxy.Contains('/', StringComparison.Ordinal) ? System.Net.IPNetwork.TryParse(proxy, out _) : System.Net.IPAddress.TryParse(proxy, out _);

    /// <summary>As browsers name theirs: compared sign by sign, so that one with a path would never be met. A star is everybody's.</summary>
    public static bool IsOrigin(string origin) => origin is "" or "*"
        || (Uri.TryCreate(origin, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && origin.Equals(address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>()?.CorsOrigins ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(origins)
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE").AllowAnyHeader()
            .WithExposedHeaders("ETag", "Location", "Retry-After", "Content-Disposition").SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    public static void UseEdgeHeaders(this WebApplication app)
    {
        var hsts = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Hsts;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                // Last, so that each stands there once, whatever a service said; only what a page of its own needs is left to the service.
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers.XFrameOptions = "DENY";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                if (hsts) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
                headers.Remove("Server");
                headers.Remove("X-Powered-By");
                if (!context.Request.Path.StartsWithSegments("/api")) return Task.CompletedTask;
                if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                // Answers are one caller's: nobody on the way keeps them, and the caller asks whether its copy is still good.
                if (headers.CacheControl.Count == 0) headers.CacheControl = "private, no-cache";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    public static void UseHttpsByWish(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.RedirectToHttps) return;
        app.Use((context, next) =>
        {
            if (context.Request.IsHttps || context.Request.Path == "/alive" || context.Request.Path == "/health") return next(context);
            // 308 keeps method and body; a token that came in the clear is not made good by it, but the client learns.
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"https://{context.Request.Host.Host}{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}";
            return Task.CompletedTask;
        });
    }

    /// <summary>A body that says it is too large is refused before it is read, with a problem instead of a cut connection.</summary>
    public static void UseBodyLimits(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        app.Use((context, next) =>
        {
            var limit = IsUpload(context.Request) ? options.MaxUploadBytes : options.MaxBodyBytes;
            if (context.Request.ContentLength > limit)
                return Problems.WriteAsync(context, Problems.Create(StatusCodes.Status413PayloadTooLarge, "too-large", $"The body has {context.Request.ContentLength} bytes; {limit} are taken here."));
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = limit;
            return next(context);
        });
    }

    private static bool IsUpload(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;
}
