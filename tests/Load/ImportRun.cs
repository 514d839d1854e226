using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>Imports the customers; it ends when every consumer has caught up.</summary>
internal static class ImportRun
{
    public static async Task RunAsync(PlatformProcess platform, LoadOptions options)
    {
        await platform.RestAsync();
        var cpu = platform.Cpu();
        var watch = Stopwatch.StartNew();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("customers"), "kind" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Csv(options.Customers))), "file", "customers.csv" },
        };
        using var queued = await platform.Http.PostAsync("/api/v1/imports", form);
        queued.EnsureSuccessStatusCode();
        JsonNode job;
        do
        {
            await Task.Delay(100);
            job = (await platform.Http.GetFromJsonAsync<JsonNode>(queued.Headers.Location))!;
        }
        while (job["finishedAt"] is null);
        if ((long)job["accepted"]! != options.Customers) Console.WriteLine($"The import accepted {job["accepted"]} of {options.Customers}: {job.ToJsonString()}");
        var done = watch.Elapsed;
        await platform.RestAsync();
        // The last second was waiting to be sure.
        Report.Import(options.Customers, done, watch.Elapsed - TimeSpan.FromSeconds(1), platform.Cpu() - cpu, platform.PeakMemory());
    }

    private static string Csv(int customers)
    {
        var names = new Names(1);
        var text = new StringBuilder("externalId,name,kind,role,channel,phone,email,city\n");
        for (var i = 0; i < customers; i++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"load-{i},{names.Next()},{(i % 3 == 0 ? "person" : "organisation")},demander,{(i % 50 == 0 ? "agent" : "end-customer")},+86 18{i % 10}{50_000_000 + i},c{i}@example.com,上海\n");
        }
        return text.ToString();
    }
}
