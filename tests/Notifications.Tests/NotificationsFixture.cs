using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>One Notifications service with neighbours for the tests of a class; each test makes its own data.</summary>
public class NotificationsFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public Neighbours Neighbours { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    /// <summary>Null when the service lives in real time.</summary>
    public FakeTimeProvider? Time { get; private set; }

    protected virtual bool OwnTime => false;

    protected virtual string[] Settings => ["--Webhooks:AllowPrivateAddresses=true", "--Webhooks:AllowHttp=true", "--Webhooks:FirstRetry=00:00:00.050", "--Webhooks:Timeout=00:00:30"];

    protected virtual void Build(WebApplicationBuilder builder)
    {
    }

    public async ValueTask InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        if (OwnTime) Time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        void Customise(WebApplicationBuilder builder)
        {
            if (Time is not null) builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            Build(builder);
        }
        Service = await ServiceUnderTest.StartAsync(NotificationsHost.Build, [.. Neighbours.Settings("customers"), .. Settings], Customise);
        Admin = Service.As("ada", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Neighbours.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public static CustomerChanged Customer(string stage = "stranger", bool imported = false, Guid? id = null, string? email = null, string language = "en", string status = "active") => new(
        id ?? Guid.CreateVersion7(), 1, "person", "demander", "end-customer", "Li Wei", null, email, "nora", "north", "ordinary", stage, "C", "target", "low", null, false,
        status, null, language, "other", null, null, null, null, null, null, [], DateTimeOffset.UtcNow, Imported: imported);

    /// <summary>A subscription to a receiver.</summary>
    public async Task<Answer> SubscribeAsync(Receiver receiver, object? filters = null, string type = "crm.customers.customer-changed.v1", string path = "/hook") =>
        (await Admin.PostAsync("/api/v1/webhooks", new { name = "Test", url = receiver.Url + path, eventTypes = new[] { type }, filters })).Expect(HttpStatusCode.Created);

    public static Task<IReadOnlyList<Call>> GotAsync(Receiver receiver, int count) => Eventually.BecomesAsync<IReadOnlyList<Call>>(
        () => Task.FromResult<IReadOnlyList<Call>>([.. receiver.Calls]), calls => calls.Count >= count, $"{count} webhooks");

    public async Task<IReadOnlyList<JsonNode>> DeliveriesAsync(Guid id, Func<JsonNode, bool> isThere, string what) => await Eventually.BecomesAsync(
        async () => (await Admin.GetAsync($"/api/v1/webhooks/{id}/deliveries")).Expect(HttpStatusCode.OK).Items, items => items.Count > 0 && items.All(isThere), what);

    /// <summary>What the service published so far, of one kind.</summary>
    public async Task<IReadOnlyList<T>> PublishedAsync<T>()
    {
        using var service = Service.Client(Service.Issuer.Token("service-x", scope: InternalAccess.Scope));
        var page = (await service.GetAsync($"/internal/events?after=0&limit=500&types={typeof(T).FullName}")).Expect(HttpStatusCode.OK);
        return [.. page["events"]!.AsArray().Select(item => JsonSerializer.Deserialize<T>((string)item!["payload"]!, Json.Tolerant)!)];
    }

    internal Task<T> InDbAsync<T>(Func<NotificationsDb, Task<T>> look) => Service.InScopeAsync(scope => look(scope.GetRequiredService<NotificationsDb>()));
}
