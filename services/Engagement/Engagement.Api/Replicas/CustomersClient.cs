using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>A lead as Customers takes it; a repeated request id finds the lead of the first time.</summary>
internal sealed record LeadBody(
    string Source, string Name, string Role, string? Channel, string? Phone, string? ContactName, LeadAddressBody? Address, string? Note, Guid RequestId, string OwnerId, string? Team);

internal sealed record LeadAddressBody(string Street, double? Latitude, double? Longitude);

/// <param name="LeadId">Null where Customers is of a release that did not say it.</param>
internal sealed record LeadAnswer(Guid CustomerId, Guid? LeadId = null);

/// <summary>A page of a segment's customers.</summary>
internal sealed record SegmentPage(IReadOnlyList<Guid> Items, string? Next);

/// <summary>Asks the Customers service for what its events have not told yet.</summary>
internal sealed class CustomersClient(HttpClient http)
{
    /// <summary>Null when there is no such customer, or nobody to ask because this service runs alone.</summary>
    public Task<CustomerChanged?> CustomerAsync(Guid id, CancellationToken cancellationToken) => GetAsync<CustomerChanged>($"/internal/customers/{id}", cancellationToken);

    public Task<StaffChanged?> ColleagueAsync(string subject, CancellationToken cancellationToken) =>
        // Nobody's name has a control character in it, and no path may.
        subject.Any(char.IsControl) ? Task.FromResult<StaffChanged?>(null) : GetAsync<StaffChanged>($"/internal/staff/{Uri.EscapeDataString(subject)}", cancellationToken);

    /// <summary>The lead with its customer, or in words why there is none.</summary>
    public async Task<(LeadAnswer? Lead, string? Why)> OpenLeadAsync(LeadBody lead, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null) return (null, "This service runs alone; there is no Customers service to give the lead to.");
        try
        {
            using var response = await http.PostAsJsonAsync("/internal/leads", lead, Json.Tolerant, cancellationToken);
            if (response.IsSuccessStatusCode) return (await response.Content.ReadFromJsonAsync<LeadAnswer>(Json.Tolerant, cancellationToken), null);
            return (null, $"Customers refused the lead ({(int)response.StatusCode}): {await DetailAsync(response, cancellationToken)}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, "Customers could not be reached; try again, the lead will not be made twice.");
        }
    }

    /// <summary>A page of the members of a segment (C19); null when there is no such segment.</summary>
    public Task<SegmentPage?> SegmentMembersAsync(Guid segment, string? cursor, int limit, CancellationToken cancellationToken) => GetAsync<SegmentPage>(
        $"/internal/segments/{segment}/members?limit={limit}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (string?)(await response.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(cancellationToken))?["detail"] ?? response.ReasonPhrase ?? "";
        }
        catch (System.Text.Json.JsonException)
        {
            return response.ReasonPhrase ?? "";
        }
    }

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken) where T : class
    {
        if (http.BaseAddress is null) return null;
        using var response = await http.GetAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(Json.Tolerant, cancellationToken);
    }
}
