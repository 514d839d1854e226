using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>Where a customer stands in the follow-up cycle.</summary>
/// <param name="LastContact">Null while nobody has spoken with the customer: then the days count from when the file came.</param>
/// <param name="DueAt">When the period's task is due.</param>
/// <param name="EscalationAt">When the manager hears of it.</param>
/// <param name="TaskId">The period's task, once there is one.</param>
/// <param name="Followed">False for a customer out of reach, whom nobody is expected to call.</param>
public sealed record CustomerCycleView(
    Guid CustomerId, AbcClass Class, RelationshipStage Stage, SalesPhase Phase, int Days, DateTimeOffset? LastContact, DateTimeOffset DueAt,
    DateTimeOffset EscalationAt, Guid? TaskId, bool Escalated, bool Followed);

/// <summary>E6: the follow-up cycle of one customer.</summary>
internal static class CustomerCycle
{
    public static async Task<Results<Ok<CustomerCycleView>, Missing>> HandleAsync(
        Guid id, EngagementDb db, CustomerDesk customers, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var policy = await db.FollowUpPolicyAsync(options.Value.TimeZone, cancellationToken);
        var cadence = policy.Plan.For(customer.CadenceKey);
        var due = customer.Clock.Due(cadence, policy.Plan.Shift, policy.Calendar);
        return TypedResults.Ok(new CustomerCycleView(
            customer.Id, customer.Class, customer.Stage, customer.Phase, cadence.Days, await db.LastContactAsync(customer.Id, cancellationToken), due, FollowUpClock.EscalationDue(due, cadence, policy.Calendar),
            customer.CycleTaskId, customer.Cycle == CycleState.Escalated, customer.Cycle != CycleState.Off));
    }
}
