using System.Collections.Concurrent;
using System.Net;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>What goes on behind the requests: a service answers before it begins, and ends with it when it fails.</summary>
public sealed class LoopsBehindRequests
{
    private readonly Told told = new();

    [Theory]
    [InlineData("00:01:00", "")]
    [InlineData("00:00:00", "first begins, second begins")]
    public async Task A_service_answers_before_its_loops_begin(string after, string begun)
    {
        // A broker that is not spoken to yet keeps nobody from an answer either.
        await using var service = await StartAsync($"--Loops:BeginAfter={after}", "--Messaging:RabbitMq=amqp://nobody:nothing@127.0.0.1:1/");
        using var anybody = service.Client(null);
        var health = (await anybody.GetAsync("/health")).Expect(HttpStatusCode.OK);
        Assert.Equal("Degraded", health.Text);
        Assert.Equal(begun, told.ToString());
        await service.StopAsync();
        Assert.Equal(begun.Length == 0 ? "" : $"{begun}, second ends, first ends", told.ToString());
    }

    [Fact]
    public async Task They_begin_by_themselves_a_while_after_the_service_answers()
    {
        await using var service = await StartAsync("--Loops:BeginAfter=00:00:00.010");
        await Eventually.BecomesAsync(() => Task.FromResult(told.ToString()), said => said == "first begins, second begins", "the loops to begin");
    }

    [Theory]
    [InlineData("--Loops:BeginAfter=00:00:00")]
    [InlineData("--Loops:BeginAfter=00:00:00.010")]
    public async Task A_loop_that_fails_ends_the_service(string after)
    {
        await using var service = await StartAsync(after);
        var ending = service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Assert.False(ending.IsCancellationRequested);
        told.Fail.SetResult();
        await Eventually.IsTrueAsync(() => Task.FromResult(ending.IsCancellationRequested), "the service to end");
    }

    [Fact]
    public async Task A_loop_that_cannot_be_made_ends_the_service()
    {
        await using var service = await ServiceUnderTest.StartAsync(Bench.Maker, ["--Loops:BeginAfter=00:00:00.010"], builder => builder.Services.AddLoop<Impossible>());
        var ending = service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Eventually.IsTrueAsync(() => Task.FromResult(ending.IsCancellationRequested), "the service to end");
    }

    private Task<ServiceUnderTest> StartAsync(params string[] args) => ServiceUnderTest.StartAsync(Bench.Maker, args, builder =>
    {
        builder.Services.AddSingleton(told);
        builder.Services.AddLoop<First>();
        builder.Services.AddLoop<Second>();
    });

    private sealed class Told
    {
        private readonly ConcurrentQueue<string> said = new();

        public TaskCompletionSource Fail { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Say(string what) => said.Enqueue(what);

        public override string ToString() => string.Join(", ", said);
    }

    private abstract class Telling(string name, Told told) : BackgroundService
    {
        public override Task StartAsync(CancellationToken cancellationToken)
        {
            told.Say($"{name} begins");
            return base.StartAsync(cancellationToken);
        }

        public override Task StopAsync(CancellationToken cancellationToken)
        {
            told.Say($"{name} ends");
            return base.StopAsync(cancellationToken);
        }
    }

    private sealed class First(Told told) : Telling("first", told)
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private sealed class Second(Told told) : Telling("second", told)
    {
        private readonly Told told = told;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await told.Fail.Task.WaitAsync(stoppingToken);
            throw new InvalidOperationException("It fails.");
        }
    }

    private sealed class Impossible : BackgroundService
    {
        public Impossible() => throw new InvalidOperationException("It cannot be made.");

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
