using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>One Service service with neighbours for the tests of a class; each test makes its own data.</summary>
public class ServiceFixture : IAsyncLifetime
{
    /// <summary>Monday 2 March 2026, 10:00 in Shanghai: the office is open.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    public ServiceUnderTest Service { get; private set; } = null!;

    public Neighbours Neighbours { get; private set; } = null!;

    /// <summary>Null when the service lives in real time.</summary>
    public FakeTimeProvider? Time { get; private set; }

    public ApiClient Admin { get; private set; } = null!;

    protected virtual bool OwnTime => false;

    protected virtual string[] Settings => [];

    /// <summary>Whether three attempts to reach a customer may follow each other at once, for tests that are about what comes after.</summary>
    protected virtual bool InHaste => true;

    protected virtual void Customise(IServiceCollection services) { }

    public async ValueTask InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        if (OwnTime) Time = new FakeTimeProvider(Monday);
        HostCustomisation customise = builder =>
        {
            if (Time is not null) builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            Customise(builder.Services);
        };
        Service = await ServiceUnderTest.StartAsync(ComplaintsHost.Build,
            [$"--Services:customers:Url={Neighbours.Url}", $"--Services:engagement:Url={Neighbours.Url}", "--Complaints:FormsPerMinute=10000", "--Complaints:MailDomain=mail.shop.example", "--Complaints:MailAddresses:0=complaints@shop.example",
            .. InHaste ? new[] { "--Complaints:AttemptsApart=00:00:00" } : [], .. Settings], customise);
        Admin = As("ada", "admin");
    }

    /// <summary>A client whose token is good at whatever time the service lives in.</summary>
    public ApiClient As(string subject, string role, string? team = null) => Service.Client(Token(subject, [role], team));

    public string Token(string subject, string[]? roles = null, string? team = null, string scope = "crm.api") =>
        Service.Issuer.Token(subject, roles, team, scope: scope, from: Monday.AddYears(-1).UtcDateTime, expires: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>Lets time pass. Timers ring for the last seconds only: hours of polling are not what a test is about.</summary>
    public void Advance(TimeSpan time)
    {
        var last = TimeSpan.FromSeconds(6);
        if (time > last) Time!.AdjustTime(Time.GetUtcNow() + time - last);
        Time!.Advance(time > last ? last : time);
    }

    public async ValueTask DisposeAsync()
    {
        // X4: whatever the tests of the class had us ask for, Notifications can write.
        var unwritten = MailTexts.Faults(await PublishedAsync<MailRequested>()).ToList();
        await Service.DisposeAsync();
        await Neighbours.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.Empty(unwritten);
    }

    /// <summary>A second process on the same database and in the same time, as a replica would be.</summary>
    public Task<ServiceUnderTest> TwinAsync() => ServiceUnderTest.StartAsync(ComplaintsHost.Build,
        [$"--Database:Directory={Service.Folder.Path}", $"--Services:customers:Url={Neighbours.Url}", $"--Services:engagement:Url={Neighbours.Url}"],
        builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time!)), Service.Issuer);

    /// <summary>A customer that this service has learned of.</summary>
    public async Task<CustomerChanged> CustomerAsync(string? name = null, string team = "north", string? email = null, string language = "zh-Hans", string customerClass = "C", string? owner = null)
    {
        var state = State(Guid.CreateVersion7(), 1, name ?? "王伟", team, email, language, customerClass, owner);
        Neighbours.Publish(state);
        await Eventually.IsTrueAsync(() => AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == state.CustomerId)), "the customer to be known");
        return state;
    }

    /// <summary>Agents that this service has learned of.</summary>
    public async Task StaffAsync(params StaffChanged[] people)
    {
        foreach (var person in people) Neighbours.Publish(person);
        var last = people[^1];
        await Eventually.IsTrueAsync(() => AnyAsync(db => db.Staff.AnyAsync(s => s.StaffId == last.StaffId && s.SourceVersion >= last.Version)), "the staff to be known");
    }

    public static StaffChanged Agent(string id, string team = "service", string[]? skills = null, string role = "agent", string? manager = null, string? email = null, long version = 1, bool active = true, StaffShift[]? shifts = null) =>
        new(id, version, $"Agent {id}", team, manager, email, [role], skills ?? [], ["zh-Hans"], shifts ?? [], "Asia/Shanghai", active);

    public static CustomerChanged State(
        Guid id, long version, string name, string team = "north", string? email = null, string language = "zh-Hans", string customerClass = "C", string? owner = null, Guid? mergedInto = null) => new(
        id, version, "person", "demander", "end-customer", name, null, email, owner, team, "ordinary", "stranger", customerClass, "target", "low", null, false,
        mergedInto is null ? "active" : "merged", mergedInto, language, "other", null, null, null, null, null, null, [], DateTimeOffset.UtcNow);

    /// <summary>What was published so far, of one kind.</summary>
    internal async Task<IReadOnlyList<T>> PublishedAsync<T>()
    {
        var client = Service.Client(Token("service-x", scope: InternalAccess.Scope));
        var page = await client.GetAsync($"/internal/events?after=0&limit=5000&types={typeof(T).FullName}");
        return [.. page["events"]!.AsArray().Select(item => System.Text.Json.JsonSerializer.Deserialize<T>((string)item!["payload"]!, Json.Tolerant)!)];
    }

    internal Task<bool> AnyAsync(Func<ComplaintsDb, Task<bool>> look) => Service.InScopeAsync(scope => look(scope.GetRequiredService<ComplaintsDb>()));
}
