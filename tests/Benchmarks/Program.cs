using System.Globalization;
using BenchmarkDotNet.Running;
using CrmPlatform.Benchmarks;

// `--quick` prints one table of stopwatch times in a minute, `--hosted N` runs the service over N orders; anything else goes to BenchmarkDotNet.
if (args.Contains("--quick"))
    QuickTable.Print();
else if (args is ["--hosted", var orders])
    await HostedTable.PrintAsync(long.Parse(orders, CultureInfo.InvariantCulture));
else
    BenchmarkSwitcher.FromAssembly(typeof(LifetimeBenchmarks).Assembly).Run(args);
