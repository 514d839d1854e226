namespace CrmPlatform.Engagement.Domain.Geo;

/// <summary>
/// Great-circle distance by the haversine formula (R. W. Sinclair, "Virtues of the Haversine", Sky and Telescope 68, 1984),
/// which keeps its precision for points a few metres apart. The earth is taken as a sphere: at most 0.6 % off the ellipsoid.
/// </summary>
internal static class Haversine
{
    /// <summary>Mean radius R₁ of the earth in metres (IUGG).</summary>
    public const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Metres between two points along the surface.</summary>
    public static double Metres(GeoPoint a, GeoPoint b)
    {
        var φ1 = double.DegreesToRadians(a.Latitude);
        var φ2 = double.DegreesToRadians(b.Latitude);
        var sinHalfΔφ = Math.Sin((φ2 - φ1) / 2);
        var sinHalfΔλ = Math.Sin(double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var h = sinHalfΔφ * sinHalfΔφ + Math.Cos(φ1) * Math.Cos(φ2) * sinHalfΔλ * sinHalfΔλ;
        // Rounding may carry h a hair above 1 for antipodes, where the arcsine would be no number.
        return 2 * EarthRadiusMetres * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }
}
