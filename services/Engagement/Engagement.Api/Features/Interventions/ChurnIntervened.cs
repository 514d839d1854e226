using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Interventions;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Interventions;

/// <summary>I5: a churn warning opens an intervention with a task for the customer's owner, or its team; one of each warning.</summary>
internal sealed class ChurnIntervened(EngagementDb db, CustomerDesk customers, IOptions<EngagementOptions> options, TimeProvider time) : IHandle<ChurnWarned>
{
    private const string Engine = "system:engagement";

    public async Task HandleAsync(Received<ChurnWarned> received, CancellationToken cancellationToken)
    {
        var warning = received.Event;
        if (await db.Interventions.IgnoreQueryFilters().AnyAsync(i => i.WarningId == warning.WarningId, cancellationToken)) return;
        var customer = await customers.FindAsync(warning.CustomerId, cancellationToken);
        // Whoever was merged or erased since needs no saving, and a customer nobody knows cannot be called.
        if (customer is not { IsActive: true }) return;
        var now = time.GetUtcNow();
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var due = calendar.WorkBegins(calendar.AddWorkingDays(calendar.DateAt(now), options.Value.InterventionDays));
        var language = RequestLanguage.FromTag(customer.Language) ?? Language.English;
        var reasons = warning.Reasons.Select(reason => new WarningReason(reason.Code, new Wording(reason.En, reason.ZhHans, reason.ZhHant))).ToList();
        var title = new Wording($"Keep {customer.Name}: {warning.ProposedAction}", $"挽留{customer.Name}：{warning.ProposedAction}", $"挽留{customer.Name}：{warning.ProposedAction}").In(language);
        var order = new TaskOrder(title, string.Join("; ", reasons.Select(reason => reason.Words.In(language))), customer.Id, customer.OwnerId, customer.Team, due);
        var task = WorkTask.Of(order, TaskOrigin.Intervention, warning.WarningId, Engine, now, $"churn/{warning.WarningId:N}");
        db.Enter(task);
        db.Interventions.Add(Intervention.Open(
            customer.Id, customer.OwnerId, customer.Team, warning.WarningId, warning.Probability, reasons, warning.ValueAtRiskMinor, warning.Currency, warning.ProposedAction, task.Id, now));
    }
}
