using System.Reflection;
using System.Text;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Telemetry;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Changes a host before it is built: another clock, a captured trace. For hosts of several services and for tests.</summary>
public delegate void HostCustomisation(WebApplicationBuilder builder);

/// <summary>What every service has around its own features.</summary>
public static class ServiceHost
{
    /// <summary>What a request body may be at most where an endpoint says nothing else.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>A builder for a service with a database: what every host has, and jobs, files and idempotency beside it.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, string service, HostCustomisation? customise = null)
    {
        var builder = CreateBareBuilder(args, service);
        var services = builder.Services;
        services.AddServiceClients(builder.Configuration);
        services.AddOpenApi("v1", OpenApiSetup.Configure);
        services.AddSingleton<ProblemCodes>();
        services.AddSingleton<Cursors>();
        services.AddOptions<FileStoreOptions>().Bind(builder.Configuration.GetSection(FileStoreOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IFileStore, DiskFileStore>();
        services.AddSingleton<JobSignal>();
        services.AddLoop<JobRunner>();
        services.AddLoop<KeySweeper>();
        services.AddKeyProtection(builder.Configuration, service);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        customise?.Invoke(builder);
        return builder;
    }

    /// <summary>A builder with authentication, errors, JSON and telemetry in place.</summary>
    public static WebApplicationBuilder CreateBareBuilder(string[] args, string service)
    {
        // Before anything looks encodings up: libraries of mail and of tables do so once, for the whole process, and GB 2312 or Big5 would be unknown to them for good.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // No settings files are watched: the watch would cover the working folder, and with it a database that is written all day.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args] });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.AddDiscreetLogs();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettingMistakes();
        services.AddTokenAuthentication(builder.Configuration, service);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        // After the framework's own, which comes first and takes what it may.
        services.AddSingleton<IProblemDetailsWriter, ProblemWhateverIsAccepted>();
        services.AddExceptionHandler<ExceptionToProblem>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            Json.Configure(options.SerializerOptions);
            options.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        });
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        if (builder.Configuration["Telemetry:Shared"] is { Length: > 0 } host && !host.Equals("false", StringComparison.OrdinalIgnoreCase)) builder.AddLogsOfShared(host, service);
        else builder.AddPlatformTelemetry(service);
        return builder;
    }

    /// <summary>The role table that answers how far rights reach.</summary>
    public static void AddRights(this WebApplicationBuilder builder, RightsLookup rights) => builder.Services.AddSingleton(rights);

    /// <summary>The pipeline in front of the features, and the routes every service has.</summary>
    public static void UseServiceDefaults(this WebApplication app, Assembly assembly)
    {
        PersistenceSetup.BuildModelBeside(app.Services);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(AnswerHead);
        app.UseRouting();
        app.UseMiddleware<ServiceTag>();
        app.UseAuthentication();
        app.UseMiddleware<PublicRefusals>();
        app.UseAuthorization();
        app.UseRequestBodyHash();
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        Feed.Map(app);

        app.Services.GetRequiredService<ProblemCodes>().Include(assembly);
        var service = app.Services.GetRequiredService<ServiceIdentity>().Name;
        var api = app.MapApi();
        DeadLetters.Map(api, service);
        api.MapTerms(service, assembly);
    }

    /// <summary>RFC 9110: what answers GET answers HEAD too, with the same headers; the server leaves the body out by itself.</summary>
    private static Task AnswerHead(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    /// <summary>Builds a service and runs it; a setting that cannot be ends it with a sentence.</summary>
    public static int Run(string[] args, Func<string[], HostCustomisation?, WebApplication> build)
    {
        try
        {
            var app = build(args, null);
            if (args is not (["migrate", ..] or ["renew-feed-epoch", ..])) app.CheckSettings();
            return app.RunService(args);
        }
        catch (Exception failure) when (SettingMistakes.Of(failure) is { } mistake)
        {
            Console.Error.WriteLine(mistake);
            return 1;
        }
    }

    /// <summary>Before the start, where the host would write down in which line of its code it was.</summary>
    public static void CheckSettings(this WebApplication app)
    {
        app.Configuration.CheckAddresses();
        app.Services.GetService<IStartupValidator>()?.Validate();
    }

    /// <summary>Serves, or with <c>migrate</c> as first argument brings the schema up to date and ends.</summary>
    public static int RunService(this WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["migrate", ..]:
                PersistenceSetup.MigrateAsync(app.Services).GetAwaiter().GetResult();
                app.Logger.LogInformation("The schema is up to date");
                return 0;
            case ["renew-feed-epoch", ..]:
                FeedEpoch.RenewAsync(app.Services).GetAwaiter().GetResult();
                app.Logger.LogInformation("The feed has a new epoch; its readers will start again");
                return 0;
            default:
                var loops = app.Services.GetService<LoopsState>();
                app.Run();
                return loops is { HaveFailed: true } ? 1 : 0;
        }
    }
}
