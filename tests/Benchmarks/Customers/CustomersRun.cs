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

    public static async Task RunAsync(int customers, int requests)
    {
        await using var service = await ServiceUnderTest.StartAsync(CustomersHost.Build, ["--Logging:LogLevel:Default=Error"]);
        using var admin = service.As("ada", "admin", until: DateTime.UtcNow.AddDays(1));
        await ImportAsync(service, admin, customers);
        Console.WriteLine($"\n| request, {customers:N0} customers | CPU ms | median ms | p95 ms | failed |\n| --- | ---: | ---: | ---: | ---: |");
        var client = await MeasureAsync("(client alone: GET /alive)", requests, 0, _ => Send(admin, HttpMethod.Get, "/alive"));
        foreach (var (name, send) in Rows(admin)) await MeasureAsync(name, requests, client, send);
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
        yield return ("search: part of a Latin name", _ => List($"q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("search: part of a name, by name", _ => List($"sort=name&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("search: phone, last four digits", i => List($"q={i % 10000:0000}"));
        yield return ("search: whole phone", i => List($"q={Uri.EscapeDataString($"+86 13{i % 10}{i:00000000}")}"));
        yield return ("search: mail", i => List($"q=c{i}@example.com"));
        yield return ("search: nothing there", i => List($"q=zzyx{i}"));
        yield return ("filter: channel=agent (2 %)", _ => List("channel=agent"));
        yield return ("filter: channel and part of a name", _ => List($"channel=agent&q={Uri.EscapeDataString(names.LatinPart())}"));
        yield return ("filter: heat=high (nobody)", _ => List("heat=high"));
        yield return ("filter: tag", _ => List("tag=vip"));
        yield return ("sort by class", _ => List("sort=class"));
    }

    private static object Create(CustomerNames names) => new
    {
        kind = "organisation", role = "demander", channel = "end-customer", name = $"{names.Next()} {Guid.NewGuid():N}",
        phone = $"+4930{Random.Shared.NextInt64(10_000_000, 99_999_999)}", email = $"{Guid.NewGuid():N}@example.com",
    };

    private static async Task ImportAsync(ServiceUnderTest service, ApiClient admin, int customers)
    {
        var path = Path.Combine(service.Folder.Path, "customers.csv");
        await CustomerNames.WriteCsvAsync(path, customers);
        var (cpu, watch) = (Cpu(), Stopwatch.StartNew());
        await using var file = File.OpenRead(path);
        using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StreamContent(file), "file", "customers.csv" } };
        var queued = (await admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        Answer job;
        do
        {
            await Task.Delay(200);
            job = await admin.GetAsync(queued.Location!);
        }
        while (job["finishedAt"] is null);
        Console.WriteLine($"import: {job["state"]} {job["accepted"]} accepted, {job["rejected"]} rejected, {watch.Elapsed.TotalSeconds:0.0} s, {(Cpu() - cpu).TotalMilliseconds / customers:0.000} CPU ms a row, " +
            $"peak {PeakMiB():0} MiB, file {new FileInfo(Path.Combine(service.Folder.Path, "customers.db")).Length / 1048576.0:0} MiB");
    }

    private static async Task<double> MeasureAsync(string name, int requests, double client, Func<int, Task<HttpStatusCode>> send)
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
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {each - client:0.00} | {times[requests / 2]:0.00} | {times[requests * 95 / 100]:0.00} | {failed} |"));
        return each;
    }

    private static async Task<HttpStatusCode> Send(ApiClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.Http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static double PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}
