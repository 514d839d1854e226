namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// Tells in constant time whether a stop can be put into a feasible order without making any later one late:
/// it keeps for every position when it is left at the earliest and when its visit must have begun at the latest.
/// Whole seconds from the start of the day, rounded to the safe side.
/// </summary>
internal sealed class RouteClock
{
    private readonly RouteLegs legs;
    private readonly int[] visit;
    private readonly int[] opens;
    private readonly int[] latest;
    private readonly int[] leaves;
    private readonly int[] mustBegin;

    public RouteClock(RouteRequest request, RouteLegs legs)
    {
        this.legs = legs;
        var sites = legs.Stops + 2;
        (visit, opens, latest) = (new int[sites], new int[sites], new int[sites]);
        (leaves, mustBegin) = (new int[sites], new int[sites]);
        latest[legs.End] = Floor(request.Day.Ends - request.Day.Starts);
        for (var site = 1; site <= legs.Stops; site++)
        {
            var stop = request.Stops[site - 1];
            visit[site] = Ceiling(stop.Visit);
            var closes = latest[legs.End];
            if (stop.Window is { } window)
            {
                opens[site] = Math.Max(0, Ceiling(window.Opens - request.Day.Starts));
                closes = Math.Min(closes, Floor(window.Closes - request.Day.Starts));
            }
            latest[site] = closes - visit[site];
        }
    }

    /// <summary>When the visit must have begun, by its own window and the day alone.</summary>
    public int Latest(int site) => latest[site];

    /// <summary>Notes the times of a feasible order; position 0 is the start, position k the k-th stop.</summary>
    public void Follow(List<int> order)
    {
        var here = 0;
        for (var k = 0; k < order.Count; k++)
        {
            var site = order[k];
            leaves[k + 1] = Math.Max(leaves[k] + legs.Seconds(here, site), opens[site]) + visit[site];
            here = site;
        }

        mustBegin[order.Count] = latest[legs.End];
        var next = legs.End;
        for (var k = order.Count - 1; k >= 0; k--)
        {
            var site = order[k];
            mustBegin[k] = Math.Min(latest[site], mustBegin[k + 1] - legs.Seconds(site, next) - visit[site]);
            next = site;
        }
    }

    /// <summary>
    /// The position before which a site costs least without making anybody late: least way, or least delay of what follows;
    /// −1 when it fits nowhere.
    /// </summary>
    /// <param name="skip">Leaves out every hundredth position, beginning with this one: a search that always sees the best place goes
    /// in circles.</param>
    public int Cheapest(List<int> order, int site, bool byTime, int skip)
    {
        var (best, least) = (-1, long.MaxValue);
        var (latestHere, opensHere, visitHere) = (latest[site], opens[site], visit[site]);
        var before = 0;
        for (var position = 0; position <= order.Count && leaves[position] <= latestHere; position++)
        {
            var after = position == order.Count ? legs.End : order[position];
            var begins = Math.Max(leaves[position] + legs.Seconds(before, site), opensHere);
            var arrives = begins + visitHere + legs.Seconds(site, after);
            if (begins <= latestHere && arrives <= mustBegin[position] && position % 100 != skip)
            {
                long price = legs.Decimetres(before, site) + legs.Decimetres(site, after) - legs.Decimetres(before, after);
                if (byTime)
                {
                    var undelayed = leaves[position] + legs.Seconds(before, after);
                    price += 1_000_000L * (Math.Max(arrives, opens[after]) - Math.Max(undelayed, opens[after]));
                }
                if (price < least) (best, least) = (position, price);
            }
            before = after;
        }
        return best;
    }

    public long Length(List<int> order) => legs.Length(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(order));

    private static int Floor(TimeSpan span) => (int)Math.Clamp(Math.Floor(span.TotalSeconds), -100_000_000, 100_000_000);

    private static int Ceiling(TimeSpan span) => (int)Math.Clamp(Math.Ceiling(span.TotalSeconds), -100_000_000, 100_000_000);
}
