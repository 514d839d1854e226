using System.Diagnostics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Says on a request's span which service answers it; in one process for all, nothing else does.</summary>
internal sealed class ServiceTag(RequestDelegate next, ServiceIdentity service)
{
    public Task InvokeAsync(HttpContext context)
    {
        Activity.Current?.SetTag(ServiceTrace.ServiceTag, service.Name);
        return next(context);
    }
}
