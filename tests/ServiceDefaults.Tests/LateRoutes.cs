using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X9: a service that starts does not make what nobody has asked for yet.</summary>
public sealed class LateRoutes
{
    [Fact]
    public async Task A_route_is_made_when_it_is_first_asked_and_once_however_many_ask()
    {
        var (made, broken) = (0, true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var app = builder.Build();
        var group = app.MapGroup("/people").AddEndpointFilterFactory((_, next) =>
        {
            Interlocked.Increment(ref made);
            return next;
        });
        group.MapGet("/first", () => "Anna").WithSummary("The first.");
        group.MapGet("/second", () => "Boris");
        app.MapGroup("/sick").AddEndpointFilterFactory((_, next) => broken ? throw new InvalidOperationException("Not now.") : next).MapGet("", () => "Well again");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        // The way to every route is known by then, and so is what each says of itself.
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/nobody", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains(app.Services.GetRequiredService<EndpointDataSource>().Endpoints, endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata>()?.Summary == "The first.");
        Assert.Equal(0, made);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetStringAsync("/people/first", TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Equal("Anna", answer));
        Assert.Equal(1, made);
        Assert.Equal("Boris", await client.GetStringAsync("/people/second", TestContext.Current.CancellationToken));
        Assert.Equal(2, made);

        // What could not be made once is not lost for good.
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("/sick", TestContext.Current.CancellationToken)).StatusCode);
        broken = false;
        Assert.Equal("Well again", await client.GetStringAsync("/sick", TestContext.Current.CancellationToken));
    }
}
