using CrmPlatform.Engagement.Domain.Geo;

namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>When an outlet can be visited: the visit begins and ends between the two.</summary>
internal sealed record TimeWindow(DateTimeOffset Opens, DateTimeOffset Closes);

/// <summary>One outlet or customer to call at.</summary>
/// <param name="Visit">How long the visit takes.</param>
/// <param name="Window">Null: any time of the working day.</param>
internal sealed record RouteStop(Guid Id, GeoPoint At, TimeSpan Visit, TimeWindow? Window = null);

/// <summary>The hours a route may fill: it leaves its start at the first and has reached its end by the last.</summary>
internal sealed record WorkingDay(DateTimeOffset Starts, DateTimeOffset Ends);

/// <summary>
/// How straight lines become travel time. Streets are longer than the line between two doors by a factor that hardly varies in a
/// city.
/// </summary>
/// <param name="KilometresPerHour">Mean speed on the street, stops at lights included.</param>
/// <param name="StreetPercent">Length of the street in percent of the straight line.</param>
internal sealed record TravelPace(double KilometresPerHour = 25, int StreetPercent = 130)
{
    /// <summary>Three years: longer than any day of a route, and a thousand of them still end before the calendar does.</summary>
    private const int Longest = 100_000_000;

    /// <summary>Whole seconds for a straight line of so many metres, rounded up.</summary>
    public int Seconds(double metres) => (int)Math.Min(Longest, Math.Ceiling(metres * StreetPercent / 100 / (KilometresPerHour / 3.6)));
}

/// <summary>E5: what a canvassing route is planned from.</summary>
/// <param name="End">Where the route ends: null lets it end at its last stop; the start's own position makes it a round.</param>
internal sealed record RouteRequest(
    GeoPoint Start, GeoPoint? End, WorkingDay Day, TravelPace Pace, IReadOnlyList<RouteStop> Stops)
{
    /// <summary>More stops than a person can call at in weeks; the planner's tables grow with the square.</summary>
    public const int MostStops = 1000;

    /// <summary>What makes the request senseless, as stable codes; empty when it can be planned.</summary>
    public IReadOnlyList<string> Problems()
    {
        var codes = new List<string>();
        if (Stops.Count > MostStops) codes.Add("route.too-many-stops");
        if (Stops.DistinctBy(stop => stop.Id).Count() != Stops.Count) codes.Add("route.stop-repeated");
        if (Stops.Any(stop => stop.Visit < TimeSpan.Zero || stop.Visit > TimeSpan.FromDays(1))) codes.Add("route.visit-length");
        if (Stops.Any(stop => stop.Window is { } window && window.Opens > window.Closes)) codes.Add("route.window-reversed");
        if (Day.Ends <= Day.Starts) codes.Add("route.day-reversed");
        if (Day.Ends - Day.Starts > TimeSpan.FromDays(31)) codes.Add("route.day-too-long");
        if (!(Pace.KilometresPerHour is > 0 and <= 1000) || Pace.StreetPercent is < 100 or > 1000) codes.Add("route.pace");
        return codes;
    }

    internal void Demand()
    {
        var problems = Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join(", ", problems));
    }
}
