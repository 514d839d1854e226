using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace CrmPlatform.Gateway.Tests;

/// <summary>When a service is left alone for a while, and when it is only slow with somebody.</summary>
public sealed class FailuresInARowTests
{
    private readonly ClusterState service = new("customers");
    private readonly DestinationState there = new("customers");
    private readonly Verdicts verdicts = new();
    private readonly FailuresInARow counted;

    public FailuresInARowTests() => counted = new FailuresInARow(verdicts, Options.Create(new GatewayOptions()));

    [Theory]
    [InlineData(ForwarderError.Request)]
    [InlineData(ForwarderError.RequestTimedOut)]
    public void Three_that_fail_one_after_another_let_it_rest(ForwarderError error)
    {
        for (var times = 1; times <= 3; times++)
        {
            Assert.Equal(0, verdicts.Rests);
            Ends(Begins(), error);
        }
        Assert.Equal(1, verdicts.Rests);
    }

    [Fact]
    public void Whoever_waits_in_vain_while_others_are_answered_shuts_nobody_out()
    {
        var slow = Enumerable.Range(0, 3).Select(_ => Begins()).ToList();
        Ends(Begins(), null);
        foreach (var one in slow) Ends(one, ForwarderError.RequestTimedOut);
        Assert.Equal(0, verdicts.Rests);
        // That it was there a while ago says nothing of now.
        for (var times = 1; times <= 3; times++) Ends(Begins(), ForwarderError.RequestTimedOut);
        Assert.Equal(1, verdicts.Rests);
    }

    [Fact]
    public void A_connection_that_is_refused_counts_whoever_was_answered_before()
    {
        var refused = Enumerable.Range(0, 3).Select(_ => Begins()).ToList();
        Ends(Begins(), null);
        foreach (var one in refused) Ends(one, ForwarderError.Request);
        Assert.Equal(1, verdicts.Rests);
    }

    private static DefaultHttpContext Begins() => new() { Items = { [FailuresInARow.BeganAt] = Stopwatch.GetTimestamp() } };

    private void Ends(HttpContext request, ForwarderError? error)
    {
        if (error is { } wrong) request.Features.Set<IForwarderErrorFeature>(new Failed(wrong));
        counted.RequestProxied(request, service, there);
    }

    private sealed record Failed(ForwarderError Error) : IForwarderErrorFeature
    {
        public Exception? Exception => null;
    }

    private sealed class Verdicts : IDestinationHealthUpdater
    {
        public int Rests { get; private set; }

        public void SetPassive(ClusterState cluster, DestinationState destination, DestinationHealth newHealth, TimeSpan reactivationPeriod) =>
            Rests += newHealth == DestinationHealth.Unhealthy ? 1 : 0;

        public void SetActive(ClusterState cluster, IEnumerable<NewActiveDestinationHealth> newHealthStates) => throw new NotSupportedException();
    }
}
