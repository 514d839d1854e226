using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>What duplicates are found by (C16), kept beside the file so that an index can find it.</summary>
public sealed partial class Customer
{
    /// <summary>The tax id without spaces and signs.</summary>
    [Untold(Entirely = true)]
    public string? NormalTaxId { get; private set; }

    [Untold(Entirely = true)]
    public long NameHash { get; private set; }

    [Untold(Entirely = true)]
    public long? NameHeadHash { get; private set; }

    [Untold(Entirely = true)]
    public long? NameTailHash { get; private set; }

    private void Remember()
    {
        NormalTaxId = TaxIds.Normalise(TaxId);
        var key = NameKey.Of(Name);
        (NameHash, NameHeadHash, NameTailHash) = (key.FullHash, key.HeadHash, key.TailHash);
    }
}
