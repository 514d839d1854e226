using System.IO.Compression;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Gateway;

/// <summary>What every answer carries and every request must keep to.</summary>
internal static class Edge
{
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

    public static void UseEdgeHeaders(this WebApplication app)
    {
        var hsts = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Hsts;
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XFrameOptions = "DENY";
            if (hsts) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return next(context);
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
