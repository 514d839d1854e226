using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>Asks Customers whom a mail is for, at the moment it is sent.</summary>
internal sealed class CustomersClient(HttpClient http)
{
    /// <summary>Null when there is no such customer.</summary>
    /// <exception cref="HttpRequestException">Customers does not answer; the mail is tried later.</exception>
    public async Task<CustomerChanged?> ReadAsync(Guid customerId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/internal/customers/{customerId}", cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<CustomerChanged>(Json.Tolerant, cancellationToken);
    }

    /// <summary>What the customer last said to mail for this purpose; null when nothing was said.</summary>
    public async Task<ConsentWord?> ConsentAsync(Guid customerId, string purpose, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/internal/customers/{customerId}/consent?purpose={purpose}&channel=email", cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<ConsentWord>(Json.Tolerant, cancellationToken);
    }
}

/// <param name="Holds">Null when nothing was said.</param>
/// <param name="SaidAt">When the word was said that decides.</param>
internal sealed record ConsentWord(bool? Holds, DateTimeOffset? SaidAt = null);
