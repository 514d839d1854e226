using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Care;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Care;

/// <summary>E7: when the lead time of an occasion of the care calendar begins, its owner, or its team, gets a task with the words for it.</summary>
internal sealed class CareTasks(EngagementDb db, CustomerDesk customers, IOptions<EngagementOptions> options, TimeProvider time) : IHandle<CareDue>
{
    private const string Engine = "system:engagement";

    public async Task HandleAsync(Received<CareDue> received, CancellationToken cancellationToken)
    {
        var care = received.Event;
        if (await customers.FindAsync(care.CustomerId, cancellationToken) is not { IsActive: true } customer) return;
        // E7: one task of an occasion of a year, however often it is announced.
        var occasion = $"care/{care.CareId:N}/{care.On:yyyyMMdd}";
        if (await db.Tasks.IgnoreQueryFilters().AnyAsync(task => task.FirstCustomerId == customer.Id && task.Occasion == occasion, cancellationToken)) return;
        var templates = await db.SettingAsync(CareTemplates.Name, CareTemplates.Default, cancellationToken);
        var template = templates.Value.For(care.Kind);
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var language = RequestLanguage.FromTag(customer.Language) ?? Language.English;
        string Fill(LocalText text) => CareTemplates.Fill(text.In(language), customer.Name, templates.Value.NameOf(care.Occasion, language), care.On);
        var order = new TaskOrder(Fill(template.Title), Fill(template.Message), customer.Id, customer.OwnerId, customer.Team, calendar.WorkBegins(care.On));
        db.Enter(WorkTask.Of(order, TaskOrigin.Care, care.CareId, Engine, time.GetUtcNow(), occasion));
    }
}
