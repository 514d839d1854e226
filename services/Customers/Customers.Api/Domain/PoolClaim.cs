namespace CrmPlatform.Customers.Domain;

/// <summary>Somebody took a customer out of the pool (C6); the ordinal counts their claims of the day.</summary>
public sealed class PoolClaim
{
    private PoolClaim() { }

    public long Key { get; private set; }

    public string By { get; private set; } = "";

    public DateOnly Day { get; private set; }

    public int Ordinal { get; private set; }

    public Guid CustomerId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static PoolClaim Of(string by, DateOnly day, int ordinal, Guid customerId, DateTimeOffset at) =>
        new() { By = by, Day = day, Ordinal = ordinal, CustomerId = customerId, At = at };
}
