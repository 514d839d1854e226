using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Geo;

/// <summary>Where a check-in or check-out happened, seen from the customer's address.</summary>
public enum CheckInStanding
{
    [Names("At the address", "在地址范围内", "在地址範圍內")] Inside,
    [Names("Away from the address", "超出地址范围", "超出地址範圍")] Outside,
    [Names("Address not located", "地址未定位", "地址未定位")] AddressUnlocated,
}

/// <summary>E2: the distance of a check-in from the customer's address. A distant one is kept and marked, never refused.</summary>
/// <param name="Standing">Outside when the distance exceeds the radius, whatever the receiver says of its accuracy.</param>
/// <param name="DistanceMetres">Whole metres from the address; null when the address has no position.</param>
/// <param name="MayBeInside">Outside, yet by less than the receiver's own accuracy: for a human to judge.</param>
internal sealed record CheckInPlace(CheckInStanding Standing, long? DistanceMetres, bool MayBeInside)
{
    /// <summary>Radius within which a check-in counts as at the customer's, in metres, unless set otherwise.</summary>
    public const int DefaultRadiusMetres = 200;

    /// <param name="at">Where the device was.</param>
    /// <param name="accuracyMetres">Radius of the device's confidence circle in metres.</param>
    /// <param name="address">The customer's address, when it has been located.</param>
    /// <param name="radiusMetres">The set radius in metres.</param>
    public static CheckInPlace Judge(GeoPoint at, double accuracyMetres, GeoPoint? address, int radiusMetres = DefaultRadiusMetres)
    {
        if (!double.IsFinite(accuracyMetres))
            throw new ArgumentOutOfRangeException(nameof(accuracyMetres), accuracyMetres, "An accuracy is a number of metres.");
        ArgumentOutOfRangeException.ThrowIfNegative(accuracyMetres);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radiusMetres);
        if (address is null) return new CheckInPlace(CheckInStanding.AddressUnlocated, null, false);

        var metres = Haversine.Metres(at, address.Value);
        // E2: accuracy never turns a mark off, or a coarse fix would be the way around it; it only says that the mark may be wrong.
        var outside = metres > radiusMetres;
        return new CheckInPlace(
            outside ? CheckInStanding.Outside : CheckInStanding.Inside,
            (long)Math.Round(metres, MidpointRounding.AwayFromZero),
            outside && metres - accuracyMetres <= radiusMetres);
    }
}
