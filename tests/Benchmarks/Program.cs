using System.Globalization;
using BenchmarkDotNet.Running;
using CrmPlatform.Benchmarks;
using CrmPlatform.Benchmarks.Customers;

// `--quick` prints one table of stopwatch times in a minute, `--hosted N` runs Insights over N orders, `--columns N` asks a column store what
// Insights asks its ledger, `--customers N [requests] [folder] [row]` measures the Customers service with N customers; anything else goes to
// BenchmarkDotNet.
if (args is ["--customers", var number, ..])
    await CustomersRun.RunAsync(int.Parse(number, CultureInfo.InvariantCulture), args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 500, args.ElementAtOrDefault(3), args.ElementAtOrDefault(4) ?? "");
else if (args.Contains("--quick"))
    QuickTable.Print();
else if (args is ["--hosted", var orders])
    await HostedTable.PrintAsync(long.Parse(orders, CultureInfo.InvariantCulture));
else if (args is ["--columns", var lines])
    await ColumnTable.PrintAsync(long.Parse(lines, CultureInfo.InvariantCulture));
else
    BenchmarkSwitcher.FromAssembly(typeof(LifetimeBenchmarks).Assembly).Run(args);
