using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CrmPlatform.Platform.Tests.Faults;

/// <summary>What a write was, and where it can be found again.</summary>
/// <param name="Kind">purchase, call or complaint.</param>
internal sealed record Written(string Kind, Guid Customer, Guid Id);

/// <summary>Writers that go on through faults. Only what was answered with success is remembered: that is what must not be lost.</summary>
internal sealed class WriteLoad(ApiClient api, IReadOnlyList<Guid> customers, params string[] kinds)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly string[] kinds = kinds is [] ? ["purchase", "call", "complaint"] : kinds;
    private int number;

    public ConcurrentBag<Written> Acknowledged { get; } = [];

    public int Failures => failures;

    private int failures;

    public async Task RunAsync(int writers, CancellationToken stop) =>
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(stop), CancellationToken.None)));

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var i = Interlocked.Increment(ref number);
            var customer = customers[i % customers.Count];
            var kind = kinds[i % kinds.Length];
            var (path, body) = kind switch
            {
                "purchase" => ("/api/v1/purchases", (object)new { customerId = customer, orderNumber = $"N{i}", orderedAt = DateTimeOffset.UtcNow.AddMinutes(-1), lines = new[] { new { product = "T1", quantity = 1, amount = 1.25m } } }),
                "call" => ("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true, minutes = 1, outcome = $"Call {i}" }),
                _ => ("/api/v1/complaints", new { customerId = customer, channel = "hotline", category = "quality", severity = "low", summary = $"Case {i}" }),
            };
            try
            {
                var answer = await api.PostAsync(path, body);
                if (answer.Status == HttpStatusCode.Created) Acknowledged.Add(new Written(kind, customer, answer.Id));
                else await FailedAsync();
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException or SocketException)
            {
                await FailedAsync();
            }
        }
    }

    // A writer that is turned away draws breath, as any client would, instead of keeping the machine busy with refusals: what was killed needs it
    // to start again.
    private Task FailedAsync()
    {
        Interlocked.Increment(ref failures);
        return Task.Delay(Breath);
    }
}
