using System.Globalization;
using System.Runtime.InteropServices;

namespace CrmPlatform.Load;

/// <summary>Prints what was measured as tables for the README.</summary>
internal static class Report
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static void Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        Console.WriteLine(Culture, $"\nMachine: {Environment.ProcessorCount} cores ({model}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}; the load comes from the same machine. {DateTime.UtcNow:yyyy-MM-dd}\n");
    }

    public static void Import(int rows, TimeSpan job, TimeSpan all, TimeSpan cpu, double peak)
    {
        Console.WriteLine("| import | rows | job | all consumers done | CPU ms a row | peak memory |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        Console.WriteLine(Culture, $"| customers | {rows} | {job.TotalSeconds:0.0} s | {all.TotalSeconds:0.0} s | {cpu.TotalMilliseconds / rows:0.000} | {peak:0} MiB |\n");
    }

    public static void RequestHead()
    {
        Console.WriteLine("| request | connections | requests/s | p50 ms | p99 ms | CPU ms a request | target |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public static void Request(string name, int connections, double perSecond, double p50, double p99, double cpu, double target, int failed) =>
        Console.WriteLine(Culture, $"| {name} | {connections} | {perSecond:0} | {p50:0.00} | {p99:0.00} | {cpu:0.000} | {target:0.00} |{(failed > 0 ? $" {failed} failed" : "")}");

    public static void Delay(int rate, int count, double p50, double p99) =>
        Console.WriteLine(Culture, $"\nFrom a purchase's POST to its being in Insights, at {rate} purchases/s ({count} followed): p50 {p50:0} ms, p99 {p99:0} ms (targets 150 and 1000).");

    public static void Intake(int rate, double reached, int count, int unready, double p50, double p99, TimeSpan behind, double cpu) =>
        Console.WriteLine(Culture, $"\nComplaints at {rate}/s: {count} taken at {reached:0.0}/s, {unready} of them without somebody assigned or without clocks; p50 {p50:0.0} ms, p99 {p99:0.0} ms, {cpu:0.00} CPU ms each, all consumers done {behind.TotalSeconds:0.0} s after the last answer.");

    public static double Percentile(IReadOnlyList<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}

internal static class ConsoleCulture
{
    extension(Console)
    {
        public static void WriteLine(CultureInfo culture, FormattableString text) => Console.WriteLine(text.ToString(culture));
    }
}
