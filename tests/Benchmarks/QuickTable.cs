using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CrmPlatform.Benchmarks;

/// <summary>Stopwatch times against the limits: enough to see a regression without waiting for BenchmarkDotNet.</summary>
internal static class QuickTable
{
    public static void Print()
    {
        var lifetime = new LifetimeBenchmarks();
        var segments = new SegmentBenchmarks();
        lifetime.Prepare();
        segments.Prepare();
        (string Name, double? LimitMs, int Runs, Action Act)[] rows =
        [
            ("BG/NBD fit, CDNOW (2 357)", 5, 200, () => lifetime.FitBgNbdOnCdnow()),
            ("BG/NBD fit, 1 000 000 simulated", 1500, 9, () => lifetime.FitBgNbdOnAMillion()),
            ("Pareto/NBD fit, CDNOW (2 357)", null, 5, () => lifetime.FitParetoOnCdnow()),
            ("Pareto/NBD fit, 1 000 000 simulated", null, 3, () => lifetime.FitParetoOnAMillion()),
            ("Rescoring 1 000 000", 500, 9, () => lifetime.RescoreAMillion()),
            ("Groceries .001/.5 (5 668 rules)", 50, 60, () => segments.GroceriesRules()),
            ("RFM with segments, 1 000 000", 1000, 9, () => segments.RfmOfAMillion()),
        ];
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores");
        Console.WriteLine("| what | limit ms | least ms | median ms | CPU ms | |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var (name, limit, runs, act) in rows)
        {
            // Enough calls that tiered compilation has settled.
            for (var i = 0; i < Math.Max(3, runs / 3); i++)
                act();
            Thread.Sleep(300);
            var times = new double[runs];
            var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            for (var i = 0; i < runs; i++)
            {
                var watch = Stopwatch.StartNew();
                act();
                times[i] = watch.Elapsed.TotalMilliseconds;
            }
            process.Refresh();
            var cpu = (process.TotalProcessorTime - before).TotalMilliseconds / runs;
            Array.Sort(times);
            var median = times[runs / 2];
            var verdict = limit is null ? "" : median <= limit ? "met" : "missed";
            Console.WriteLine($"| {name} | {(limit is { } most ? $"{most:0}" : "–")} | {times[0]:0.0} | {median:0.0} | {cpu:0.0} | {verdict} |");
        }
    }
}
