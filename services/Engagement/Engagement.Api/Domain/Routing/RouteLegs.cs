using CrmPlatform.Engagement.Domain.Geo;

namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// Distances and times between all sites of a route, in whole decimetres and seconds: sums of integers do not depend on their order.
/// Site 0 is the start, 1..n are the stops in the request's order, n+1 is the end (for an open route: wherever the last stop is).
/// </summary>
internal sealed class RouteLegs
{
    private readonly int size;
    private readonly int[] decimetres;
    private readonly int[] seconds;

    public RouteLegs(RouteRequest request)
    {
        Stops = request.Stops.Count;
        size = Stops + 2;
        decimetres = new int[size * size];
        seconds = new int[size * size];
        GeoPoint? At(int site) => site == 0 ? request.Start : site <= Stops ? request.Stops[site - 1].At : request.End;

        for (var a = 0; a < size; a++)
        {
            for (var b = a + 1; b < size; b++)
            {
                if (At(a) is not { } from || At(b) is not { } to) continue; // an open end is wherever one stands
                var metres = Haversine.Metres(from, to);
                decimetres[a * size + b] = decimetres[b * size + a] = (int)Math.Round(metres * 10, MidpointRounding.AwayFromZero);
                seconds[a * size + b] = seconds[b * size + a] = request.Pace.Seconds(metres);
            }
        }
    }

    /// <summary>Number of stops, without start and end.</summary>
    public int Stops { get; }

    public int End => Stops + 1;

    public int Decimetres(int from, int to) => decimetres[from * size + to];

    public int Seconds(int from, int to) => seconds[from * size + to];

    /// <summary>Length of the route start, sites in this order, end.</summary>
    public long Length(ReadOnlySpan<int> order)
    {
        long sum = 0;
        var here = 0;
        foreach (var next in order)
        {
            sum += Decimetres(here, next);
            here = next;
        }
        return sum + Decimetres(here, End);
    }
}
