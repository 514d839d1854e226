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
        var proposed = Proposed(warning.ProposedAction);
        var title = new Wording($"Keep {customer.Name}: {proposed.En}", $"挽留{customer.Name}：{proposed.ZhHans}", $"挽留{customer.Name}：{proposed.ZhHant}").In(language);
        var order = new TaskOrder(title, string.Join('\n', reasons.Select(reason => reason.Words.In(language))), customer.Id, customer.OwnerId, customer.Team, due);
        var task = WorkTask.Of(order, TaskOrigin.Intervention, warning.WarningId, Engine, now, $"churn/{warning.WarningId:N}");
        db.Enter(task);
        db.Interventions.Add(Intervention.Open(
            customer.Id, customer.OwnerId, customer.Team, warning.WarningId, warning.Probability, reasons, warning.ValueAtRiskMinor, warning.Currency, warning.ProposedAction, task.Id, now));
    }

    /// <summary>In words what Insights proposes; a proposal it has learnt since goes by its code.</summary>
    private static Wording Proposed(string action) => action switch
    {
        "resolve-complaint" => new Wording("settle the complaint, then call", "先解决投诉，再致电", "先解決投訴，再致電"),
        "visit-by-owner" => new Wording("visit and ask what has changed", "登门拜访，了解变化", "登門拜訪，了解變化"),
        "call-by-owner" => new Wording("call and ask what is missing", "致电询问需要", "致電詢問需要"),
        "send-offer" => new Wording("send an offer", "发送优惠", "發送優惠"),
        _ => new Wording(action, action, action),
    };
}
