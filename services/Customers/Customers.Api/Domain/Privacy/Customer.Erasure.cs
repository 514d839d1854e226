using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>Forgetting the person and keeping the books (C20).</summary>
public sealed partial class Customer
{
    /// <summary>What stands where a name stood.</summary>
    public const string ErasedName = "erased";

    public Refusal? Erase()
    {
        if (Status == CustomerStatus.Erased) return Refusal.Conflict("customer.erased", "This customer has been erased already.");
        var merged = Status == CustomerStatus.Merged;
        Take(ToData() with
        {
            Name = ErasedName,
            Phone = null,
            Email = null,
            TaxId = null,
            ExternalId = null,
            Address = new Address(),
            Tags = [],
            Custom = CustomFields.None,
            ReferredBy = null,
        });
        EndedReason = EndedReason is null ? null : ErasedName;
        // Who has gone into another file stays there: an id leads where it led.
        if (!merged) Status = CustomerStatus.Erased;
        InPool = false;
        WatchForPool();
        return null;
    }

    /// <summary>What names this customer: words others may bear, and marks that are its own.</summary>
    public (IEnumerable<string> Words, IEnumerable<string> Marks) Traces() => (
        new[] { Name, Address.Street }.Concat(Tags).Concat(Custom.Values.Select(CustomFields.Plain)).OfType<string>(),
        new[] { Phone, PhoneReversed, Email, TaxId, NormalTaxId, ExternalId }.OfType<string>());
}
