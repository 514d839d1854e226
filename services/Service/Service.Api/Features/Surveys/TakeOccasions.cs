using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Surveys;

/// <summary>S7: a visit that took place may be asked about; what was brought from elsewhere is not.</summary>
internal sealed class AskAfterVisits(ComplaintsDb db, IOptions<ComplaintsOptions> options, TimeProvider time) : IHandleBatch<VisitChanged>
{
    public Task HandleAsync(IReadOnlyList<Received<VisitChanged>> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // A visit is done once; its later states repeat that, and the quarantine leaves the customer alone anyway.
        foreach (var visit in batch.Select(received => received.Event).Where(visit => visit is { State: "done", Imported: false } && visit.EndedAt > now.AddDays(-7)).DistinctBy(visit => visit.VisitId))
            db.SurveysDue.Add(new SurveyDue { CustomerId = visit.CustomerId, Occasion = SurveyOccasion.Visit, DueAt = now + options.Value.SurveyDelay });
        return Task.CompletedTask;
    }
}

/// <summary>S7: a purchase may be asked about; history and refunds are not.</summary>
internal sealed class AskAfterPurchases(ComplaintsDb db, IOptions<ComplaintsOptions> options, TimeProvider time) : IHandleBatch<PurchaseRecorded>
{
    public Task HandleAsync(IReadOnlyList<Received<PurchaseRecorded>> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var customer in batch.Select(received => received.Event)
            .Where(order => !order.Imported && order.OrderedAt > now.AddDays(-7) && order.Lines.Any(line => line.Quantity > 0)).Select(order => order.CustomerId).Distinct())
            db.SurveysDue.Add(new SurveyDue { CustomerId = customer, Occasion = SurveyOccasion.Purchase, DueAt = now + options.Value.SurveyDelay });
        return Task.CompletedTask;
    }
}
