using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CrmPlatform.Standalone.Demo;

/// <summary>Fills a fresh platform with a small believable company, through the gateway, and writes down how to sign in.</summary>
internal static class DemoCompany
{
    public const string ClientId = "demo-client";
    public const string SecretName = "demo-client";
    private const string CredentialsFile = "demo-credentials.json";
    private const string UnfinishedMark = "demo-unfinished";
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsThere(DataFolder folder) => File.Exists(folder.Below(CredentialsFile));

    /// <summary>It began to move in and did not come to the end: nobody knows how its people sign in.</summary>
    public static bool IsUnfinished(DataFolder folder) => !IsThere(folder) && File.Exists(folder.Below(UnfinishedMark));

    /// <summary>The client that may do what an administrator may; identity knows it from its settings, where it stands beside those with a number.</summary>
    public static IEnumerable<string> IdentitySettings(IReadOnlyDictionary<string, string> secrets) =>
    [
        $"--Identity:Clients:demo:ClientId={ClientId}",
        "--Identity:Clients:demo:Name=Demo scripts",
        $"--Identity:Clients:demo:Secret={secrets[SecretName]}",
        "--Identity:Clients:demo:Roles:0=admin",
    ];

    public static async Task MoveInAsync(string url, DataFolder folder, string clientSecret, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var client = new DemoClient(ClientId, clientSecret, "crm.api");
        using var api = DemoApi.SignedIn(url, client, time);
        if ((await api.GetAsync("/api/v1/customers?limit=1", cancellationToken))["items"]!.AsArray().Count > 0)
            throw new DemoException("There are customers already; a demo company moves into an empty platform only.");
        DataFolder.WriteForOwner(folder.Below(UnfinishedMark), "");
        var trade = new DemoTrade(now);
        var days = new DemoDays(api, trade, now);
        var marketing = new DemoMarketing(api, trade, now);

        await StepAsync("people", () => DemoPeople.MoveInAsync(api, cancellationToken));
        var clients = await DemoPeople.GiveClientsAsync(api, cancellationToken);
        await StepAsync("products", () => ProductsAsync(api, cancellationToken));
        var customers = trade.NewCustomers();
        await StepAsync("customers", async () =>
        {
            await api.ImportAsync("customers", DemoTrade.CustomersCsv(customers), cancellationToken);
            await FindIdsAsync(api, customers, cancellationToken);
        });
        await StepAsync("contacts", () => days.ContactsAsync(customers, cancellationToken));
        await StepAsync("purchases of four years", () => api.ImportAsync("purchases", trade.PurchasesCsv(customers), cancellationToken));
        await StepAsync("visits", () => days.VisitsAsync(customers, cancellationToken));
        await StepAsync("today", () => days.TodayAsync(customers, cancellationToken));
        await StepAsync("calls", () => days.CallsAsync(customers, cancellationToken));
        await StepAsync("complaints", () => days.ComplaintsAsync(customers, cancellationToken));
        await StepAsync("deals", () => days.DealsAsync(customers, cancellationToken));
        await StepAsync("deals won and lost", () => new DemoDecisions(api, trade, now).DecideAsync(customers, cancellationToken));
        await StepAsync("campaigns", () => marketing.CampaignsAsync(customers, cancellationToken));
        await StepAsync("leads", () => marketing.LeadsAsync(cancellationToken));
        await StepAsync("analyses", () => marketing.AnalysesAsync(cancellationToken));
        WriteCredentials(url, folder, client, clients);
        File.Delete(folder.Below(UnfinishedMark));
    }

    private static async Task StepAsync(string what, Func<Task> step)
    {
        Console.Write($"  demo: {what} … ");
        var watch = Stopwatch.StartNew();
        await step();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private static async Task ProductsAsync(DemoApi api, CancellationToken cancellationToken)
    {
        foreach (var (code, name, category, _, _) in DemoTrade.Products) await api.PutAsync($"/api/v1/products/{code}", new { name, category }, cancellationToken);
    }

    private static async Task FindIdsAsync(DemoApi api, IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken)
    {
        var byExternalId = customers.ToDictionary(customer => customer.ExternalId);
        string? cursor = null;
        do
        {
            var page = await api.GetAsync($"/api/v1/customers?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            foreach (var item in page["items"]!.AsArray())
                if (byExternalId.TryGetValue((string?)item!["externalId"] ?? "", out var customer)) customer.Id = (string)item["id"]!;
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
    }

    private static void WriteCredentials(string url, DataFolder folder, DemoClient client, IReadOnlyDictionary<string, DemoClient> clients) =>
        DataFolder.WriteForOwner(folder.Below(CredentialsFile), JsonSerializer.Serialize(new
        {
            gateway = url,
            users = DemoPeople.All.Select(person => new { userName = person.UserName, password = person.Password, role = person.Role, team = person.Team }),
            client,
            clients,
        }, Readable));
}

/// <summary>Why the demo company does not move in.</summary>
internal sealed class DemoException(string why) : Exception(why);
