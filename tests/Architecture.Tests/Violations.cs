// Deliberate violations, so that each rule is seen to find one. They stand where the rules look: below CrmPlatform.{service}.

using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Wrong.Domain
{
    internal sealed class ThingThatKnowsItsTable
    {
        public static int Count(DbContext db) => db.ChangeTracker.Entries().Count();
    }
}

namespace CrmPlatform.Wrong.Features.Orders
{
    internal static class PlaceOrder
    {
        public static string Name => nameof(PlaceOrder);

        public static string Greeting() => "placed";
    }

    public sealed record LineView(int Count);
}

namespace CrmPlatform.Wrong.Features.Invoices
{
    internal static class SendInvoice
    {
        public static string Text() => Orders.PlaceOrder.Greeting();
    }

    public sealed record LineView(string Text);
}

namespace CrmPlatform.Wrong
{
    internal sealed class Courier(MassTransit.IBus bus)
    {
        public Uri Address => bus.Address;
    }
}
