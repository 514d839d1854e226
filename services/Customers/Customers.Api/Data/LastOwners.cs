using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>C6: between two owners a customer may be nobody's, in the pool or its team's; what its last owner left undone waits for the next one.</summary>
internal static class LastOwners
{
    private static readonly string Field = JsonNamingPolicy.CamelCase.ConvertName(nameof(Customer.OwnerId));

    /// <summary>Before the save: whose a customer that nobody had and somebody gets was last, as its history tells (C21); else null, and of one that nobody ever had.</summary>
    public static async Task<string?> LastOwnerAsync(this CustomersDb db, Customer customer, string? fromOwner, CancellationToken cancellationToken)
    {
        if (fromOwner is not null || customer.OwnerId is null) return null;
        var quoted = $"\"{Field}\"";
        // What came with a merged file is in this history, too, and says whose that one was.
        var told = await db.Changes.AsNoTracking().Where(change => change.Subject == customer.Id && change.EntityId == customer.Id && change.Fields!.Contains(quoted))
            .OrderByDescending(change => change.Key).Select(change => change.Fields!).FirstOrDefaultAsync(cancellationToken);
        return told is null ? null : JsonSerializer.Deserialize<List<FieldChange>>(told, Json.Tolerant)!.Find(change => change.Field == Field)?.From;
    }
}
