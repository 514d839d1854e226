using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Care;

/// <summary>C15: a signed contract has an anniversary, from the next year on.</summary>
internal sealed class TakeContractAnniversary(CustomersDb db, Today today, IOptions<CareOptions> options) : IHandle<ContractSigned>
{
    public async Task HandleAsync(Received<ContractSigned> received, CancellationToken cancellationToken)
    {
        var signed = received.Event;
        if (await db.SurvivorOfAsync(signed.CustomerId, cancellationToken) is not { Status: CustomerStatus.Active } customer) return;
        if (await db.CareDates.IgnoreQueryFilters().AnyAsync(date => date.SourceId == signed.ContractId, cancellationToken)) return;
        var day = today.DayOf(signed.SignedAt);
        var from = today.Day > day ? today.Day : day.AddDays(1);
        db.CareDates.Add(CareDate.For(customer.Id, CareKind.ContractAnniversary, new YearlyDay(CareCalendar.Solar, day.Month, day.Day), day.Year, null, options.Value.LeadDays,
            from, signed.ContractId));
    }
}
