using System.Net;
using System.Text.Json;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Tests.Databases;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>One Customers service with neighbours whose events a test can write, for the tests of a class; each test makes its own data.</summary>
public class CustomersFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public Neighbours Neighbours { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    /// <summary>The service's own clock; null while it lives in real time.</summary>
    public FakeTimeProvider? Time { get; private set; }

    protected virtual bool OwnTime => false;

    /// <summary>Whether somebody is registered as staff from the start.</summary>
    protected virtual bool HasStaff => true;

    protected virtual IEnumerable<string> Settings => [];

    /// <summary>Changes the service before it is built.</summary>
    protected virtual void Customise(IServiceCollection services)
    {
    }

    public virtual async ValueTask InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        if (OwnTime) Time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        HostCustomisation customise = builder =>
        {
            if (Time is not null) builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            builder.Services.ConfigureDbContext<CustomersSqlite>(options => options.AddInterceptors(WideEnough.Instance));
            Customise(builder.Services);
        };
        Service = await ServiceUnderTest.StartAsync(CustomersHost.Build, [.. Neighbours.Settings("engagement", "insights", "service"), .. Settings], customise);
        Admin = As("ada", "admin");
        if (HasStaff) await StaffAsync("nora", "north");
    }

    /// <summary>
    /// Lets the service's own time pass. Timers ring for the last minutes only: what looks every second would look thirty million times a year, and
    /// that is not what a test is about.
    /// </summary>
    public void Leap(TimeSpan by)
    {
        var last = TimeSpan.FromMinutes(10);
        if (by > last) Time!.AdjustTime(Time.GetUtcNow() + by - last);
        Time!.Advance(by > last ? last : by);
    }

    /// <summary>Enters an active member of staff; only such a one can be named as an owner (C6).</summary>
    public async Task StaffAsync(string subject, string team) =>
        (await Admin.PutAsync($"/api/v1/staff/{subject}", new { name = subject, team, roles = new[] { "sales" } }, "*")).Expect(HttpStatusCode.Created);

    /// <summary>Somebody whose token outlives whatever time a test lets pass.</summary>
    public ApiClient As(string subject, string role, string? team = null) => Service.As(subject, role, team, DateTime.UtcNow.AddYears(5));

    /// <summary>Opens a file with a name of its own.</summary>
    public async Task<Answer> CustomerAsync(string? name = null, object? more = null, ApiClient? by = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["kind"] = "organisation", ["role"] = "demander", ["channel"] = "end-customer", ["name"] = name ?? $"Customer {Guid.NewGuid():N}",
        };
        foreach (var property in more?.GetType().GetProperties() ?? []) body[property.Name] = property.GetValue(more);
        return (await (by ?? Admin).PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.Created);
    }

    /// <summary>What the service published so far, of one kind.</summary>
    public async Task<IReadOnlyList<T>> PublishedAsync<T>()
    {
        var client = AsService();
        var found = new List<T>();
        for (long after = 0; ;)
        {
            var page = (await client.GetAsync($"/internal/events?after={after}&limit=500&types={typeof(T).FullName}")).Expect(HttpStatusCode.OK);
            found.AddRange(page["events"]!.AsArray().Select(item => JsonSerializer.Deserialize<T>((string)item!["payload"]!, Json.Tolerant)!));
            if (page["events"]!.AsArray().Count == 0) return found;
            after = (long)page["next"]!;
        }
    }

    /// <summary>Talks to the internal routes as another service does.</summary>
    public ApiClient AsService() => Service.Client(Service.Issuer.Token("service-x", scope: InternalAccess.Scope, expires: DateTime.UtcNow.AddYears(5)));

    /// <summary>Reads until what is wanted is there: an event takes a moment. Meanwhile the service's own clock goes on a little: what has to be tried again waits by it.</summary>
    public Task<Answer> EventuallyAsync(string path, Func<Answer, bool> isThere, string what, TimeSpan? patience = null) => Eventually.BecomesAsync(() =>
    {
        Time?.Advance(TimeSpan.FromMilliseconds(100));
        return Admin.GetAsync(path);
    }, answer => answer.Status == HttpStatusCode.OK && isThere(answer), what, patience);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Neighbours.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>As <see cref="CustomersFixture"/>, with a clock that only the test moves.</summary>
public sealed class OwnTimeFixture : CustomersFixture
{
    protected override bool OwnTime => true;
}
