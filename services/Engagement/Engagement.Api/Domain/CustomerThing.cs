using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain;

/// <summary>A stored thing that belongs to a customer, and follows when two files of one customer are merged (C16).</summary>
internal abstract class CustomerThing : Entity
{
    public Guid CustomerId { get; private set; }

    /// <summary>The customer it was entered under; an undone merge gives it back to that one.</summary>
    [Untold]
    public Guid FirstCustomerId { get; private set; }

    protected void Belong(Guid customerId) => (CustomerId, FirstCustomerId) = (customerId, customerId);
}
