using CrmPlatform.Notifications.Waking;

namespace CrmPlatform.Notifications.Live;

/// <summary>Wakes the feeder when a line of the stream was committed here.</summary>
internal sealed class LiveSignal : Bell;

/// <summary>Remembers which dashboards' numbers have moved, until the feeder says so, at most once a second.</summary>
internal sealed class DashboardPulse
{
    private readonly Lock gate = new();
    private HashSet<string> touched = [];

    public static string? AreaOf(string name) => name.Split('.') is not [_, var service, var what, ..] ? null : (service, what) switch
    {
        ("customers", "purchase-recorded") => "sales",
        ("customers", "customer-changed" or "stage-changed") => "customers",
        ("engagement", "opportunity-changed" or "contract-signed") => "funnel",
        ("engagement", _) => "activities",
        ("service", "complaint-changed" or "complaint-closed") => "complaints",
        ("service", "survey-answered") => "satisfaction",
        ("insights", _) => "customers",
        _ => null,
    };

    public void Touch(IEnumerable<string> areas)
    {
        lock (gate) touched.UnionWith(areas);
    }

    public IReadOnlyCollection<string> Take()
    {
        lock (gate)
        {
            if (touched.Count == 0) return [];
            var taken = touched;
            touched = [];
            return taken;
        }
    }
}
