using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>Points a customer received together and that expire together (C14). What is left of its lots is a customer's balance.</summary>
public sealed class PointsLot : Entity
{
    private PointsLot() { }

    public Guid CustomerId { get; private set; }

    public long Granted { get; private set; }

    public long Remaining { get; private set; }

    public DateTimeOffset EarnedAt { get; private set; }

    /// <summary>From then on they are gone; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    internal static PointsLot Of(Guid customerId, long points, DateTimeOffset now, DateTimeOffset? expiresAt) =>
        new() { CustomerId = customerId, Granted = points, Remaining = points, EarnedAt = now, ExpiresAt = expiresAt };

    internal long Take(long atMost)
    {
        var taken = Math.Min(atMost, Remaining);
        Remaining -= taken;
        return taken;
    }

    internal void GiveBack(long points) => Remaining += points;
}
