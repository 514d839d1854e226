using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <summary>C14, S6: points granted for a complaint are booked here, once per remedy, whether or not the programme is open.</summary>
internal sealed class TakeRemedyPoints(CustomersDb db, PointsBook book) : IHandle<RemedyBooked>
{
    public async Task HandleAsync(Received<RemedyBooked> received, CancellationToken cancellationToken)
    {
        var remedy = received.Event;
        if (remedy is not { Kind: "points", Points: > 0 and var points }) return;
        if (await db.SurvivorOfAsync(remedy.CustomerId, cancellationToken) is not { } customer) return;
        var reference = $"remedy:{remedy.RemedyId}";
        if (await book.FindAsync(reference, cancellationToken) is not null) return;
        book.Receive(new PointsAccount(customer.Id, []), PointsKind.Remedy, points, await book.ProgrammeAsync(cancellationToken),
            new PointsNote(reference, null, remedy.By, remedy.ComplaintId));
    }
}
