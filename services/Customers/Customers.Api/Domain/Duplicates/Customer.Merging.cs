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
        (Status, MergedInto, PoolWatch, InPool) = (
            CustomerStatus.Merged, survivor.Id, InPool ? PoolWatch.WhenParted : survivor.InPool ? PoolWatch.SurvivorWhenParted : PoolWatch.None, false);
        return null;
    }

    /// <summary>The file stands for itself again. C6: what was in the pool is there again, the survivor unless somebody has got it since.</summary>
    /// <param name="survivor">As the undo leaves it.</param>
    /// <param name="isGivenBack">Whether the undo gave it back the owner or team it had.</param>
    public void ComeBackFrom(Customer survivor, bool isGivenBack)
    {
        if (isGivenBack && PoolWatch == PoolWatch.SurvivorWhenParted)
        {
            survivor.InPool = survivor.OwnerId is null;
            survivor.WatchForPool();
        }
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
