using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Qualifying;

/// <summary>C8: an answer in a conversation says something about money, authority or need.</summary>
internal sealed class TakeQualificationAnswer(CustomersDb db, StandingSignal signal) : IHandle<QualificationAnswered>
{
    public async Task HandleAsync(Received<QualificationAnswered> received, CancellationToken cancellationToken)
    {
        var answered = received.Event;
        if (await db.SurvivorOfAsync(answered.CustomerId, cancellationToken) is not { } customer) return;
        var known = await db.Qualifications.SingleOrDefaultAsync(q => q.CustomerId == customer.Id, cancellationToken);
        if (known is null) db.Qualifications.Add(known = Qualification.Of(customer.Id));
        known.Take(EnumCode.Parse<ManLetter>(answered.Letter), answered.Present, answered.By, answered.At);
        db.Touch(customer.Id, new Touch(Reassess: true));
        db.AfterCommit(signal.Pulse);
    }
}
