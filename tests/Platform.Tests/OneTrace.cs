using System.Diagnostics;
using System.Net;
using CrmPlatform.Customers;
using CrmPlatform.Gateway;
using CrmPlatform.Insights;
using CrmPlatform.Platform.Tests.Running;
using CrmPlatform.ServiceDefaults.Telemetry;
using OpenTelemetry.Trace;

namespace CrmPlatform.Platform.Tests;

/// <summary>X6: one trace runs from the gateway through Customers and its outbox to the consumer in Insights.</summary>
public sealed class OneTrace
{
    [Fact]
    public async Task One_trace_runs_from_the_gateway_to_the_last_consumer()
    {
        var spans = new Spans();
        await using var issuer = await TestIssuer.StartAsync();
        await using var customers = await ServiceUnderTest.StartAsync(CustomersHost.Build, ["--Telemetry:Shared=test"], issuer: issuer);
        await using var insights = await ServiceUnderTest.StartAsync(InsightsHost.Build, ["--Telemetry:Shared=test", $"--Services:customers:Url={customers.Url}"], issuer: issuer);
        var url = $"http://127.0.0.1:{Ports.Free()}";
        // The gateway's telemetry is the whole process's, as in Standalone.
        await using var gateway = GatewayHost.Build(
            [$"--urls={url}", $"--Auth:Issuer={issuer.Url}", $"--Services:customers:Url={customers.Url}", $"--Services:insights:Url={insights.Url}", "--Logging:LogLevel:Default=Warning"],
            builder => builder.AddPlatformTelemetry("platform", traces => traces.AddInMemoryExporter(spans)));
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        using var admin = new ApiClient(url, issuer.Token("ada", ["admin"]));

        var customer = (await admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "Traced" })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/purchases",
            new { customerId = customer.Id, orderNumber = "T-1", orderedAt = DateTimeOffset.UtcNow.AddHours(-1), lines = new[] { new { product = "T1", quantity = 1, amount = 9.5m } } })).Expect(HttpStatusCode.Created);
        await Eventually.BecomesAsync(() => admin.GetAsync($"/api/v1/insights/customers/{customer.Id}"),
            seen => seen.Status == HttpStatusCode.OK && (long)seen["purchases"]!["orders"]! == 1, "Insights to have the purchase");

        var process = await Eventually.BecomesAsync(() => Task.FromResult(spans.FirstOrDefault(span => span.DisplayName == "process PurchaseRecorded")), span => span is not null, "the consumer's span");
        Assert.Equal("insights", process!.GetTagItem("crm.service"));
        // From the consumer back to the caller without a gap: every parent is a span of the same trace.
        var trace = await Eventually.BecomesAsync(() => Task.FromResult(spans.Of(process.TraceId)), seen => seen.Any(span => span.ParentSpanId == default), "the caller's span");
        var byId = trace.ToDictionary(span => span.SpanId);
        var way = new Stack<Activity>();
        for (var span = process; span is not null; span = byId.GetValueOrDefault(span.ParentSpanId)) way.Push(span);
        Assert.Equal(default, way.Peek().ParentSpanId);
        var names = way.Select(span => $"{span.Source.Name} {span.DisplayName}").ToList();
        Assert.Equal(
            ["System.Net.Http POST", "Microsoft.AspNetCore POST /api/v1/purchases/{**rest}", "Yarp.ReverseProxy proxy.forwarder", "System.Net.Http POST", "Microsoft.AspNetCore POST /api/v1/purchases/", "CrmPlatform process PurchaseRecorded"],
            names);
        Assert.Equal("customers", way.ElementAt(4).GetTagItem("crm.service"));
        Assert.Contains(trace, span => span.Source.Name.Contains("EntityFrameworkCore", StringComparison.Ordinal) && span.ParentSpanId == way.ElementAt(4).SpanId);
    }
}
