using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>Asks the Customers service for what its events have not told yet.</summary>
internal sealed class CustomersClient(HttpClient http)
{
    /// <summary>Null when there is no such customer, or nobody to ask because this service runs alone.</summary>
    public Task<CustomerChanged?> CustomerAsync(Guid id, CancellationToken cancellationToken) => GetAsync<CustomerChanged>($"/internal/customers/{id}", cancellationToken);

    public Task<StaffChanged?> ColleagueAsync(string subject, CancellationToken cancellationToken) =>
        GetAsync<StaffChanged>($"/internal/staff/{Uri.EscapeDataString(subject)}", cancellationToken);

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken) where T : class
    {
        if (http.BaseAddress is null) return null;
        using var response = await http.GetAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(Json.Tolerant, cancellationToken);
    }
}
