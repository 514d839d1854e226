using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <summary>C20, X4: who unsubscribes by the link in a mail has withdrawn the consent to mail of that kind; said again it says nothing new.</summary>
internal sealed class TakeMailRefusals(CustomersDb db) : IHandle<MailRefused>
{
    public async Task HandleAsync(Received<MailRefused> received, CancellationToken cancellationToken)
    {
        var refused = received.Event;
        if (await db.SurvivorOfAsync(refused.CustomerId, cancellationToken) is not { Status: CustomerStatus.Active } customer) return;
        var purpose = EnumCode.Parse<ConsentPurpose>(refused.Purpose);
        var said = await db.Consents.Where(word => word.CustomerId == customer.Id && word.Purpose == purpose).ToListAsync(cancellationToken);
        if (Consent.LastWord(said, purpose, ConsentChannel.Email) is { Given: false }) return;
        db.Record(Consent.Said(customer.Id, null, purpose, ConsentChannel.Email, false, ConsentSource.Unsubscribe, null, null, Consent.ByLink, refused.At));
    }
}
