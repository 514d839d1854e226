using CrmPlatform.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace CrmPlatform.Gateway;

/// <summary>Which words of the API lead to which service.</summary>
internal static class Routes
{
    /// <summary>First words of paths below <c>/api/v1</c>, by service.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        ["customers"] =
        [
            "customers", "contacts", "staff", "products", "purchases", "imports", "exports", "leads", "duplicates", "pool", "segments", "lists", "tags",
            "custom-fields", "care", "loyalty", "privacy", "support-plans",
        ],
        ["engagement"] =
        [
            "activities", "visits", "calls", "tasks", "timeline", "guides", "conversations", "routes", "outlets", "cadences", "touchpoints", "opportunities", "pipelines",
            "quotes", "contracts", "promises", "policies", "campaigns", "research", "forecast", "calendar", "interventions",
        ],
        ["service"] =
        [
            "complaints", "grumbles", "surveys", "articles", "standards", "causes", "actions", "remedies", "assignment-rules", "absences", "calendars", "service-levels", "categories",
        ],
        ["insights"] = ["insights"],
        ["notifications"] = ["webhooks", "stream", "mail"],
        ["identity"] = ["permissions", "sessions", "users", "clients"],
    };

    /// <summary>Words that every service has under its own name: <c>/api/v1/terms/customers</c>.</summary>
    private static readonly string[] PerService = ["terms", "dead-letters", "operations", "public"];

    private static readonly string[] Uploads = ["imports", "complaints", "surveys"];

    /// <summary>Words behind which work is started that goes on for minutes.</summary>
    private static readonly string[] HeavyWords = ["imports", "exports", "privacy"];

    /// <summary>The same below words that are light else.</summary>
    private static readonly IReadOnlyDictionary<string, string> HeavyBelow = new Dictionary<string, string> { ["complaints"] = "imports", ["insights"] = "rebuild" };

    /// <summary>Streams last for hours: a cluster of its own, whose connections nobody else waits for.</summary>
    private const string StreamWord = "stream";
    internal const string StreamCluster = "notifications-stream";

    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        var services = Words.Keys.Where(service => builder.Configuration.AddressOf(service) is not null).ToList();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FailuresInARow>();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [.. services.SelectMany(service => Of(service, options)), .. services.Contains("identity") ? SignIn() : []],
            [
                .. services.Select(service => Cluster(service, builder.Configuration.AddressOf(service)!, options)),
                .. services.Contains("notifications") ? [Streams(builder.Configuration.AddressOf("notifications")!)] : Array.Empty<ClusterConfig>(),
            ])
            .AddTransforms(route =>
            {
                if (route.Cluster?.ClusterId == StreamCluster) route.AddResponseTransform(TravelLight);
            });
    }

    private static IEnumerable<RouteConfig> Of(string service, GatewayOptions options)
    {
        foreach (var word in Words[service])
        {
            yield return Route(word == StreamWord ? StreamCluster : service, $"{service}-{word}", $"/api/v1/{word}/{{**rest}}", "default",
                Uploads.Contains(word) ? options.MaxUploadBytes : null, HeavyWords.Contains(word) ? CallerLimits.Heavy : CallerLimits.Api);
            if (HeavyBelow.TryGetValue(word, out var heavy))
                yield return Route(service, $"{service}-{word}-{heavy}", $"/api/v1/{word}/{heavy}", "default", Uploads.Contains(word) ? options.MaxUploadBytes : null, CallerLimits.Heavy, "POST");
        }
        foreach (var word in PerService.Where(word => word != "public"))
            yield return Route(service, $"{service}-{word}", $"/api/v1/{word}/{service}/{{**rest}}", "default", null, CallerLimits.Api);
        // Forms, survey links and calendars carry their own proof; whoever has no token may come here and nowhere else.
        yield return Route(service, $"{service}-public", $"/api/v1/public/{service}/{{**rest}}", "anonymous", null, CallerLimits.Public);
    }

    private static IEnumerable<RouteConfig> SignIn() =>
    [
        Route("identity", "connect", "/connect/{**rest}", "anonymous", null, CallerLimits.SignIn),
        Route("identity", "discovery", "/.well-known/{**rest}", "anonymous", null, CallerLimits.Api),
        Route("identity", "account", "/account/{**rest}", "anonymous", null, CallerLimits.SignIn),
    ];

    private static RouteConfig Route(string cluster, string id, string path, string policy, long? maxBody, string limit, params string[] methods) => new()
    {
        RouteId = id,
        ClusterId = cluster,
        Match = new RouteMatch { Path = path, Methods = methods is [] ? ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] : methods },
        AuthorizationPolicy = policy,
        MaxRequestBodySize = maxBody,
        RateLimiterPolicy = limit,
        CorsPolicy = "default",
    };

    private static ClusterConfig Cluster(string service, Uri address, GatewayOptions options) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = address.ToString() } },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = options.Timeout },
        HttpClient = new HttpClientConfig { MaxConnectionsPerServer = 256, EnableMultipleHttp2Connections = true },
        HealthCheck = new HealthCheckConfig
        {
            // The only destination there is counts too: when it is down nobody is asked.
            AvailableDestinationsPolicy = "HealthyAndUnknown",
            Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = FailuresInARow.PolicyName, ReactivationPeriod = options.Rest },
        },
    };

    private static ClusterConfig Streams(Uri address) => new()
    {
        ClusterId = StreamCluster,
        Destinations = new Dictionary<string, DestinationConfig> { [StreamCluster] = new() { Address = address.ToString() } },
        // The heart-beat comes every fifteen seconds; what is silent for two minutes has gone.
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(2), AllowResponseBuffering = false },
        HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
    };

    /// <summary>The service has seen the token; what lasts for hours need not carry two kilobytes of it along at each end of the way.</summary>
    private static ValueTask TravelLight(ResponseTransformContext answer)
    {
        answer.HttpContext.Request.Headers.Authorization = default;
        if (answer.ProxyResponse?.RequestMessage is { } asked) asked.Headers.Authorization = null;
        return ValueTask.CompletedTask;
    }

    public static void AddGatewayOptions(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<GatewayOptions>().Bind(builder.Configuration.GetSection(GatewayOptions.Section)).ValidateDataAnnotations()
            .Validate(options => options.CorsOrigins.All(Edge.IsOrigin), "Gateway:CorsOrigins: origins such as https://crm.example are expected: scheme, host and port without a path.")
            .Validate(options => options.TrustedProxies.All(Edge.IsProxy), "Gateway:TrustedProxies: addresses such as 10.0.0.7 and networks such as 10.0.0.0/8 are expected.").ValidateOnStart();
}
