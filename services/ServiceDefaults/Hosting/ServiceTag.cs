using System.Diagnostics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Says on a request's span, and with its duration, which service answers it; in one process for all, nothing else does.</summary>
internal sealed class ServiceTag(RequestDelegate next, ServiceIdentity service)
{
    public Task InvokeAsync(HttpContext context)
    {
        Activity.Current?.SetTag(ServiceTrace.ServiceTag, service.Name);
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(ServiceTrace.ServiceTag, service.Name));
        return next(context);
    }
}
