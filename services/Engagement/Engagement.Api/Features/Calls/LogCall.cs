using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>E3: logs a call that took place or was tried.</summary>
internal static class LogCall
{
    public static async Task<Results<Created<CallView>, Invalid>> HandleAsync(
        CallRequest request, EngagementDb db, CustomerDesk customers, ColleagueDesk colleagues, Caller caller, TimeProvider time,
        IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Check(request, now, options.Value) is { } wrong) return new Invalid(wrong);
        if (await customers.FindAsync(request.CustomerId, cancellationToken) is not { } customer) return new Invalid(CustomerDesk.Unknown(request.CustomerId));
        var (owner, unknown) = await colleagues.ResolveAsync(request.OwnerId, "ownerId", customer.Team, cancellationToken);
        if (unknown is not null) return new Invalid(unknown);
        var assignee = owner;
        if (request.NextStep?.AssigneeId is { } named && named != owner.Subject)
        {
            (assignee, unknown) = await colleagues.ResolveAsync(named, "nextStep.assigneeId", customer.Team, cancellationToken);
            if (unknown is not null) return new Invalid(unknown);
        }

        var started = request.StartedAt ?? now;
        var plan = new ActivityPlan(customer.Id, owner.Subject, owner.Team, request.Direction, request.Purpose, started, null);
        var result = new ActivityResult(started, started.AddMinutes(request.Minutes ?? 0), request.Outcome, request.Notes, request.Minutes);
        var call = Call.Log(plan, request.Reached, result, request.CallBackAt, caller.Subject, now);
        db.Enter(call);
        db.Publish(call.ToEvent(), call.CustomerId);
        if (call.IsAnsweredInvitation) db.Publish(StageEvidence.PhoneInvitationAnswered.ToEvent(call.CustomerId, call.Id, caller.Subject, call.At), call.CustomerId);
        if (request.NextStep is { } step) db.Enter(step.ToTask(call, assignee.Team, caller.Subject, now));
        if (request.CallBackAt is { } again) db.Enter(CallBack(call, customer, again, caller, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/calls/{call.Id}", CallView.Of(call));
    }

    private static Refusal? Check(CallRequest request, DateTimeOffset now, EngagementOptions options) =>
        Moments.Happened("startedAt", request.StartedAt, now, options.ClockTolerance)
        ?? Moments.Plausible("callBackAt", request.CallBackAt)
        ?? Moments.Plausible("nextStep.dueAt", request.NextStep?.DueAt);

    private static WorkTask CallBack(Call call, KnownCustomer customer, DateTimeOffset at, Caller caller, DateTimeOffset now) => WorkTask.Of(
        new TaskOrder(CallBackTitle(customer), call.Outcome, call.CustomerId, call.OwnerId, call.Team, at), TaskOrigin.CallBack, call.Id, caller.Subject, now);

    private static string CallBackTitle(KnownCustomer customer) =>
        customer.Language.StartsWith("zh", StringComparison.Ordinal) ? $"回电：{customer.Name}" : $"Call back {customer.Name}";
}
