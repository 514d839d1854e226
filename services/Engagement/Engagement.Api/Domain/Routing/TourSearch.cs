namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// Short closed tours over a symmetric matrix: nearest neighbour, then 2-opt and Or-opt over neighbour lists with don't-look bits
/// (Bentley 1992), then the same after small double-bridge kicks, each kept only if it pays (iterated local search,
/// Johnson and McGeoch 1997). Runs a given number of kicks, not a given time, so that a plan can be repeated.
/// </summary>
internal sealed class TourSearch
{
    private const int Neighbours = 10;
    private const int LongestSegment = 3;
    private const int LongestKick = 30;

    private readonly int n;
    private readonly int[] cost;
    private readonly int[][] near;
    private readonly int[] tour;
    private readonly int[] place;
    private readonly Queue<int> waiting = new();
    private readonly bool[] isWaiting;
    private readonly List<(int From, int To)> journal = [];
    private RouteDice dice;

    /// <param name="n">Number of nodes.</param>
    /// <param name="cost">Row by row, n × n, symmetric; negative entries are allowed and hold an edge in the tour.</param>
    /// <param name="seed">Of the kicks.</param>
    public TourSearch(int n, int[] cost, ulong seed)
    {
        this.n = n;
        this.cost = cost;
        near = new int[n][];
        for (var a = 0; a < n; a++) near[a] = NearestTo(a);
        tour = new int[n];
        place = new int[n];
        isWaiting = new bool[n];
        dice = new RouteDice(seed);
    }

    /// <summary>The best tour found, as a cycle of nodes that begins with node 0.</summary>
    public int[] Run(int kicks)
    {
        StartWithNearestNeighbour();
        for (var a = 0; a < n; a++) Wake(tour[a]);
        if (n >= 4) Improve(); // three nodes have one tour only
        for (var kick = 0; kick < kicks && n >= 5; kick++) KickAndKeepIfShorter();

        var cycle = new int[n];
        for (var i = 0; i < n; i++) cycle[i] = tour[(place[0] + i) % n];
        return cycle;
    }

    private int Cost(int a, int b) => cost[a * n + b];

    private int After(int a) => place[a] + 1 == n ? tour[0] : tour[place[a] + 1];

    private int Before(int a) => place[a] == 0 ? tour[n - 1] : tour[place[a] - 1];

    private int[] NearestTo(int a)
    {
        var others = Enumerable.Range(0, n).Where(b => b != a).ToArray();
        Array.Sort(others, (x, y) => (Cost(a, x), x).CompareTo((Cost(a, y), y)));
        return others[..Math.Min(Neighbours, others.Length)];
    }

    private void StartWithNearestNeighbour()
    {
        var left = Enumerable.Range(1, n - 1).ToList();
        for (var (i, here) = (0, 0); ; i++)
        {
            (tour[i], place[here]) = (here, i);
            if (left.Count == 0) return;
            var best = 0;
            for (var k = 1; k < left.Count; k++)
                if (Cost(here, left[k]) < Cost(here, left[best])) best = k;
            here = left[best];
            left[best] = left[^1];
            left.RemoveAt(left.Count - 1);
        }
    }

    private void Wake(int a)
    {
        if (isWaiting[a]) return;
        isWaiting[a] = true;
        waiting.Enqueue(a);
    }

    /// <summary>Works until no node can better its surroundings; returns the change of length.</summary>
    private long Improve()
    {
        long change = 0;
        while (waiting.TryDequeue(out var a))
        {
            isWaiting[a] = false;
            int gain;
            while ((gain = Exchange(a)) < 0 || (gain = MoveSegment(a)) < 0) change += gain;
        }
        return change;
    }

    /// <summary>2-opt around node a: (a, next) and (b, its next) become (a, b) and (next, next).</summary>
    private int Exchange(int a)
    {
        for (var side = 0; side < 2; side++)
        {
            var next = side == 0 ? After(a) : Before(a);
            var removed = Cost(a, next);
            foreach (var b in near[a])
            {
                if (Cost(a, b) >= removed) break;
                var beyond = side == 0 ? After(b) : Before(b);
                var change = Cost(a, b) + Cost(next, beyond) - removed - Cost(b, beyond);
                if (change >= 0) continue;
                Swap(a, next, b, beyond);
                return change;
            }
        }
        return 0;
    }

    /// <summary>Or-opt: one to three nodes, a being one end of them, move beside a near node, either way round.</summary>
    private int MoveSegment(int a)
    {
        for (var side = 0; side < 2; side++)
        {
            var outside = side == 0 ? Before(a) : After(a);
            var end = a;
            for (var length = 1; length <= LongestSegment && length <= n - 3; length++)
            {
                if (length > 1) end = side == 0 ? After(end) : Before(end);
                var beyond = side == 0 ? After(end) : Before(end);
                var saved = Cost(outside, a) + Cost(end, beyond) - Cost(outside, beyond);
                if (saved <= 0) continue;
                foreach (var b in near[a])
                {
                    if (Cost(a, b) >= saved) break;
                    if (IsInSegment(b, a, length, side)) continue;
                    var ahead = side == 0 ? After(b) : Before(b);
                    var behind = side == 0 ? Before(b) : After(b);
                    if (b != outside && Cost(a, b) + Cost(end, ahead) - Cost(b, ahead) - saved is < 0 and var kept)
                    {
                        Relocate(outside, a, end, beyond, b, ahead, aBesideFirst: true);
                        return kept;
                    }
                    if (b != beyond && Cost(a, b) + Cost(end, behind) - Cost(b, behind) - saved is < 0 and var turned)
                    {
                        Relocate(outside, a, end, beyond, behind, b, aBesideFirst: false);
                        return turned;
                    }
                }
            }
        }
        return 0;
    }

    private bool IsInSegment(int b, int a, int length, int side)
    {
        var steps = side == 0 ? place[b] - place[a] : place[a] - place[b];
        return (steps + n) % n < length;
    }

    /// <summary>
    /// Read in one of the two directions the tour is: outside [a … end] beyond … first second …
    /// The segment goes between first and second, with a beside first or beside second. It takes two or three exchanges,
    /// each of which turns round the shorter part only.
    /// </summary>
    private void Relocate(int outside, int a, int end, int beyond, int first, int second, bool aBesideFirst)
    {
        Swap(outside, a, first, second); // outside [first … beyond] [end … a] second
        Swap(outside, first, beyond, end); // outside [beyond … first] [end … a] second
        if (aBesideFirst) Swap(first, end, a, second);
        Wake(beyond);
        Wake(end);
    }

    /// <summary>The edges (a, b) and (c, d) become (a, c) and (b, d), where the tour reads a b … c d in one of its directions.</summary>
    private void Swap(int a, int b, int c, int d)
    {
        if (After(a) == b) Reverse(place[b], place[c]);
        else Reverse(place[c], place[b]);
        Wake(a);
        Wake(b);
        Wake(c);
        Wake(d);
    }

    /// <summary>Turns round the path between two places, or what lies outside it if that is shorter: the same cycle.</summary>
    private void Reverse(int from, int to)
    {
        var length = (to - from + n) % n + 1;
        if (length * 2 > n) (from, to, length) = ((to + 1) % n, (from - 1 + n) % n, n - length);
        if (length < 2) return;
        journal.Add((from, to));
        Turn(from, to);
    }

    private void Turn(int from, int to)
    {
        var length = (to - from + n) % n + 1;
        for (var steps = length / 2; steps > 0; steps--)
        {
            (tour[from], tour[to]) = (tour[to], tour[from]);
            place[tour[from]] = from;
            place[tour[to]] = to;
            from = from + 1 == n ? 0 : from + 1;
            to = to == 0 ? n - 1 : to - 1;
        }
    }

    private void KickAndKeepIfShorter()
    {
        journal.Clear();
        if (Kick() + Improve() <= 0) return;
        for (var i = journal.Count - 1; i >= 0; i--) Turn(journal[i].From, journal[i].To);
    }

    /// <summary>
    /// A double bridge between near places: two neighbouring paths of random length change places. Returns the change of length.
    /// </summary>
    private long Kick()
    {
        // Neighbour lists see no further than their cluster; now and then whole quarters of the town change places.
        var most = Math.Min(dice.Below(8) == 0 ? n : LongestKick, (n - 2) / 2);
        var at = dice.Below(n);
        var mid = at + 1 + dice.Below(most);
        var last = mid + 1 + dice.Below(most);
        int Node(int position) => tour[position % n];
        var (a, b, c, d, e, f) = (Node(at), Node(at + 1), Node(mid), Node(mid + 1), Node(last), Node(last + 1));
        Swap(a, b, e, f); // a [e … d] [c … b] f
        Swap(a, e, d, c); // a [d … e] [c … b] f
        Swap(e, c, b, f); // a [d … e] [b … c] f
        return Cost(a, d) + Cost(e, b) + (long)Cost(c, f) - Cost(a, b) - Cost(c, d) - Cost(e, f);
    }
}
