using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests;

/// <summary>X6: the metrics that the operator's page names are those the running services tell, by the same units.</summary>
public sealed partial class OperatorsPage(House house)
{
    [Fact]
    public void Every_metric_of_the_page_is_told_and_every_one_told_is_on_the_page()
    {
        Assert.NotEmpty(house.Hosts);
        var told = new ConcurrentDictionary<string, string?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "CrmPlatform") told[instrument.Name] = instrument.Unit;
        };
        listener.Start();

        var page = File.ReadAllLines(Path.Combine(Root(), "README.md")).Where(line => line.StartsWith("| `crm.", StringComparison.Ordinal)).SelectMany(line =>
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var (names, units) = (Name().Matches(cells[1]), cells[2].Split(", "));
            // Of several that have one unit it is said once.
            return names.Select((name, i) => (Name: name.Value, Unit: units[Math.Min(i, units.Length - 1)].Trim('`')));
        });
        Assert.Equal(told.Select(metric => (metric.Key, metric.Value)).Order(), page.Select(metric => (metric.Name, (string?)metric.Unit)).Order());
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"crm\.[a-z.]+")]
    private static partial Regex Name();
}
