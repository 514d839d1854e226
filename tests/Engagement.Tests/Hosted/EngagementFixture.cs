using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>One Engagement service with neighbours for the tests of a class; each test makes its own customers.</summary>
public sealed class EngagementFixture : IAsyncLifetime
{
    internal Neighbour CustomersNeighbour { get; private set; } = null!;

    internal Neighbour ServiceNeighbour { get; private set; } = null!;

    internal Neighbour InsightsNeighbour { get; private set; } = null!;

    public ServiceUnderTest Service { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (CustomersNeighbour, ServiceNeighbour, InsightsNeighbour) = (await Neighbour.StartAsync(), await Neighbour.StartAsync(), await Neighbour.StartAsync());
        Service = await ServiceUnderTest.StartAsync(EngagementHost.Build,
        [
            $"--Services:customers:Url={CustomersNeighbour.Url}",
            $"--Services:service:Url={ServiceNeighbour.Url}",
            $"--Services:insights:Url={InsightsNeighbour.Url}",
        ]);
        Admin = Service.As("ada", "admin");
    }

    /// <summary>A customer that the service has heard of.</summary>
    internal async Task<Guid> CustomerAsync(
        string? owner = null, string team = "north", string name = "Lin Tea House", string abc = "C", string stage = "stranger", double? latitude = null, double? longitude = null,
        DateTimeOffset? createdAt = null, bool imported = false)
    {
        var file = File(Guid.CreateVersion7(), 1, owner, team, name, abc, stage, latitude, longitude, createdAt, imported);
        CustomersNeighbour.Publish(file);
        await Eventually.IsTrueAsync(() => KnowsAsync(file.CustomerId, 1), "the customer to be known");
        return file.CustomerId;
    }

    internal Task<bool> KnowsAsync(Guid customer, long version) => Service.InScopeAsync(services =>
        services.GetRequiredService<EngagementDb>().AllCustomers.AnyAsync(c => c.Id == customer && c.SourceVersion >= version));

    internal async Task StaffAsync(string subject, string team = "north", string? manager = null, bool active = true)
    {
        CustomersNeighbour.Publish(Member(subject, team, manager, active));
        await Eventually.IsTrueAsync(() => Service.InScopeAsync(services =>
            services.GetRequiredService<EngagementDb>().Colleagues.AnyAsync(c => c.Subject == subject)), "the colleague to be known");
    }

    /// <summary>What the service has published so far, in order, as other services would read it.</summary>
    internal Task<IReadOnlyList<TEvent>> PublishedAsync<TEvent>() => PublishedAsync<TEvent>(Service);

    internal static async Task<IReadOnlyList<TEvent>> PublishedAsync<TEvent>(ServiceUnderTest service)
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token("service-insights", scope: "crm.internal", client: "service-insights", expires: DateTime.UtcNow.AddYears(5)));
        var page = JsonNode.Parse(await http.GetStringAsync($"/internal/events?after=0&limit=5000&types={typeof(TEvent).FullName}"))!;
        return [.. page["events"]!.AsArray().Select(item => JsonSerializer.Deserialize<TEvent>((string)item!["payload"]!, JsonSerializerOptions.Web)!)];
    }

    internal static CustomerChanged File(
        Guid id, long version, string? owner = null, string team = "north", string name = "Lin Tea House", string abc = "C", string stage = "stranger",
        double? latitude = null, double? longitude = null, DateTimeOffset? createdAt = null, bool imported = false, string status = "active", Guid? mergedInto = null, bool ended = false) => new(
        id, version, "organisation", "demander", "agent", name, "+8613800138000", null, owner, team, "ordinary", stage, abc, "potential", "low", null, false,
        status, mergedInto, "zh-Hans", "other", null, "Shanghai", null, "CN", latitude, longitude, [], createdAt ?? DateTimeOffset.UtcNow, Imported: imported, RelationshipEnded: ended);

    internal static StaffChanged Member(string subject, string team, string? manager = null, bool active = true) => new(
        subject, 1, $"Name of {subject}", team, manager, null, ["sales"], [], ["zh-Hans"], [], "Asia/Shanghai", active);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await CustomersNeighbour.DisposeAsync();
        await ServiceNeighbour.DisposeAsync();
        await InsightsNeighbour.DisposeAsync();
    }
}
