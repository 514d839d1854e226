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

    private const string Begun = "first begins, second begins";
    private const string Ended = "second ends, second has gone, first ends, first has gone";

    [Theory]
    // Of a bus that is put together already this address would be the end.
    [InlineData("00:01:00", "amqp://nobody:nothing@127.0.0.1:1/one/too/many", "")]
    [InlineData("00:00:00", "amqp://nobody:nothing@127.0.0.1:1/", Begun)]
    public async Task A_service_answers_before_its_loops_and_its_bus_begin(string after, string broker, string begun)
    {
        await using var service = await StartAsync($"--Loops:BeginAfter={after}", $"--Messaging:RabbitMq={broker}");
        using var anybody = service.Client(null);
        var health = (await anybody.GetAsync("/health")).Expect(HttpStatusCode.OK);
        Assert.Equal("Degraded", health.Text);
        Assert.Equal(begun, told.ToString());
        await service.StopAsync();
        Assert.Equal(begun.Length == 0 ? "" : $"{begun}, {Ended}", told.ToString());
    }

    [Fact]
    public async Task They_begin_by_themselves_a_while_after_the_service_answers_and_end_one_after_another()
    {
        await using var service = await StartAsync("--Loops:BeginAfter=00:00:00.010");
        await Eventually.BecomesAsync(() => Task.FromResult(told.ToString()), said => said == Begun, "the loops to begin");
        await service.StopAsync();
        Assert.Equal($"{Begun}, {Ended}", told.ToString());
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
        Assert.True(service.Services.GetRequiredService<LoopsState>().HaveFailed);
    }

    [Fact]
    public async Task A_loop_that_cannot_be_made_ends_the_service()
    {
        await using var service = await ServiceUnderTest.StartAsync(Bench.Maker, ["--Loops:BeginAfter=00:00:00.010"], builder => builder.Services.AddLoop<Impossible>());
        var ending = service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Eventually.IsTrueAsync(() => Task.FromResult(ending.IsCancellationRequested), "the service to end");
        Assert.True(service.Services.GetRequiredService<LoopsState>().HaveFailed);
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

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                told.Say($"{name} has gone");
            }
        }

        protected abstract Task WorkAsync(CancellationToken stoppingToken);
    }

    private sealed class First(Told told) : Telling("first", told)
    {
        protected override Task WorkAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private sealed class Second(Told told) : Telling("second", told)
    {
        private readonly Told told = told;

        protected override async Task WorkAsync(CancellationToken stoppingToken)
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
