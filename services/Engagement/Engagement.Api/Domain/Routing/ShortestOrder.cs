namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// E5: an order of stops near the shortest, times left aside. A round, a way to a given end, or a way that ends anywhere.
/// </summary>
internal static class ShortestOrder
{
    /// <summary>Shorter than any sum of real legs: an edge of this cost is in every good tour.</summary>
    private const int Tie = -1_000_000_000;

    /// <param name="legs">Distances; start and end included.</param>
    /// <param name="isRound">Start and end are one place.</param>
    /// <param name="hasEnd">False lets the route end at any stop.</param>
    /// <param name="kicks">How long to search; 0 gives the local optimum.</param>
    /// <param name="seed">The same seed gives the same order.</param>
    /// <returns>Sites 1..n in the order of visiting.</returns>
    public static int[] Of(RouteLegs legs, bool isRound, bool hasEnd, int kicks, ulong seed = 1)
    {
        if (legs.Stops < 2) return [.. Enumerable.Range(1, legs.Stops)];

        // A way from start to end is the cycle in which the two are held together by one edge.
        var n = legs.Stops + (isRound ? 1 : 2);
        var cost = new int[n * n];
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
                cost[a * n + b] = legs.Decimetres(a, b); // an open end is 0 away from everywhere
        if (!isRound) cost[legs.End] = cost[legs.End * n] = Tie;

        var cycle = new TourSearch(n, cost, seed).Run(kicks);
        if (isRound) return cycle[1..];
        // The cycle begins with the start; its end stands beside it, on the one side or the other.
        if (cycle[1] == legs.End) Array.Reverse(cycle, 1, n - 1);
        return cycle[1..^1];
    }
}
