using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests;

/// <summary>
/// Two years of a real shop, 541 909 dirty lines: blank customer ids, cancellations, negative quantities, equal lines within an
/// invoice. The figures are the published ones of that data set.
/// </summary>
public sealed class OnlineRetail(StandaloneFixture fixture, ITestOutputHelper output) : IClassFixture<StandaloneFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_real_ledger_goes_in_whole_and_a_second_time_changes_nothing()
    {
        var file = await File.ReadAllBytesAsync(ReferenceFolder.FileOrSkip("online_retail", "online_retail.csv.gz"), TestContext.Current.CancellationToken);
        var first = await ImportAsync(file);
        Assert.Equal((541_909, 541_909 - 135_080, 135_080), ((int)first["read"]!, (int)first["accepted"]!, (int)first["rejected"]!));
        await Eventually.BecomesAsync(async () => Sales(await Admin.GetAsync("/api/v1/insights/dashboard")), seen => seen == (4_372, 4_338, 18_532, 8_911_407.90m), "Insights to have the published figures", TimeSpan.FromMinutes(4));
        var errors = (await Admin.GetAsync($"/api/v1/imports/{first.Id}/errors")).Expect(HttpStatusCode.OK);
        Assert.Equal(135_080, errors.Text.AsSpan().Count('\n') - 1);

        var before = (await Admin.GetAsync("/api/v1/insights/dashboard"))["sales"]!.ToJsonString();
        var again = await ImportAsync(file);
        Assert.Equal((int)first["accepted"]!, (int)again["accepted"]!);
        var marker = (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "After the second import" })).Expect(HttpStatusCode.Created);
        // Events keep their order: when this one has arrived, whatever the second import might have told has arrived before it.
        await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/insights/customers/{marker.Id}"), seen => seen.Status == HttpStatusCode.OK, "the marker to arrive", TimeSpan.FromMinutes(2));
        Assert.Equal(before, (await Admin.GetAsync("/api/v1/insights/dashboard"))["sales"]!.ToJsonString());
        Assert.Equal(4_373, (int)(await Admin.GetAsync("/api/v1/insights/dashboard"))["customers"]!["total"]!);
    }

    private async Task<Answer> ImportAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("purchases"), "kind" }, { new StringContent("true"), "createMissing" }, { new ByteArrayContent(file), "file", "online_retail.csv.gz" },
        };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var queued = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        var done = await Eventually.BecomesAsync(() => Admin.GetAsync(queued.Location!), job => (string?)job["state"] is "succeeded" or "failed", "the import to end", TimeSpan.FromMinutes(15));
        output.WriteLine($"The import took {watch.Elapsed.TotalSeconds:0} s.");
        Assert.Equal("succeeded", (string?)done["state"]);
        return done;
    }

    private static (int Customers, int Buyers, int Orders, decimal Sales) Sales(Answer dashboard)
    {
        JsonNode sales = dashboard.Expect(HttpStatusCode.OK)["sales"]!;
        return ((int)sales["customers"]!, (int)sales["buyers"]!, (int)sales["orders"]!, (decimal)sales["sales"]!);
    }
}
