namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// E5: routes under time windows and a working day, by ruin and recreate (Schrimpf et al. 2000, in the manner of Christiaens and
/// Vanden Berghe 2020): some neighbouring stops are taken out and put back where they lengthen the way least.
/// First as many stops as possible, then as short a way as possible. Every route it holds is feasible.
/// </summary>
internal sealed class WindowedRoute(RouteRequest request, RouteLegs legs, RouteEffort effort)
{
    private const int MostRemoved = 12;

    /// <summary>
    /// Of the stops that found no room only some are tried again in each step, those near the place of the change before all.
    /// </summary>
    private const int MostRetried = 12;

    private readonly RouteClock clock = new(request, legs);
    private readonly int[][] near = NearStops(legs);
    private readonly int[] absences = new int[legs.Stops + 1];
    private RouteDice dice = new(effort.Seed);

    /// <summary>Decimetres a stop may cost while the search goes on; the result itself puts stops before metres.</summary>
    private long worth;

    private sealed record Trial(List<int> Order, List<int> Absent, long Decimetres);

    /// <param name="shortest">The shortest order without regard to time, as a start.</param>
    /// <returns>The stops that can be served, in their order.</returns>
    public int[] Run(int[] shortest)
    {
        var current = Better(Fill(shortest), Fill([.. shortest.OrderBy(site => clock.Latest(site))]));
        current = Better(current, Fill([.. shortest.Reverse()]));
        var best = current;
        var step = Math.Max(1, current.Decimetres / (current.Order.Count + 1));
        worth = 4 * step;
        for (var left = effort.Rebuilds; left > 0 && legs.Stops > 0; left--)
        {
            var trial = Rebuild(current);
            // Dearer routes are taken for a while, ever less dear ones, or the search would end in the first hollow.
            var patience = 2 * step * Math.Pow(0.01, 1 - (double)left / effort.Rebuilds);
            if (IsTaken(trial, current, (long)patience * dice.Below(1000) / 1000)) current = trial;
            foreach (var site in trial.Absent) absences[site]++;
            best = Better(best, trial);
        }
        return [.. best.Order];
    }

    private static Trial Better(Trial a, Trial b) =>
        (b.Absent.Count, b.Decimetres).CompareTo((a.Absent.Count, a.Decimetres)) < 0 ? b : a;

    private bool IsTaken(Trial trial, Trial current, long allowed)
    {
        var missed = trial.Absent.Count - current.Absent.Count;
        var dearer = trial.Decimetres - current.Decimetres + missed * worth;
        return dearer <= allowed
            // Those left out most often are the hard ones: a route that has them will find room for the easy ones.
            || (missed == 0 && trial.Absent.Sum(site => absences[site]) < current.Absent.Sum(site => absences[site]));
    }

    private Trial Fill(int[] sequence) => PutBack([], [.. sequence], blinking: false);

    private Trial Rebuild(Trial from)
    {
        var order = new List<int>(from.Order);
        var taken = new List<int>();
        var seed = 1 + dice.Below(legs.Stops);
        if (order.Count > 0)
        {
            var count = 1 + dice.Below(Math.Min(MostRemoved, order.Count));
            if (dice.Below(2) == 0) TakePath(order, taken, order.IndexOf(seed), count);
            else TakeNear(order, taken, seed, count);
        }
        var (retried, resting) = Retried(from.Absent, seed);
        taken.AddRange(retried);
        Arrange(taken);
        var trial = PutBack(order, taken, blinking: true);
        trial.Absent.AddRange(resting);
        return trial;
    }

    private (List<int> Retried, List<int> Resting) Retried(List<int> absent, int seed)
    {
        if (absent.Count <= MostRetried) return (absent, []);
        var missing = absent.ToHashSet();
        var retried = near[seed].Where(missing.Contains).Take(MostRetried / 2).ToHashSet();
        while (retried.Count < MostRetried) retried.Add(absent[dice.Below(absent.Count)]);
        return ([.. absent.Where(retried.Contains)], [.. absent.Where(site => !retried.Contains(site))]);
    }

    private void TakePath(List<int> order, List<int> absent, int at, int count)
    {
        if (at < 0) at = dice.Below(order.Count);
        var from = Math.Max(0, at - dice.Below(count));
        var taken = Math.Min(count, order.Count - from);
        absent.AddRange(order.GetRange(from, taken));
        order.RemoveRange(from, taken);
    }

    private void TakeNear(List<int> order, List<int> absent, int seed, int count)
    {
        foreach (var site in near[seed])
        {
            if (count == 0) return;
            if (!order.Remove(site)) continue;
            absent.Add(site);
            count--;
        }
    }

    /// <summary>
    /// The sequence in which stops are put back decides much, so it changes: at random, the hurried first, the far first, the near
    /// first.
    /// </summary>
    private void Arrange(List<int> absent)
    {
        for (var i = absent.Count - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (absent[i], absent[j]) = (absent[j], absent[i]);
        }
        switch (dice.Below(5))
        {
            case 0: absent.Sort((a, b) => (clock.Latest(a), a).CompareTo((clock.Latest(b), b))); break;
            case 1: absent.Sort((a, b) => (legs.Decimetres(0, b), b).CompareTo((legs.Decimetres(0, a), a))); break;
            case 2: absent.Sort((a, b) => (legs.Decimetres(0, a), a).CompareTo((legs.Decimetres(0, b), b))); break;
        }
    }

    private Trial PutBack(List<int> order, List<int> waiting, bool blinking)
    {
        var absent = new List<int>();
        clock.Follow(order);
        var byTime = blinking && dice.Below(2) == 0;
        foreach (var site in waiting)
        {
            var at = clock.Cheapest(order, site, byTime, blinking ? dice.Below(100) : -1);
            if (at < 0)
            {
                absent.Add(site);
                continue;
            }
            order.Insert(at, site);
            clock.Follow(order);
        }
        return new Trial(order, absent, clock.Length(order));
    }

    private static int[][] NearStops(RouteLegs legs)
    {
        var sites = Enumerable.Range(1, legs.Stops).ToArray();
        return [[], .. sites.Select(a => sites.OrderBy(b => legs.Decimetres(a, b)).ThenBy(b => b != a).ThenBy(b => b).ToArray())];
    }
}
