using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Grumbles;

/// <summary>S1: a grumble 埋怨 of a customer; <paramref name="CitedBy"/> is the complaint that cites it, when one does.</summary>
internal sealed record Grumble(Guid Id, DateTimeOffset At, Guid? CitedBy = null);

/// <summary>How many grumbles within how many days make a complaint.</summary>
internal sealed record GrumblePolicy(int Count = 3, int Days = 90)
{
    public static readonly GrumblePolicy Default = new();

    public TimeSpan Window => TimeSpan.FromDays(Days);
}

/// <summary>
/// S1: grumbles are recorded and watched, neither overreacted to nor ignored; three in 90 days open a complaint that cites them.
/// A grumble is cited once: the next complaint needs three new ones.
/// </summary>
internal static class GrumbleWatch
{
    /// <summary>
    /// The grumbles of one customer that a complaint has to be opened for now, oldest first; empty when none has to. A grumble
    /// entered late falls into whatever window it belongs to, so it can complete one that lies in the past.
    /// </summary>
    public static ImmutableArray<Grumble> ToComplainOf(IEnumerable<Grumble> ofOneCustomer, GrumblePolicy policy)
    {
        var open = ofOneCustomer.Where(grumble => grumble.CitedBy is null).DistinctBy(grumble => grumble.Id)
            .OrderBy(grumble => grumble.At).ThenBy(grumble => grumble.Id).ToList();
        for (var first = 0; first + policy.Count <= open.Count; first++)
        {
            var last = open[first].At + policy.Window;
            if (open[first + policy.Count - 1].At <= last)
                return [.. open.Skip(first).TakeWhile(grumble => grumble.At <= last)];
        }

        return [];
    }

    /// <summary>How many grumbles not cited yet lie in the window that ends now: what is shown beside the customer.</summary>
    public static int CountAt(IEnumerable<Grumble> ofOneCustomer, DateTimeOffset now, GrumblePolicy policy) =>
        ofOneCustomer.Count(grumble => grumble.CitedBy is null && grumble.At <= now && grumble.At >= now - policy.Window);
}
