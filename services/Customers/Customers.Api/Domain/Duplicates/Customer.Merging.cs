using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>Becoming one with another file, and apart again (C16).</summary>
public sealed partial class Customer
{
    /// <summary>The file goes into another one; from now on its id leads there.</summary>
    public Refusal? GoInto(Customer survivor)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (survivor.RefuseUnlessActive() is { } other) return other;
        (Status, MergedInto, PoolWatch, InPool) = (CustomerStatus.Merged, survivor.Id, InPool ? PoolWatch.WhenParted : PoolWatch.None, false);
        return null;
    }

    /// <summary>The file stands for itself again.</summary>
    public void ComeBack()
    {
        (Status, MergedInto, InPool) = (CustomerStatus.Active, null, PoolWatch == PoolWatch.WhenParted);
        WatchForPool();
    }

    public CustomerData ToData() => new()
    {
        Kind = Kind,
        Role = Role,
        Channel = Channel,
        Name = Name,
        Phone = Phone,
        Email = Email,
        TaxId = TaxId,
        ExternalId = ExternalId,
        Grade = Grade,
        OwnerId = OwnerId,
        Team = Team,
        Address = Address,
        Language = Language,
        Source = Source,
        ReferredBy = ReferredBy,
        Tags = Tags,
        Custom = Custom,
    };
}
