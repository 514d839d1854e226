using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.Gateway.Tests;

/// <summary>X5: what goes on for hours.</summary>
public sealed class Streams
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_gateway_that_ends_does_not_wait_for_whoever_listens()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(shutdown: TimeSpan.FromMinutes(10));
        gateway.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: hello\ndata: {}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{gateway.Url}/api/v1/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Issuer.Token("nora", ["sales"]));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        Assert.Equal("event: hello", await lines.ReadLineAsync());
        await gateway.StopAsync().WaitAsync(Patience);
    }
}
