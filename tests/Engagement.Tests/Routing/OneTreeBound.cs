namespace CrmPlatform.Engagement.Tests.Routing;

/// <summary>
/// Lower bound of the shortest closed tour by minimum 1-trees with node prices (Held and Karp 1970, 1971), the prices found by
/// subgradient steps in proportion to the gap that is left (Polyak 1969), back to the best prices when they no longer pay.
/// No tour is shorter, so a tour within 5 % of the bound is within 5 % of the best, whatever that may be.
/// </summary>
internal sealed class OneTreeBound
{
    private readonly int n;
    private readonly double[] cost;
    private readonly double[] price;
    private readonly int[] degree;
    private readonly double[] near;
    private readonly int[] parent;
    private readonly bool[] done;

    private OneTreeBound(int n, Func<int, int, long> cost)
    {
        this.n = n;
        this.cost = new double[n * n];
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
                this.cost[a * n + b] = cost(a, b);
        (price, near) = (new double[n], new double[n]);
        (degree, parent, done) = (new int[n], new int[n], new bool[n]);
    }

    /// <param name="tour">Length of some tour, towards which the steps are scaled.</param>
    public static double Of(int n, Func<int, int, long> cost, long tour, int steps = 6000) => new OneTreeBound(n, cost).Ascend(tour, steps);

    private double Ascend(long tour, int steps)
    {
        var (best, scale, stale) = (double.MinValue, 1.5, 0);
        var heading = new double[n];
        var bestPrice = new double[n];
        for (var i = 0; i < steps; i++)
        {
            var bound = Step();
            if (bound > best)
            {
                (best, stale) = (bound, 0);
                Array.Copy(price, bestPrice, n);
            }
            else if (++stale > 100)
            {
                (scale, stale) = (scale * 0.7, 0);
                Array.Copy(bestPrice, price, n);
                Step();
            }
            var square = degree.Sum(d => (d - 2) * (d - 2));
            if (square == 0) return best; // the 1-tree is a tour: nothing is shorter
            var size = scale * (tour - bound) / square;
            for (var v = 0; v < n; v++)
            {
                heading[v] = 0.3 * (degree[v] - 2) + 0.7 * heading[v];
                price[v] += size * heading[v];
            }
        }
        return best;
    }

    private double Step() => OneTree() - 2 * price.Sum();

    private double Priced(int a, int b) => cost[a * n + b] + price[a] + price[b];

    /// <summary>Prim's tree over nodes 1..n-1 with priced edges, and the two cheapest edges of node 0.</summary>
    private double OneTree()
    {
        Array.Clear(degree);
        Array.Clear(done);
        Array.Fill(near, double.MaxValue);
        near[1] = 0;
        parent[1] = -1;
        var length = 0.0;
        for (var i = 1; i < n; i++)
        {
            var v = -1;
            for (var u = 1; u < n; u++)
                if (!done[u] && (v < 0 || near[u] < near[v])) v = u;
            done[v] = true;
            if (parent[v] >= 0)
            {
                length += near[v];
                degree[v]++;
                degree[parent[v]]++;
            }
            for (var u = 1; u < n; u++)
            {
                if (done[u] || Priced(v, u) >= near[u]) continue;
                near[u] = Priced(v, u);
                parent[u] = v;
            }
        }

        var (first, second) = (-1, -1);
        for (var u = 1; u < n; u++)
        {
            if (first < 0 || Priced(0, u) < Priced(0, first)) (first, second) = (u, first);
            else if (second < 0 || Priced(0, u) < Priced(0, second)) second = u;
        }
        degree[0] = 2;
        degree[first]++;
        degree[second]++;
        return length + Priced(0, first) + Priced(0, second);
    }
}
