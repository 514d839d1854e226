using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>One Customers service with neighbours whose events a test can write, for the tests of a class; each test makes its own data.</summary>
public class CustomersFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public Neighbours Neighbours { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    protected virtual IEnumerable<string> Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        Service = await ServiceUnderTest.StartAsync(CustomersHost.Build, [.. Neighbours.Settings("engagement", "insights", "service"), .. Settings]);
        Admin = Service.As("ada", "admin");
    }

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

    /// <summary>Reads until what is wanted is there: an event takes a moment.</summary>
    public Task<Answer> EventuallyAsync(string path, Func<Answer, bool> isThere, string what) =>
        Eventually.BecomesAsync(() => Admin.GetAsync(path), answer => answer.Status == HttpStatusCode.OK && isThere(answer), what);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Neighbours.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
