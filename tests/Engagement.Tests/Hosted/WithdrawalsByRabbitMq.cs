using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>C17, E11 with a real broker: an order and its withdrawal stand in queues of their own, so either may come first.</summary>
public sealed class WithdrawalsByRabbitMq : IAsyncLifetime
{
    private const int Pairs = 40;

    private ServiceUnderTest? service;
    private RabbitBroker? broker;

    public async ValueTask InitializeAsync()
    {
        broker = await RabbitBroker.StartOrSkipAsync();
        // No neighbours and no sweep: whatever comes has come by the broker.
        service = await ServiceUnderTest.StartAsync(EngagementHost.Build, [$"--Messaging:RabbitMq={broker.Url}", "--Messaging:SweepInterval=00:10:00"]);
        await service.ListensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null) await service.DisposeAsync();
        if (broker is not null) await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_purchase_withdrawn_before_it_is_told_of_never_comes_on_the_timeline()
    {
        var customer = EngagementFixture.File(Guid.CreateVersion7(), 1);
        await PublishAsync(customer);
        await SeesAsync(db => db.AllCustomers.AnyAsync(c => c.Id == customer.CustomerId), "the customer to be known");

        // The withdrawal has been taken when the order comes; both come twice.
        var (early, withdrawal, order) = (Order(customer.CustomerId, "early"), Guid.CreateVersion7(), Guid.CreateVersion7());
        await PublishAsync(Withdrawn(early), withdrawal);
        await SeesAsync(db => db.WithdrawnOrders.AnyAsync(w => w.Booking == early.BookingId), "the withdrawal to be kept");
        await PublishAsync(early, order);
        await PublishAsync(Withdrawn(early), withdrawal);
        await PublishAsync(early, order);

        // Many of both at the same moment, and as many that stay.
        var pairs = Enumerable.Range(0, Pairs).Select(i => Order(customer.CustomerId, $"pair-{i}")).ToList();
        var kept = Enumerable.Range(0, Pairs).Select(i => Order(customer.CustomerId, $"kept-{i}")).ToList();
        await Task.WhenAll(pairs.Zip(kept).SelectMany((both, i) => new[]
        {
            PublishAsync(i % 2 == 0 ? Withdrawn(both.First) : both.First), PublishAsync(both.Second), PublishAsync(i % 2 == 0 ? both.First : Withdrawn(both.First)),
        }));

        await SeesAsync(async db => await db.WithdrawnOrders.CountAsync() == Pairs + 1, "every withdrawal to be kept");
        var last = Order(customer.CustomerId, "last");
        await PublishAsync(last);
        // What waited in the queue of orders before the last one has been taken when all that stay are there.
        await SeesAsync(async db => await Purchases(db).CountAsync(entry => entry.Subject!.StartsWith("kept") || entry.Subject == "last") == Pairs + 1, "the orders that stay");
        Assert.Equal(Pairs + 1, await service!.InScopeAsync(scope => Purchases(scope.GetRequiredService<EngagementDb>()).CountAsync()));
        Assert.Empty((await service!.As("ada", "admin").GetAsync("/api/v1/dead-letters/engagement")).Items);
    }

    private static IQueryable<TimelineEntry> Purchases(EngagementDb db) => db.Timeline.IgnoreQueryFilters().Where(entry => entry.Kind == TimelineKind.Purchase);

    private Task PublishAsync(object happened, Guid? id = null) => service!.Services.GetRequiredService<IBus>().Publish(happened, happened.GetType(), context => context.MessageId = id ?? Guid.CreateVersion7());

    private Task SeesAsync(Func<EngagementDb, Task<bool>> look, string what) =>
        Eventually.IsTrueAsync(() => service!.InScopeAsync(scope => look(scope.GetRequiredService<EngagementDb>())), what, TimeSpan.FromSeconds(60));

    private static PurchaseRecorded Order(Guid customer, string number) =>
        new(customer, number, DateTimeOffset.UtcNow.AddDays(-1), "CNY", "CNY", [new(1, "TEA", 1, 100, 100, null)], true, Guid.NewGuid());

    private static PurchaseWithdrawn Withdrawn(PurchaseRecorded order) =>
        new(order.CustomerId, order.OrderNumber, order.OrderedAt, order.Currency, order.BaseCurrency, order.Lines, order.BookingId!.Value, DateTimeOffset.UtcNow, true);
}
