using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;

namespace CrmPlatform.Engagement.Tests.Routing;

/// <summary>Maps to plan routes on, some with a shortest tour that is known beforehand.</summary>
internal static class Maps
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A day so long that nothing is left out.</summary>
    public static readonly WorkingDay Endless = new(Morning, Morning.AddDays(30));

    /// <summary>Points of a circle, in convex position: the shortest tour goes round (here in shuffled order).</summary>
    public static GeoPoint[] Circle(int count, int seed, bool bunched = false)
    {
        var random = new Random(seed);
        var angles = bunched
            ? Enumerable.Range(0, count).Select(i => (i % 8 + random.NextDouble() * 0.2) * Math.PI / 4)
            : Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 * Math.PI);
        return [.. angles.Select(angle => new GeoPoint(0.1 * Math.Sin(angle), 104 + 0.1 * Math.Cos(angle)))];
    }

    /// <summary>Length of the tour round a <see cref="Circle"/>, in decimetres.</summary>
    public static long RoundTheCircle(GeoPoint[] circle)
    {
        var round = circle.OrderBy(point => Math.Atan2(point.Latitude, point.Longitude - 104)).ToArray();
        return round.Select((point, i) => (long)Math.Round(10 * Haversine.Metres(point, round[(i + 1) % round.Length]))).Sum();
    }

    /// <summary>Crossings of a chequered city; with an even number of them the shortest tour has only sides of one block.</summary>
    public static GeoPoint[] Grid(int rows, int columns, double block = 0.002)
    {
        var points = Enumerable.Range(0, rows * columns)
            .Select(i => new GeoPoint(i / columns * block, 104 + i % columns * block)).ToArray();
        new Random(7).Shuffle(points);
        return points;
    }

    public static GeoPoint[] Scattered(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new GeoPoint(31.1 + random.NextDouble() * 0.2, 121.3 + random.NextDouble() * 0.25))];
    }

    public static GeoPoint[] Clustered(int count, int seed)
    {
        var random = new Random(seed);
        var centres = Enumerable.Range(0, 9).Select(_ => (Lat: 31.1 + random.NextDouble() * 0.2, Lon: 121.3 + random.NextDouble() * 0.25)).ToArray();
        double Near() => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.01;
        return [.. Enumerable.Range(0, count).Select(i => new GeoPoint(centres[i % 9].Lat + Near(), centres[i % 9].Lon + Near()))];
    }

    /// <summary>A round from the first point over all others, without hours.</summary>
    public static RouteRequest Round(GeoPoint[] points) => new(
        points[0], points[0], Endless, new TravelPace(), [.. points.Skip(1).Select((point, i) => new RouteStop(Id(i + 1), point, TimeSpan.Zero))]);

    public static Guid Id(int i) => new(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Cost between two nodes of a round: node 0 is its start.</summary>
    public static Func<int, int, long> Cost(RouteLegs legs) => (a, b) => legs.Decimetres(a, b);
}
