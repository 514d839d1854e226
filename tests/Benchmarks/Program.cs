using BenchmarkDotNet.Running;
using CrmPlatform.Benchmarks;

// `--quick` prints one table of stopwatch times in a minute; anything else goes to BenchmarkDotNet.
if (args.Contains("--quick"))
    QuickTable.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(LifetimeBenchmarks).Assembly).Run(args);
