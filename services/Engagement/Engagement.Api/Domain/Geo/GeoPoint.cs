using System.Text.Json.Serialization;

namespace CrmPlatform.Engagement.Domain.Geo;

/// <summary>A position on the earth in degrees, WGS 84 (what a phone's satellite receiver reports).</summary>
/// <remarks>Chinese web maps draw in GCJ-02, up to some 700 m away: an address located there is converted before it comes here.</remarks>
internal readonly record struct GeoPoint
{
    /// <exception cref="ArgumentOutOfRangeException">Latitude outside −90..90 or longitude outside −180..180, or not a number.</exception>
    [JsonConstructor]
    public GeoPoint(double latitude, double longitude)
    {
        if (!IsLatitude(latitude))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude lies between −90 and 90 degrees.");
        if (!IsLongitude(longitude))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude lies between −180 and 180 degrees.");
        Latitude = latitude;
        Longitude = longitude;
    }

    public double Latitude { get; }

    public double Longitude { get; }

    /// <summary>For validation of a request before a point is made.</summary>
    public static bool IsLatitude(double degrees) => degrees is >= -90 and <= 90;

    /// <inheritdoc cref="IsLatitude"/>
    public static bool IsLongitude(double degrees) => degrees is >= -180 and <= 180;
}
