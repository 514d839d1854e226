using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CrmPlatform.Insights;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Testing;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Benchmarks;

/// <summary>
/// Would a column store pay? <c>--columns 2000000</c> puts the same lines of a sales ledger into the service's own table and into DuckDB, in
/// the order of its key, and asks both the same: every row of every answer is read, and the answers have to agree.
/// </summary>
internal static class ColumnTable
{
    private const int Page = 20_000;
    private const int FirstDay = 738_885;
    private const int Days = 900;
    private static readonly DateTimeOffset First = new(DateOnly.FromDayNumber(FirstDay), TimeOnly.MinValue, TimeSpan.Zero);

    // The words of both dialects; what each is for is its name.
    private static readonly (string Name, string Sql)[] Questions =
    [
        ("sales by day", "SELECT \"Day\", CAST(SUM(\"Sales\") AS BIGINT), CAST(SUM(\"Refunds\") AS BIGINT), COUNT(*) FROM \"Purchases\" WHERE \"Gen\" = 1 GROUP BY \"Day\" ORDER BY \"Day\""),
        ("RFM of all customers, from the lines", "SELECT \"CustomerNo\", MAX(\"Day\"), COUNT(DISTINCT \"OrderNumber\"), CAST(SUM(\"Sales\" - \"Refunds\") AS BIGINT) FROM \"Purchases\" WHERE \"Gen\" = 1 GROUP BY \"CustomerNo\" ORDER BY \"CustomerNo\""),
        ("RFM of all customers, from kept sums", "SELECT \"CustomerNo\", \"LastOrder\", \"Orders\", \"Net\" FROM \"Ledgers\" WHERE \"Gen\" = 1 AND \"LastOrder\" IS NOT NULL"),
        ("ABC: a year by customer, greatest first", $"SELECT \"CustomerNo\", CAST(SUM(\"Sales\" - \"Refunds\") AS BIGINT) AS net FROM \"Purchases\" WHERE \"Gen\" = 1 AND \"Day\" BETWEEN {FirstDay + 300} AND {FirstDay + 664} GROUP BY \"CustomerNo\" ORDER BY net DESC, \"CustomerNo\""),
        ("histories: all lines by customer", "SELECT \"CustomerNo\", \"OrderNumber\", \"Day\", \"Sales\" - \"Refunds\" FROM \"Purchases\" WHERE \"Gen\" = 1 ORDER BY \"CustomerNo\", \"OrderNumber\", \"Ordinal\""),
        ("baskets: all items", "SELECT \"CustomerNo\", \"OrderNumber\", \"Items\" FROM \"Purchases\" WHERE \"Gen\" = 1 AND \"SaleLines\" > 0"),
        ("one customer's lines", "SELECT \"OrderNumber\", \"Day\", \"Sales\" - \"Refunds\" FROM \"Purchases\" WHERE \"Gen\" = 1 AND \"CustomerNo\" = 4711 ORDER BY \"OrderNumber\""),
    ];

    public static async Task PrintAsync(long purchases)
    {
        Console.WriteLine($"{purchases:N0} lines of {purchases / 10:N0} customers, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Trim()}");
        await using var service = await ServiceUnderTest.StartAsync(InsightsHost.Build, ["--Insights:NightlyAt="]);
        var began = Watch.Start();
        await FillAsync(service, purchases);
        began.Print("written to SQLite", purchases);
        var file = Path.Combine(service.Folder.Path, "columns.duckdb");
        using var duck = new DuckDBConnection($"Data Source={file}");
        duck.Open();
        began = Watch.Start();
        Fill(duck, purchases);
        began.Print("appended to DuckDB", purchases);
        var row = new FileInfo(Path.Combine(service.Folder.Path, "insights.db")).Length;
        Console.WriteLine($"file: SQLite {row / 1e6:N0} MB with its indexes, DuckDB {new FileInfo(file).Length / 1e6:N0} MB");

        using var lite = new SqliteConnection($"Data Source={Path.Combine(service.Folder.Path, "insights.db")}");
        lite.Open();
        using (var pragmas = lite.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456";
            pragmas.ExecuteNonQuery();
        }
        Console.WriteLine("| question | rows | SQLite s | CPU s | DuckDB s | CPU s |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, sql) in Questions)
        {
            var (one, other) = (Best(() => Read(lite, sql)), Best(() => Read(duck, sql)));
            if (one.Answer != other.Answer) throw new InvalidOperationException($"'{name}' is answered differently: {one.Answer} and {other.Answer}.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {one.Answer.Rows:N0} | {one.Seconds:0.000} | {one.Cpu:0.00} | {other.Seconds:0.000} | {other.Cpu:0.00} |"));
        }
    }

    private static PurchaseRow Line(long number)
    {
        var mixed = (ulong)number * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 29;
        var day = (int)((mixed >> 20) % Days);
        var amount = 100 + (long)((mixed >> 40) % 100_000);
        return new PurchaseRow
        {
            Gen = 1, CustomerNo = 1 + number / 10, OrderNumber = $"O{number:00000000}", Ordinal = 1, At = First.AddDays(day), Day = FirstDay + day, Lines = 1, SaleLines = 1, Sales = amount,
            Refunds = 0, Cost = amount / 2, Costed = amount, Imported = true, Items = $"""[["P{mixed % 500}",1000,{amount}]]""",
        };
    }

    private static IEnumerable<PurchaseRow> Lines(long purchases)
    {
        for (var number = 0L; number < purchases; number++) yield return Line(number);
    }

    private static async Task FillAsync(ServiceUnderTest service, long purchases)
    {
        foreach (var page in Lines(purchases).Chunk(Page))
        {
            await service.InScopeAsync(async scope =>
            {
                var db = scope.GetRequiredService<InsightsDb>();
                await db.BeginWriteAsync();
                await db.InsertAsync(page, default);
                await db.InsertAsync([.. page.GroupBy(line => line.CustomerNo).Select(Ledger)], default);
                await db.CommitAsync();
                return true;
            });
        }
    }

    private static LedgerRow Ledger(IGrouping<long, PurchaseRow> lines) =>
        new() { Gen = 1, CustomerNo = lines.Key, Team = "t", Orders = lines.Count(), Net = lines.Sum(line => line.Sales), LastOrder = lines.Max(line => line.Day) };

    private static void Fill(DuckDBConnection duck, long purchases)
    {
        Run(duck, """
            CREATE TABLE "Purchases" ("Gen" INTEGER, "CustomerNo" BIGINT, "OrderNumber" VARCHAR, "Ordinal" INTEGER, "At" BIGINT, "Day" INTEGER, "Lines" INTEGER, "SaleLines" INTEGER,
                "Sales" BIGINT, "Refunds" BIGINT, "Cost" BIGINT, "Costed" BIGINT, "Imported" BOOLEAN, "Items" VARCHAR)
            """);
        Run(duck, """CREATE TABLE "Ledgers" ("Gen" INTEGER, "CustomerNo" BIGINT, "LastOrder" INTEGER, "Orders" BIGINT, "Net" BIGINT)""");
        using (var appender = duck.CreateAppender("Purchases"))
        {
            foreach (var line in Lines(purchases))
            {
                appender.CreateRow().AppendValue(line.Gen).AppendValue(line.CustomerNo).AppendValue(line.OrderNumber).AppendValue(line.Ordinal).AppendValue(line.At.UtcTicks).AppendValue(line.Day)
                    .AppendValue(line.Lines).AppendValue(line.SaleLines).AppendValue(line.Sales).AppendValue(line.Refunds).AppendValue(line.Cost).AppendValue(line.Costed)
                    .AppendValue(line.Imported).AppendValue(line.Items).EndRow();
            }
        }
        using (var appender = duck.CreateAppender("Ledgers"))
        {
            foreach (var ledger in Lines(purchases).Chunk(Page).SelectMany(page => page.GroupBy(line => line.CustomerNo).Select(Ledger)))
                appender.CreateRow().AppendValue(ledger.Gen).AppendValue(ledger.CustomerNo).AppendValue(ledger.LastOrder).AppendValue(ledger.Orders).AppendValue(ledger.Net).EndRow();
        }
        Run(duck, "CHECKPOINT");
    }

    private static void Run(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads all rows; two stores that say the same come to the same figure, whatever the order of rows.</summary>
    private static Answer Read(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i) is "OrderNumber" or "Items").ToArray();
        var widths = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetFieldType(i)).ToArray();
        var (rows, sum) = (0L, 0L);
        while (reader.Read())
        {
            rows++;
            for (var i = 0; i < texts.Length; i++)
                sum += (i + 1) * (texts[i] ? reader.GetString(i).Length : widths[i] == typeof(int) ? reader.GetInt32(i) : reader.GetInt64(i));
        }
        return new Answer(rows, sum);
    }

    private static (Answer Answer, double Seconds, double Cpu) Best(Func<Answer> read)
    {
        var best = (Answer: read(), Seconds: double.MaxValue, Cpu: double.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var watch = Watch.Start();
            var answer = read();
            if (watch.Cpu < best.Cpu) best = (answer, watch.Seconds, watch.Cpu);
        }
        return best;
    }

    private readonly record struct Answer(long Rows, long Sum);

    private readonly record struct Watch(long At, TimeSpan Used)
    {
        public double Seconds => Stopwatch.GetElapsedTime(At).TotalSeconds;

        public double Cpu => (Process.GetCurrentProcess().TotalProcessorTime - Used).TotalSeconds;

        public static Watch Start() => new(Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);

        public void Print(string what, long rows) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Seconds:0.0} s, CPU {Cpu:0.0} s, {rows / Cpu:N0} a CPU second"));
    }
}
