using System.Globalization;

namespace CrmPlatform.Load;

/// <summary>What to measure; nothing here makes a run fail, it only reports.</summary>
internal sealed record LoadOptions(int Customers, int Requests, int WarmUp, int PerSecond, int Seconds, string? Only, bool Keep)
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Load -- [--customers N] [--requests N] [--warmup N] [--rate N] [--seconds N] [--only NAME] [--keep]
          --customers N   customers imported before measuring (100000)
          --requests N    requests measured for each row at each number of connections (2000)
          --warmup N      requests of each turn of a row before it is measured; turns are made until they become no cheaper, so that it is compiled as in a
                            process that has run for a while (3000)
          --rate N        purchases, and then complaints, a second in the runs at a steady rate (200)
          --seconds N     length of each of these runs (20)
          --only NAME     only the request rows whose name contains NAME; several names with commas between them
          --keep          leave the data folder behind
        """;

    public static LoadOptions? Parse(string[] args)
    {
        var options = new LoadOptions(100_000, 2000, 3000, 200, 20, null, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--keep")
            {
                options = options with { Keep = true };
                continue;
            }
            if (i + 1 >= args.Length) return null;
            var value = args[++i];
            if (args[i - 1] == "--only")
            {
                options = options with { Only = value };
                continue;
            }
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) return null;
            switch (args[i - 1])
            {
                case "--customers": options = options with { Customers = number }; break;
                case "--requests": options = options with { Requests = number }; break;
                case "--warmup": options = options with { WarmUp = number }; break;
                case "--rate": options = options with { PerSecond = number }; break;
                case "--seconds": options = options with { Seconds = number }; break;
                default: return null;
            }
        }
        return options;
    }
}
