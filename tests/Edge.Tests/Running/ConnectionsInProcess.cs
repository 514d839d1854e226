using System.Net;
using System.Security.Cryptography;
using CrmPlatform.Standalone;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>The gateway reaches the services of its own process without a socket; nobody may notice but by the time it takes.</summary>
public sealed class ConnectionsInProcess : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private readonly InProcessConnections connections = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication host = null!;
    private HttpClient near = null!;

    public async ValueTask InitializeAsync()
    {
        host = await StartAsync("http://127.0.0.1:0");
        near = new HttpClient(new SocketsHttpHandler { ConnectCallback = (to, cancellationToken) => connections.ConnectAsync(to.DnsEndPoint, cancellationToken) })
        {
            BaseAddress = new Uri(host.Urls.Single()),
            Timeout = Patience,
        };
    }

    public async ValueTask DisposeAsync()
    {
        near.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_neighbour_comes_without_a_socket_and_all_others_by_one()
    {
        using var far = new HttpClient { BaseAddress = near.BaseAddress, Timeout = Patience };

        Assert.Equal("0", await near.GetStringAsync("/port", Ended));
        Assert.NotEqual("0", await far.GetStringAsync("/port", Ended));
        Assert.Equal("0", await near.GetStringAsync("/port", Ended));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(5_000_000)]
    public async Task What_is_sent_comes_back_as_it_was(int bytes)
    {
        var sent = RandomNumberGenerator.GetBytes(bytes);

        using var answer = await near.PostAsync("/echo", new ByteArrayContent(sent), Ended);

        Assert.Equal(sent, await answer.Content.ReadAsByteArrayAsync(Ended));
    }

    [Fact]
    public async Task Each_of_many_at_once_gets_its_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            using var answer = await near.PostAsync("/echo", new StringContent($"{number}"), Ended);
            return await answer.Content.ReadAsStringAsync(Ended);
        }));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), answers);
    }

    [Fact]
    public async Task A_body_that_is_refused_before_it_was_read_gets_its_answer()
    {
        using var answer = await near.PostAsync("/little", new StreamContent(new MemoryStream(new byte[500_000]), bufferSize: 16_384), Ended);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_stream_is_read_while_it_is_written()
    {
        using var answer = await near.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead, Ended);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Ended));

        Assert.Equal("first", await lines.ReadLineAsync(Ended).AsTask().WaitAsync(Patience, Ended));
        goOn.SetResult();
        Assert.Equal("second", await lines.ReadLineAsync(Ended).AsTask().WaitAsync(Patience, Ended));
    }

    [Fact]
    public async Task Work_is_told_when_whoever_asked_has_gone()
    {
        using var gone = new CancellationTokenSource();
        var waiting = near.GetAsync("/wait", gone.Token);
        await asked.Task.WaitAsync(Patience, Ended);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await givenUp.Task.WaitAsync(Patience, Ended);
    }

    [Fact]
    public async Task Whoever_asked_is_told_when_the_answer_breaks_off()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => near.GetStringAsync("/break", Ended));

        Assert.Equal("0", await near.GetStringAsync("/port", Ended));
    }

    [Fact]
    public async Task A_host_that_has_stopped_is_gone_and_one_that_takes_its_place_is_found()
    {
        Assert.Equal("0", await near.GetStringAsync("/port", Ended));
        var url = host.Urls.Single();

        await host.StopAsync(Ended);
        await host.DisposeAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => near.GetStringAsync("/port", Ended));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        host = await StartAsync(url);

        Assert.Equal("0", await near.GetStringAsync("/port", Ended));
    }

    private async Task<WebApplication> StartAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        connections.OpenTo(builder);
        var app = builder.Build();
        app.MapGet("/port", (HttpContext http) => $"{http.Connection.RemotePort}");
        app.MapPost("/echo", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            await http.Response.BodyWriter.WriteAsync(body.ToArray(), http.RequestAborted);
        });
        app.MapPost("/little", (HttpContext http) => http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted)).WithMetadata(new RequestSizeLimitAttribute(1000));
        app.MapGet("/stream", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("first\n");
            await http.Response.Body.FlushAsync();
            await goOn.Task;
            await http.Response.WriteAsync("second\n");
        });
        app.MapGet("/wait", async (HttpContext http) =>
        {
            http.RequestAborted.Register(givenUp.SetResult);
            asked.SetResult();
            await givenUp.Task;
        });
        app.MapGet("/break", async (HttpContext http) =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("half");
            http.Abort();
        });
        await app.StartAsync(Ended);
        return app;
    }
}
