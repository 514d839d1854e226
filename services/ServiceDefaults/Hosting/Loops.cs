using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Hosting;

public static class LoopsSetup
{
    /// <summary>Something that goes on behind the requests. It is made and begun once the service answers: whoever waits for an answer does not wait for that.</summary>
    public static void AddLoop<T>(this IServiceCollection services) where T : class, IHostedService
    {
        services.TryAddSingleton<T>();
        services.AddLoop(provider => provider.GetRequiredService<T>());
    }

    internal static void AddLoop(this IServiceCollection services, Func<IServiceProvider, IHostedService> make)
    {
        services.AddSingleton(new Loop(make));
        if (services.Any(service => service.ServiceType == typeof(LoopsState))) return;
        services.AddSingleton<LoopsState>();
        services.AddOptions<LoopsOptions>().BindConfiguration(LoopsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<Loops>();
    }
}

internal sealed record Loop(Func<IServiceProvider, IHostedService> Make);

internal sealed class LoopsState
{
    /// <summary>All of them have begun.</summary>
    public bool HaveBegun { get; set; }

    /// <summary>One could not begin, or has failed: the service ends, and says by its exit code that it did not mean to.</summary>
    public bool HaveFailed { get; set; }
}

/// <summary>When what goes on behind the requests begins.</summary>
public sealed class LoopsOptions
{
    public const string Section = "Loops";

    /// <summary>So long after the service has begun to answer: what is compiled for the loops would else be waited for by whoever asks first.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BeginAfter { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>
/// Begins the loops after the web server has begun, and ends them after it has ended, the last one first. A loop that fails ends the service,
/// as a hosted service of its own would.
/// </summary>
internal sealed class Loops(
    IServiceProvider provider, IEnumerable<Loop> loops, LoopsState state, IOptions<LoopsOptions> options, IHostApplicationLifetime lifetime, ILogger<Loops> log)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly List<IHostedService> begun = [];
    private Task beginning = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BeginAfter > TimeSpan.Zero) beginning = BeginLaterAsync();
        else await BeginAsync(cancellationToken);
    }

    /// <summary>None of them begins any more, while those that have begun go on until the web server has ended.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await over.CancelAsync();
        await beginning;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var service in Enumerable.Reverse(begun))
        {
            try
            {
                await service.StopAsync(cancellationToken);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }
        if (failures.Count > 0) throw new AggregateException("Some of what goes on behind the requests did not end as it should.", failures);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
    }

    private async Task BeginLaterAsync()
    {
        var token = over.Token;
        try
        {
            // By the machine's clock: it is the machine that is to be left alone meanwhile.
            await Task.Delay(options.Value.BeginAfter, token);
            await BeginAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // It ends before it has quite begun.
        }
        catch (Exception failure)
        {
            log.LogCritical(failure, "What goes on behind the requests could not begin; the service ends");
            state.HaveFailed = true;
            lifetime.StopApplication();
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var loop in loops)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var service = loop.Make(provider);
            begun.Add(service);
            // Not with the token, which a background service would keep: each is ended in its turn.
            await service.StartAsync(CancellationToken.None);
            if (service is BackgroundService { ExecuteTask: { } running }) _ = WatchAsync(service, running);
        }
        state.HaveBegun = true;
    }

    private async Task WatchAsync(IHostedService service, Task running)
    {
        try
        {
            await running;
        }
        catch (Exception ended) when (over.IsCancellationRequested)
        {
            // It was asked to end. SQL Server answers a command that is called off with an exception of its own.
            if (ended is not OperationCanceledException) log.LogWarning(ended, "{Loop} was called off", service.GetType().Name);
        }
        catch (Exception failure)
        {
            log.LogCritical(failure, "{Loop} has failed; the service ends", service.GetType().Name);
            state.HaveFailed = true;
            lifetime.StopApplication();
        }
    }
}
