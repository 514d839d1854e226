using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Contracts;

/// <summary>E8: delivery in phases, each with its goal and whoever is responsible, and the review at the end.</summary>
internal static class Deliver
{
    public static async Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> PlanAsync(
        Guid id, DeliveryRequest request, IfMatch ifMatch, EngagementDb db, ColleagueDesk colleagues, Caller caller, TimeProvider time,
        IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contract) return new Missing("contract", id);
        if (!ifMatch.Matches(contract)) return new Stale(contract.Version);
        if (request.Phases.DistinctBy(phase => phase.Key).Count() != request.Phases.Count) return new Invalid("phases", "A key stands for one phase.", "contract.phase-repeated");
        var teams = new Dictionary<string, string>();
        foreach (var (index, phase) in request.Phases.Index())
        {
            var (doer, unknown) = await colleagues.ResolveAsync(phase.ResponsibleId, $"phases[{index}].responsibleId", "none", cancellationToken);
            if (unknown is not null) return new Invalid(unknown);
            teams[phase.Key] = doer.Team;
        }
        var planned = request.Phases.Select(p => new DeliveryPhase(p.Key, p.Name.Trim(), p.Goal.Trim(), p.ResponsibleId, p.DueOn)).ToList();
        var dropped = contract.Phases.Select(phase => phase.TaskId).OfType<Guid>().ToHashSet();
        if (contract.PlanDelivery(planned) is { } refusal) return new Refused(refusal);
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        await FollowAsync(contract, dropped, teams, calendar, db, caller.Subject, time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ContractView.Of(contract));
    }

    public static Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> BeginAsync(
        Guid id, string key, IfMatch ifMatch, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, contract => contract.BeginPhase(key, time.GetUtcNow()), null, cancellationToken);

    public static Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> FinishAsync(
        Guid id, string key, FinishPhaseRequest request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, contract => contract.FinishPhase(key, request.Result.Trim(), time.GetUtcNow()), async contract =>
        {
            if (contract.Find(key)?.TaskId is not { } taskId) return;
            if (await db.Tasks.IgnoreQueryFilters().SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is { } task
                && task.Complete(request.Result, caller.Subject, time.GetUtcNow()) is null) db.Tell(task);
        }, cancellationToken);

    public static Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> ReviewAsync(
        Guid id, DeliveryReview request, IfMatch ifMatch, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, contract => contract.TakeReview(request, time.GetUtcNow()), null, cancellationToken);

    // Each phase is a task of whoever is responsible; a phase that is dropped takes its task with it.
    private static async Task FollowAsync(
        Contract contract, HashSet<Guid> before, Dictionary<string, string> teams, WorkCalendar calendar, EngagementDb db, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = contract.Phases.Select(phase => phase.TaskId).OfType<Guid>().ToHashSet();
        var tasks = await db.Tasks.IgnoreQueryFilters().Where(task => before.Contains(task.Id) && task.State == TaskState.Open).ToDictionaryAsync(task => task.Id, cancellationToken);
        foreach (var gone in tasks.Values.Where(task => !kept.Contains(task.Id)))
        {
            if (gone.Cancel(null, by, now) is null) db.Tell(gone);
        }
        foreach (var phase in contract.Phases.Where(phase => phase.State != PhaseState.Done))
        {
            var order = new TaskOrder($"{contract.Number}: {phase.Name}", phase.Goal, contract.CustomerId, phase.ResponsibleId, teams[phase.Key], calendar.WorkBegins(phase.DueOn));
            if (phase.TaskId is { } known && tasks.TryGetValue(known, out var task))
            {
                if (task.Change(order) is null) db.Tell(task);
                continue;
            }
            var opened = WorkTask.Of(order, TaskOrigin.Delivery, contract.Id, by, now);
            db.Enter(opened);
            contract.NoteTask(phase.Key, opened.Id);
        }
    }

    private static async Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<Contract, Refusal?> change, Func<Contract, Task>? follow, CancellationToken cancellationToken)
    {
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contract) return new Missing("contract", id);
        if (!ifMatch.Matches(contract)) return new Stale(contract.Version);
        if (change(contract) is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        if (follow is not null) await follow(contract);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ContractView.Of(contract));
    }
}
