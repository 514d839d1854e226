using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

/// <summary>One Customers service for the tests of a class; each test makes its own data.</summary>
public sealed class CustomersFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await ServiceUnderTest.StartAsync(CustomersHost.Build);
        Admin = Service.As("ada", "admin");
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
