using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CrmPlatform.Customers;
using CrmPlatform.Testing;

namespace CrmPlatform.Benchmarks.Customers;

/// <summary>
/// The Customers service alone, real from Kestrel to its SQLite file, with so many customers imported: CPU time of the whole process
/// per request (the client's share is measured and taken off) and elapsed time, so that 10 000 and 1 000 000 can be set side by side.
/// </summary>
internal static class CustomersRun
{
    private const int WarmUp = 200;
    private const int Contenders = 8;

    private static readonly string[] SortedBy =
        ["phone", "email", "externalId", "taxId", "owner", "team", "kind", "role", "channel", "source", "grade", "class", "maturity", "heat", "zone", "stage"];

    /// <param name="customers">How many are imported.</param>
    /// <param name="requests">How many of each row are measured.</param>
    /// <param name="folder">Where the database is kept, so that a later run measures the same customers without importing them; null for a folder that goes.</param>
    /// <param name="only">Only the rows of the table whose name contains it.</param>
    public static async Task RunAsync(int customers, int requests, string? folder, string only)
    {
        string[] kept = folder is null ? [] : [$"--Database:Directory={Path.GetFullPath(folder)}"];
        await using var service = await ServiceUnderTest.StartAsync(CustomersHost.Build, ["--Logging:LogLevel:Default=Error", .. kept]);
        using var admin = service.As("ada", "admin", until: DateTime.UtcNow.AddDays(1));
        if (JsonLength(await admin.GetAsync("/api/v1/customers?limit=1")) == 0) await ImportAsync(service, folder ?? service.Folder.Path, admin, customers);
        Console.WriteLine($"\n| request, {customers:N0} customers | CPU ms | median ms | p95 ms | failed |\n| --- | ---: | ---: | ---: | ---: |");
        var client = await MeasureAsync("(client alone: GET /alive)", requests, 0, _ => Send(admin, HttpMethod.Get, "/alive"));
        bool Wanted(string row) => row.Contains(only, StringComparison.OrdinalIgnoreCase);
        foreach (var (name, send) in Rows(admin).Where(row => Wanted(row.Item1))) await MeasureAsync(name, requests, client, send);
        if (Wanted("merge")) await MergesAsync(admin, requests, client);
        if (Wanted("redeem")) await RedemptionsAsync(admin, requests, client);
        foreach (var field in SortedBy.Where(field => Wanted($"part of a name, by {field}")))
        {
            var names = new CustomerNames(7);
            await MeasureAsync($"part of a name, by {field}", requests, client, _ => Send(admin, HttpMethod.Get, $"/api/v1/customers?limit=50&sort={field}&q={Uri.EscapeDataString(names.LatinPart())}"));
        }
    }

    private static int JsonLength(Answer page) => page["items"]!.AsArray().Count;

    private static async Task MergesAsync(ApiClient admin, int requests, double client)
    {
        var names = new CustomerNames(11);
        var pairs = new Queue<(string Survivor, string Duplicate)>();
        for (var i = 0; i < WarmUp + requests; i++) pairs.Enqueue((await OpenAsync(admin, names), await OpenAsync(admin, names)));
        await MeasureAsync("merge", requests, client, _ =>
        {
            var (survivor, duplicate) = pairs.Dequeue();
            return Send(admin, HttpMethod.Post, $"/api/v1/customers/{survivor}/merge", new { duplicateId = duplicate }, ifMatch: "*");
        });
    }

    private static async Task<string> OpenAsync(ApiClient admin, CustomerNames names) =>
        (string)(await admin.PostAsync("/api/v1/customers?allowDuplicate=true", Create(names))).Expect(HttpStatusCode.Created)["id"]!;

    /// <summary>C14: all contenders take from one account, which has its points in many lots; each request of the table is one redemption of each.</summary>
    private static async Task RedemptionsAsync(ApiClient admin, int requests, double client)
    {
        var customer = await OpenAsync(admin, new CustomerNames(13));
        for (var lots = 0; lots <= (WarmUp + requests) * Contenders / 100; lots++)
            (await admin.PostAsync($"/api/v1/customers/{customer}/loyalty/earnings", new { points = 101, reason = "load" })).Expect(HttpStatusCode.Created);
        await MeasureAsync($"redeem from one account, {Contenders} at once (each)", requests, client * Contenders, async _ =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Send(admin, HttpMethod.Post, $"/api/v1/customers/{customer}/loyalty/redemptions", new { points = 1 })));
            return answers.Max();
        }, Contenders);
    }

    private static IEnumerable<(string, Func<int, Task<HttpStatusCode>>)> Rows(ApiClient admin)
    {
        var names = new CustomerNames(7);
        Task<HttpStatusCode> List(string query) => Send(admin, HttpMethod.Get, $"/api/v1/customers?limit=50&{query}");
        yield return ("create with duplicate check", i => Send(admin, HttpMethod.Post, "/api/v1/customers", Create(names)));
        yield return ("create without (allowDuplicate)", i => Send(admin, HttpMethod.Post, "/api/v1/customers?allowDuplicate=true", Create(names)));
        yield return ("list, newest first", _ => List(""));
        yield return ("list by name", _ => List("sort=name"));
        yield return ("search: one Chinese character", _ => List($"q={Uri.EscapeDataString(names.Pick(CustomerNames.Surnames))}"));
        yield return ("search: two Chinese characters", _ => List($"q={Uri.EscapeDataString(names.Chinese())}"));
        yield return ("search: three Chinese characters", _ => List($"q={Uri.EscapeDataString(names.Chinese() + names.Chinese()[..1])}"));
        yield return ("search: one Latin letter", i => List($"q={(char)('a' + (i % 26))}"));
        yield return ("search: two Latin letters", _ => List($"q={names.LatinPart()[..2]}"));
        yield return ("search: part of a Latin name", _ => List($"q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("search: part of a name, by name", _ => List($"sort=name&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("search: part of a name, by name from Z", _ => List($"sort=-name&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("search: one Chinese character, by name", _ => List($"sort=name&q={Uri.EscapeDataString(names.Pick(CustomerNames.Surnames))}"));
        yield return ("search: two Chinese characters, by name", _ => List($"sort=name&q={Uri.EscapeDataString(names.Chinese())}"));
        yield return ("search: two Latin letters, by name", _ => List($"sort=name&q={names.LatinPart()[..2]}"));
        yield return ("search: phone, last four digits, by name", i => List($"sort=name&q={i % 10000:0000}"));
        yield return ("search: phone, last four digits", i => List($"q={i % 10000:0000}"));
        yield return ("search: whole phone", i => List($"q={Uri.EscapeDataString($"+86 13{i % 10}{i:00000000}")}"));
        yield return ("search: mail", i => List($"q=c{i}@example.com"));
        yield return ("search: nothing there", i => List($"q=zzyx{i}"));
        yield return ("filter: channel=agent (2 %)", _ => List("channel=agent"));
        yield return ("filter: channel and part of a name", _ => List($"channel=agent&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("filter: channel and part of a name, by name", _ => List($"sort=name&channel=agent&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("filter: channel, tag and one Chinese character", _ => List($"channel=agent&tag=vip&q={Uri.EscapeDataString(names.Pick(CustomerNames.Surnames))}"));
        yield return ("filter: channel, by name", _ => List("channel=agent&sort=name"));
        yield return ("filter: heat=high (nobody)", _ => List("heat=high"));
        yield return ("filter: tag", _ => List("tag=vip"));
        yield return ("sort by class", _ => List("sort=class"));
    }

    private static object Create(CustomerNames names) => new
    {
        kind = "organisation", role = "demander", channel = "end-customer", name = $"{names.Next()} {Guid.NewGuid():N}",
        phone = $"+4930{Random.Shared.NextInt64(10_000_000, 99_999_999)}", email = $"{Guid.NewGuid():N}@example.com",
    };

    private static async Task ImportAsync(ServiceUnderTest service, string folder, ApiClient admin, int customers)
    {
        var path = Path.Combine(service.Folder.Path, "customers.csv");
        await CustomerNames.WriteCsvAsync(path, customers);
        var (cpu, watch) = (Cpu(), Stopwatch.StartNew());
        await using var file = File.OpenRead(path);
        using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StreamContent(file), "file", "customers.csv" } };
        var queued = (await admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        Answer job;
        var quarter = 1;
        do
        {
            await Task.Delay(200);
            job = await admin.GetAsync(queued.Location!);
            // On a busy machine an answer may fail to come; the next one tells.
            for (; (long?)job["read"] is { } read && read >= (long)customers * quarter / 4; quarter++)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import: {read} rows, {watch.Elapsed.TotalSeconds:0.0} s, " +
                    $"{(Cpu() - cpu).TotalMilliseconds / read:0.000} CPU ms a row, {ResidentMiB():0} MiB ({AnonymousMiB():0} of its own), peak {PeakMiB():0} MiB"));
            }
        }
        while (job["finishedAt"] is null);
        Console.WriteLine($"import: {job["state"]} {job["accepted"]} accepted, {job["rejected"]} rejected, {watch.Elapsed.TotalSeconds:0.0} s, {(Cpu() - cpu).TotalMilliseconds / customers:0.000} CPU ms a row, " +
            $"peak {PeakMiB():0} MiB, file {new FileInfo(Path.Combine(folder, "customers.db")).Length / 1048576.0:0} MiB");
    }

    private static async Task<double> MeasureAsync(string name, int requests, double client, Func<int, Task<HttpStatusCode>> send, int perCall = 1)
    {
        for (var i = 0; i < WarmUp; i++) await send(i);
        await Task.Delay(300);
        var times = new double[requests];
        var failed = 0;
        var cpu = Cpu();
        for (var i = 0; i < requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if ((int)await send(WarmUp + i) >= 300) failed++;
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        var each = (Cpu() - cpu).TotalMilliseconds / requests;
        if (perCall > 1) (each, client) = (each / perCall, client / perCall);
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {each - client:0.00} | {times[requests / 2]:0.00} | {times[requests * 95 / 100]:0.00} | {failed} |"));
        return each;
    }

    private static async Task<HttpStatusCode> Send(ApiClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.Add("If-Match", ifMatch);
        using var answer = await client.Http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static double ResidentMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Without the pages of the mapped database, which the system takes back whenever it needs them; the whole where the system does not tell.</summary>
    private static double AnonymousMiB()
    {
        const string status = "/proc/self/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)) : null;
        return line is null ? ResidentMiB() : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    private static double PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}
